// Copies the TTF files the studio draws with, and their licences, out of node_modules into the
// git-ignored folder content/studio/fonts. Which files: content/studio/fonts.json.
import { copyFile, mkdir, readFile, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const studio = join(here, "..", "..", "..", "content", "studio");
const target = join(studio, "fonts");

const { scope, families } = JSON.parse(await readFile(join(studio, "fonts.json"), "utf8"));

await mkdir(target, { recursive: true });

// A worker may have a font mapped into its memory: the file is replaced, never written over.
async function put(source, name) {
  const draft = join(target, `.${name}.draft`);
  await copyFile(source, draft);
  await rename(draft, join(target, name));
}

for (const { package: name, file, weights } of Object.values(families)) {
  const source = join(here, "node_modules", scope, name);
  await put(join(source, "LICENSE_FONT"), `${file}-OFL.txt`);
  for (const weight of Object.values(weights)) {
    const ttf = `${file}_${weight}.ttf`;
    await put(join(source, weight, ttf), ttf);
  }
}
