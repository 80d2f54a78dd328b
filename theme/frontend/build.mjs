// Bundles the front end into the template's static folder, with the licences of what is in it.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const target = join(here, "..", "voila", "templates", "course", "static");

/** A stylesheet imported by a script becomes a text, its own imports included. */
const stylesAsText = {
  name: "styles-as-text",
  setup({ onLoad }) {
    onLoad({ filter: /stock\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({
        entryPoints: [path],
        bundle: true,
        minify: true,
        write: false,
        loader: { ".svg": "dataurl", ".png": "dataurl" },
      });
      return { contents: outputFiles[0].text, loader: "text" };
    });
  },
};

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: { course: "main.js", stock: "stock.js" },
  outdir: target,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  metafile: true,
  legalComments: "none",
  banner: { js: "/* Licences of what is bundled here: NOTICES.txt */" },
  define: { "process.env.NODE_ENV": '"production"' },
  alias: { "sanitize-html": "./sanitize.js" },
  plugins: [stylesAsText],
});

const packages = new Set(["@lumino/widgets", "@jupyter-widgets/controls"]);
for (const input of Object.keys(metafile.inputs)) {
  const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}
const notices = [...packages].sort().map((name) => {
  const folder = join(here, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
const intro = "stock.js bundles the packages below; course.js bundles none.\n";
writeFileSync(join(target, "NOTICES.txt"), [intro, ...notices].join(`\n${"-".repeat(78)}\n\n`));

for (const [name, { bytes }] of Object.entries(metafile.outputs)) console.log(`${name}: ${bytes} bytes`);
