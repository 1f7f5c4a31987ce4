// Bundles what the pages need into the git-ignored folder backend/web/static/build:
// every .js and .css file directly in src/ is an entry of its own, and src/icons.json names the
// Lucide icons that go into one sprite. Django's static files add the hash to the names later.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, "src");
const finished = join(here, "..", "static", "build");
const target = `${finished}.draft`;

async function bundle() {
  const names = (await readdir(source)).filter((name) => /\.(js|css)$/.test(name));
  await build({
    entryPoints: names.map((name) => join(source, name)),
    outdir: target,
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    target: ["es2022", "safari16"],
    loader: { ".woff2": "file" },
    assetNames: "[name]-[hash]",
    chunkNames: "chunk-[hash]",
    legalComments: "external",
    logLevel: "warning",
  });
}

async function symbol(name) {
  const svg = await readFile(join(here, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
  const shapes = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  return `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replace(/\s*\n\s*/g, "")}</symbol>`;
}

async function sprite() {
  const names = JSON.parse(await readFile(join(source, "icons.json"), "utf8"));
  const symbols = await Promise.all(names.map(symbol));
  const note = "<!-- Icons: Lucide (lucide.dev), ISC licence -->";
  await writeFile(
    join(target, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">${note}${symbols.join("")}</svg>\n`,
  );
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([bundle(), sprite()]);
// Whole or not at all: a site that is being served never lacks half of its files.
await rm(finished, { recursive: true, force: true });
await rename(target, finished);
