/** What the built files of an article page weigh over the wire, and where that is too much. */

import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";

// Of the 45 KB an article may weigh with its fonts and without pictures, what its own HTML and all headers leave.
export const LIMITS = { files: 34 * 1024, scripts: 12 * 1024 };

const SCRIPTS = ["js/theme.js", "js/site.js"];
const OTHERS = ["css/site.css", "fonts/markazi-text.woff2", "fonts/noto-naskh-arabic.woff2"];

/** Reasons in words, none where the files in the folder `out` are light enough. */
export async function overweight(out, limits = LIMITS) {
  const scripts = await sum(out, SCRIPTS);
  const files = scripts + (await sum(out, OTHERS));
  return [
    ["scripts", scripts, limits.scripts],
    ["style sheet, scripts and fonts", files, limits.files],
  ]
    .filter(([, weight, limit]) => weight > limit)
    .map(([what, weight, limit]) => `an article's ${what} weigh ${weight} bytes compressed, ${limit} at most`);
}

async function sum(out, names) {
  const weights = await Promise.all(names.map((name) => weigh(`${out}/${name}`)));
  return weights.reduce((total, weight) => total + weight, 0);
}

async function weigh(file) {
  const content = await readFile(file);
  return file.endsWith(".woff2") ? content.length : brotliCompressSync(content).length;
}
