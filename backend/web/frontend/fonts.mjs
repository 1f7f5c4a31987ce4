// Copies the TTF files the studio draws with, and their licences, out of node_modules into the
// git-ignored folder content/studio/fonts. Which files: content/studio/fonts.json.
import { copyFile, mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const studio = join(here, "..", "..", "..", "content", "studio");
const target = join(studio, "fonts");

const { scope, families } = JSON.parse(await readFile(join(studio, "fonts.json"), "utf8"));

await mkdir(target, { recursive: true });

for (const { package: name, file, weights } of Object.values(families)) {
  const source = join(here, "node_modules", scope, name);
  await copyFile(join(source, "LICENSE_FONT"), join(target, `${file}-OFL.txt`));
  for (const weight of Object.values(weights)) {
    const ttf = `${file}_${weight}.ttf`;
    await copyFile(join(source, weight, ttf), join(target, ttf));
  }
}
