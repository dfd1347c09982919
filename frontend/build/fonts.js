/**
 * Puts the cut typefaces, with their licences beside them, where the site serves them from; and a whole one, with both
 * scripts in one file, for the pictures of social cards, which the server draws.
 */

import { copyFile, mkdir, readdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const folder = new URL("../fonts/", import.meta.url);

export async function buildFonts(out) {
  await mkdir(out, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name.endsWith(".woff2") || name.endsWith("-OFL.txt"));
  await Promise.all(names.map((name) => copyFile(new URL(name, folder), `${out}/${name}`)));
  const whole = dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/markazi-text/package.json"));
  await copyFile(`${whole}/700Bold/MarkaziText_700Bold.ttf`, `${out}/card.ttf`);
}
