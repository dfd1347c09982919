/** Renders the mark into the icon files that browsers, phones and search engines ask for. */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { initWasm, Resvg } from "@resvg/resvg-wasm";

const require = createRequire(import.meta.url);
const art = (name) => fileURLToPath(new URL(`../art/${name}`, import.meta.url));

const PICTURES = [
  { source: "icon.svg", width: 32, name: "icon-32.png" },
  { source: "maskable.svg", width: 180, name: "apple-touch-icon.png" },
  { source: "icon.svg", width: 192, name: "icon-192.png" },
  { source: "icon.svg", width: 512, name: "icon-512.png" },
  { source: "maskable.svg", width: 512, name: "maskable-512.png" },
];

export async function buildIcons(out) {
  await mkdir(out, { recursive: true });
  await initWasm(await readFile(require.resolve("@resvg/resvg-wasm/index_bg.wasm")));
  await copyFile(art("icon.svg"), `${out}/icon.svg`);
  await copyFile(art("wordmark.svg"), `${out}/wordmark.svg`);
  for (const { source, width, name } of PICTURES) {
    const svg = await readFile(art(source), "utf8");
    const picture = new Resvg(svg, { fitTo: { mode: "width", value: width } }).render();
    await writeFile(`${out}/${name}`, picture.asPng());
  }
}
