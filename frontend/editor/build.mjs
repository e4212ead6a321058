// Builds what pages load of packages, and the licences of what is in it: the editor, and Stimulus for every page.
// Without an argument into the product; with a folder into that one, to be compared.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const [aside] = process.argv.slice(2);

async function bundle(source, target) {
  const { metafile } = await build({
    entryPoints: [join(here, source)],
    outfile: aside ? join(aside, basename(target)) : join(root, target),
    absWorkingDir: here,
    bundle: true,
    charset: "utf8",
    format: "esm",
    legalComments: "none",
    metafile: true,
    minify: true,
    target: "es2022",
  });
  const told = await licencesOf(Object.keys(metafile.inputs));
  const file = target.replace(/\.js$/, ".licences.txt");
  await writeFile(aside ? join(aside, basename(file)) : join(root, file), told.join(`\n${"-".repeat(78)}\n\n`));
}

async function licencesOf(inputs) {
  const packages = new Set();
  for (const input of inputs) {
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
  return told;
}

await bundle("src/main.js", "workflow/static/workflow/drafting/letter-editor.js");
await bundle("src/stimulus.js", "eoffice/static/eoffice/shell/stimulus.js");
