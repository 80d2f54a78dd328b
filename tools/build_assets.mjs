// Bundles the page's code: one script for each kind of live part, one for the page itself, with the licences of what is in it.
// built.json says from which sources each script came, so that a test finds one that is out of date without Node.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "json-schema-to-typescript";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const frontend = "theme/frontend";
const STATIC = "theme/voila/templates/course/static";
const BUNDLES = {
  "widgets/controls/built/explorer": "widgets/controls/js/explorer.js",
  "quizzes/player/built/player": "quizzes/player/js/player.js",
  "quizzes/player/built/review": "quizzes/player/js/review.js",
  "teaching/stage/built/stage": "teaching/stage/js/stage.js",
  "teaching/stage/built/presenter": "teaching/stage/js/presenter.js",
  [`${STATIC}/course`]: `${frontend}/main.js`,
  [`${STATIC}/home`]: `${frontend}/home.js`,
  [`${STATIC}/stock`]: `${frontend}/stock.js`,
};

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
  absWorkingDir: root,
  entryPoints: BUNDLES,
  outdir: root,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  metafile: true,
  legalComments: "none",
  banner: {
    js: "/* Built by make assets from the course's js folders. Licences of what else is in it: NOTICES.txt */",
  },
  define: { "process.env.NODE_ENV": '"production"' },
  alias: { "sanitize-html": `./${frontend}/sanitize.js` },
  plugins: [stylesAsText],
});

/** The types of what page and Python say to each other, for the check of types; no page loads them. */
const SCHEMA = "page/messages.schema.json";
const TYPES = "page/js/line/messages.types.d.ts";
const types = await compile(JSON.parse(readFileSync(join(root, SCHEMA))), "Messages", {
  unreachableDefinitions: true,
  additionalProperties: false,
  ignoreMinAndMaxItems: true,
  bannerComment: `// Made from ${SCHEMA} by make assets.`,
});
// Where a type comes from is said once, at the top.
const told = types
  .replace(/(\n \*)? ?\n \* This interface was referenced by[^\n]*\n[^\n]*/g, "")
  .replace(/\/\*\*\n \*\/\n/g, "");
writeFileSync(join(root, TYPES), told);

const digest = (name) =>
  createHash("sha256")
    .update(readFileSync(join(root, name)))
    .digest("hex")
    .slice(0, 16);
const own = (name) => !name.includes("node_modules");
const sorted = (rows) => Object.fromEntries(rows.sort(([one], [other]) => (one < other ? -1 : 1)));
const made = Object.entries(metafile.outputs).map(([name, { inputs }]) => {
  const from = Object.keys(inputs)
    .filter(own)
    .map((input) => [input, digest(input)]);
  return [name, { built: digest(name), from: sorted(from) }];
});
made.push([TYPES, { built: digest(TYPES), from: { [SCHEMA]: digest(SCHEMA) } }]);
writeFileSync(join(root, "page", "built.json"), `${JSON.stringify(sorted(made), null, 1)}\n`);

const packages = new Set(["@lumino/widgets", "@jupyter-widgets/controls"]);
for (const input of Object.keys(metafile.inputs)) {
  const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
  if (found) packages.add(found[1]);
}
const notices = [...packages].sort().map((name) => {
  const folder = join(root, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json")));
  const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
  const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${license}`;
  return `${name} ${version} (${license})\n\n${text}\n`;
});
const intro = "stock.js bundles the packages below; course.js bundles none.\n";
writeFileSync(join(root, STATIC, "NOTICES.txt"), [intro, ...notices].join(`\n${"-".repeat(78)}\n\n`));

for (const [name, { bytes }] of Object.entries(metafile.outputs)) console.log(`${name}: ${bytes} bytes`);
