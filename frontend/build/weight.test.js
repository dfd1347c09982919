import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { test } from "node:test";

import { overweight } from "./weight.js";

async function built(sizes) {
  const out = await mkdtemp(`${tmpdir()}/weight-`);
  for (const folder of ["js", "css", "fonts"]) await mkdir(`${out}/${folder}`);
  for (const name of ["js/theme.js", "js/site.js", "css/site.css", "fonts/markazi-text.woff2", "fonts/noto-naskh-arabic.woff2"]) {
    await writeFile(`${out}/${name}`, randomBytes(sizes[name] ?? 10));
  }
  return out;
}

test("what an article loads of the front end as it is built is light enough", async () => {
  assert.deepEqual(await overweight(fileURLToPath(new URL("../../src/khabar/front/static/khabar", import.meta.url))), []);
});

for (const [name, size, reasons] of [
  ["css/site.css", 30_000, 0],
  ["css/site.css", 36_000, 1],
  ["fonts/noto-naskh-arabic.woff2", 36_000, 1],
  ["js/site.js", 13_000, 1],
  ["js/site.js", 36_000, 2],
]) {
  test(`${size} bytes of ${name} give ${reasons} reasons`, async (context) => {
    const out = await built({ [name]: size });
    context.after(() => rm(out, { recursive: true }));
    assert.equal((await overweight(out)).length, reasons);
  });
}
