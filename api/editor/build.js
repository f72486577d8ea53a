// Writes codemirror.js, minified, into the folder that the server serves, with the licences of all that went into it.
import { readFile, writeFile } from "node:fs/promises";
import { build } from "esbuild";

const target = "../plangraph_api/static/codemirror.js";
const { metafile } = await build({
  entryPoints: ["codemirror.js"],
  outfile: target,
  bundle: true,
  format: "esm",
  minify: true,
  metafile: true,
  legalComments: "none",
  target: "es2022",
  banner: { js: "/*! CodeMirror 6 (MIT), bundled by api/editor; versions and licences: codemirror.LICENSES.txt */" },
});
const folders = Object.keys(metafile.inputs)
  .map((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0])
  .filter(Boolean);
const licences = [...new Set(folders)].sort().map(async (folder) => {
  const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
  return `${name} ${version} (${license})\n\n${(await readFile(`${folder}/LICENSE`, "utf8")).trim()}\n`;
});
await writeFile(target.replace(".js", ".LICENSES.txt"), (await Promise.all(licences)).join(`\n${"-".repeat(72)}\n\n`));
