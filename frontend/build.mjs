// Bundles frontend/ into participate/static/built/ (see docs/frontend.md).
// With a folder as argument it builds there.
//   css/components/*.css   all go into built/site.css, in layers
//   css/areas/<name>.css   heavy areas with their own sheet: built/<name>.css
//   elements/<name>.js     one behaviour each: built/<name>.js; site.js holds those that every page may need
import * as esbuild from "esbuild";
import { readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2] ?? join(here, "..", "participate", "static", "built");
const list = (folder, ending) => {
  try {
    return readdirSync(join(here, folder)).filter((name) => name.endsWith(ending)).sort();
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
};

const sheet = [
  "@layer reset, tokens, base, components, utilities;",
  ...["reset", "tokens", "base"].map((layer) => `@import "./css/${layer}.css" layer(${layer});`),
  ...list("css/components", ".css").map((name) => `@import "./css/components/${name}" layer(components);`),
  '@import "./css/utilities.css" layer(utilities);',
  '@import "./css/print.css" layer(utilities);',
].join("\n");

const shared = {
  bundle: true,
  minify: true,
  charset: "utf8",
  logLevel: "warning",
  target: ["chrome99", "firefox97", "safari15.4"],
};

rmSync(out, { recursive: true, force: true });
await Promise.all([
  esbuild.build({ ...shared, stdin: { contents: sheet, resolveDir: here, loader: "css" }, outfile: join(out, "site.css") }),
  esbuild.build({
    ...shared,
    loader: { ".png": "dataurl" }, // Leaflet's sheet names some
    entryPoints: list("css/areas", ".css").map((name) => join(here, "css/areas", name)),
    outdir: out,
  }),
  esbuild.build({
    ...shared,
    format: "esm",
    drop: ["console"], // Yjs' printing of its own structures: 3 KB of its 25
    entryPoints: list("elements", ".js").map((name) => ({ in: join(here, "elements", name), out: basename(name, ".js") })),
    outdir: out,
  }),
  esbuild.build({ ...shared, format: "iife", entryPoints: [join(here, "scripts/theme.js")], outfile: join(out, "theme.js") }),
]);
