/**
 * Has the typefaces cut (fonts.py: fontTools can put two scripts in one file, and npm has nothing that can), and puts a
 * whole one beside them for the pictures of social cards, which the server draws.
 */

import { execFile } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const require = createRequire(import.meta.url);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const PYTHON = process.env.PYTHON ?? here("../../.venv/bin/python");

export async function buildFonts(out) {
  await mkdir(out, { recursive: true });
  const packages = dirname(dirname(require.resolve("@fontsource-variable/markazi-text/package.json")));
  await promisify(execFile)(PYTHON, [here("fonts.py"), packages, out]);
  const whole = dirname(require.resolve("@expo-google-fonts/markazi-text/package.json"));
  await copyFile(`${whole}/700Bold/MarkaziText_700Bold.ttf`, `${out}/card.ttf`);
}
