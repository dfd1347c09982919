/** Builds every static file of the public site into src/khabar/front/static/khabar, offline. */

import { mkdir, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { buildApp } from "./app.js";
import { buildFonts } from "./fonts.js";
import { buildIcons } from "./icons.js";
import { overweight } from "./weight.js";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../../src/khabar/front/static/khabar");

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

const options = {
  outdir: out,
  bundle: true,
  minify: true,
  charset: "utf8",
  target: ["chrome99", "firefox102", "safari15.4"],
  external: ["*.woff2"],
  legalComments: "none",
  logLevel: "warning",
};
await Promise.all([
  build({
    ...options,
    entryPoints: [
      ...["css/site.css", "css/lists.css", "css/lite.css", "css/lightbox.css", "css/notify.css", "css/notify-off.css", "js/theme.js", "js/site.js", "js/ads.js", "js/fronts.js"],
      "js/video-upload.js",
    ].map((name) => here(`../${name}`)),
    format: "iife",
  }),
  // Modules: loaded when a search box is first used, when a picture is opened, when a reader presses play.
  build({
    ...options,
    entryPoints: { "js/suggest": here("../js/lazy/suggest.js"), "js/lightbox": here("../js/lazy/lightbox.js"), "js/player": here("../js/player.js") },
    format: "esm",
  }),
  buildApp(options, here),
  buildFonts(`${out}/fonts`),
  buildIcons(`${out}/icons`),
]);
const reasons = await overweight(out);
if (reasons.length > 0) {
  console.error(reasons.join("\n"));
  process.exit(1);
}
console.log("front end built");
