import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const folder = new URL(".", import.meta.url);
const sheets = readdirSync(folder)
  .filter((name) => name.endsWith(".css"))
  .map((name) => [name, readFileSync(new URL(name, folder), "utf8").replace(/\/\*[\s\S]*?\*\//g, "")]);

const PHYSICAL =
  /(?:^|[\s;{])((?:(?:margin|padding|border|inset)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|text-align:\s*(?:left|right)|float:\s*(?:left|right))\s*:?)/g;
const AGAINST_ARABIC = /letter-spacing|font-style:\s*italic|text-align:\s*justify|word-break:\s*break-all/g;

for (const [name, css] of sheets) {
  test(`${name} speaks of start and end, not of left and right`, () => {
    const rules = css.replace(/@media[^{]*\{/g, "{").replace(/aspect-ratio|line-height/g, "");
    assert.deepEqual([...rules.matchAll(PHYSICAL)].map((match) => match[1]), []);
  });
  test(`${name} does nothing that breaks joined letters`, () => {
    assert.deepEqual([...css.matchAll(AGAINST_ARABIC)].map((match) => match[0]), []);
  });
}

test("both ways into the dark theme set the same colours", () => {
  const tokens = sheets.find(([name]) => name === "tokens.css")[1];
  const colours = [...tokens.matchAll(/\{([^{}]*color-scheme: dark;[^{}]*)\}/g)].map((match) => match[1].replace(/\s+/g, " "));
  assert.equal(colours.length, 2);
  assert.equal(colours[0], colours[1]);
});
