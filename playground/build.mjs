// Bundles the page's script into one file that the Python package serves, and the licences of what
// is in it. `--check` writes nothing: it fails if the files in the package are not what it makes.
import { readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const TARGET = join(HERE, "..", "tagengine", "server", "playground", "static");

const result = await build({
  absWorkingDir: HERE,
  entryPoints: ["src/main.ts"],
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  outfile: "playground.js",
});

/** The notices of the packages that came into the bundle, by name. */
async function licences() {
  const names = new Set();
  for (const input of Object.keys(result.metafile.inputs)) {
    const found = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) names.add(found[1]);
  }
  const notices = [];
  for (const name of [...names].sort()) {
    const folder = join(HERE, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
    const text = await readFile(join(folder, "LICENSE"), "utf8");
    notices.push(`${name} ${version} (${license})\n\n${text.trim()}\n`);
  }
  const opening = "playground.js contains the following packages.\n";
  return [opening, ...notices].join(`\n${"-".repeat(72)}\n\n`);
}

const files = {
  "playground.js": result.outputFiles[0].text,
  "LICENCES.txt": await licences(),
};
for (const [name, text] of Object.entries(files)) {
  const path = join(TARGET, name);
  if (!process.argv.includes("--check")) {
    await writeFile(path, text);
    console.log(`${path}: ${(text.length / 1024).toFixed(0)} KiB`);
  } else if ((await readFile(path, "utf8").catch(() => null)) !== text) {
    console.error(`${path}: not what the sources give (npm run build, then commit it)`);
    process.exitCode = 1;
  }
}
