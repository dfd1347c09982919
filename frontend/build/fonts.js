/**
 * Cuts the two typefaces down to what an Arabic page prints, as WOFF2, with their licences beside them; and one face
 * with both scripts in one file, for the pictures of social cards, which the server draws.
 */

import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";

import subsetFont from "subset-font";

const require = createRequire(import.meta.url);

// The letters of Arabic and those that Arabic newsrooms borrow for foreign names, the marks, the stops, the digits.
const LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيٱپچڤگڨڭ";
const MARKS = "\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652\u0670\u0640";
const ARABIC = `${LETTERS}${MARKS}،؛؟٪٫٬٠١٢٣٤٥٦٧٨٩`;
// Letters of Persian, Urdu and Kurdish that Arabic has not borrowed, for a name written as its bearer writes it.
const EASTERN = "ژکیھہۀےۓٹڈڑںەێۆۇۋڵڕ";
// Digits and the punctuation both scripts share are on every page; Latin letters are fetched only where one stands.
const COMMON = " 0123456789.,:;!?%()[]-+/«»\"'–—…“”‘’•·&$€£#@=_*<>×";
const LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ACCENTS = "ÀÇÉÈÊËÎÏÔÖÜàâçéèêëîïôöùûüñ";

// What shaping Arabic needs; stylistic sets and small capitals stay behind.
const FEATURES = ["ccmp", "init", "medi", "fina", "isol", "rlig", "liga", "calt", "locl", "mark", "mkmk", "kern", "curs"];

const FACES = [
  { family: "markazi-text", weight: 700 },
  { family: "noto-naskh-arabic", weight: 400 },
];
const CUTS = [
  { name: "arabic", source: "arabic", text: ARABIC },
  { name: "eastern", source: "arabic", text: EASTERN },
  { name: "common", source: "latin", text: COMMON },
  { name: "latin", source: "latin", text: LATIN },
  { name: "accents", source: "latin", text: ACCENTS },
];

export async function buildFonts(out) {
  await mkdir(out, { recursive: true });
  for (const { family, weight } of FACES) {
    const folder = dirname(require.resolve(`@fontsource-variable/${family}/package.json`));
    await copyFile(`${folder}/LICENSE`, `${out}/${family}-OFL.txt`);
    for (const { name, source, text } of CUTS) {
      const font = await readFile(`${folder}/files/${family}-${source}-wght-normal.woff2`);
      const cut = await subsetFont(font, text, {
        targetFormat: "woff2",
        variationAxes: { wght: weight },
        keepFeatures: FEATURES,
        noHinting: true,
      });
      await writeFile(`${out}/${family}-${name}.woff2`, cut);
    }
  }
  const folder = dirname(require.resolve("@expo-google-fonts/markazi-text/package.json"));
  const whole = await readFile(`${folder}/700Bold/MarkaziText_700Bold.ttf`);
  const everything = ARABIC + EASTERN + COMMON + LATIN + ACCENTS;
  const cut = await subsetFont(whole, everything, { targetFormat: "truetype", keepFeatures: FEATURES });
  await writeFile(`${out}/card.ttf`, cut);
}
