// Builds the one file that the page loads, and the licences of what is in it. Without an argument into the product;
// with a folder into that one, to be compared.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const product = join(here, "../../workflow/static/workflow/drafting");
const target = process.argv[2] ?? product;

const { metafile } = await build({
  entryPoints: [join(here, "src/main.js")],
  outfile: join(target, "letter-editor.js"),
  absWorkingDir: here,
  bundle: true,
  charset: "utf8",
  format: "esm",
  legalComments: "none",
  metafile: true,
  minify: true,
  target: "es2022",
});

const packages = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const [, name] = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
  if (name) packages.add(name);
}
const told = [];
for (const name of [...packages].sort()) {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const file = (await readdir(folder)).find((one) => /^licen[cs]e/i.test(one));
  const text = file ? await readFile(join(folder, file), "utf8") : "";
  told.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
}
await writeFile(join(target, "letter-editor.licences.txt"), told.join(`\n${"-".repeat(78)}\n\n`));
