import assert from "node:assert/strict";
import { test } from "node:test";

import { step } from "./lightbox.js";

for (const [key, direction, to] of [
  ["ArrowLeft", "rtl", 3],
  ["ArrowRight", "rtl", 1],
  ["ArrowLeft", "ltr", 1],
  ["ArrowRight", "ltr", 3],
  ["Home", "rtl", 0],
  ["End", "rtl", 5],
  ["Tab", "rtl", null],
]) {
  test(`${key} leads from the third of six pictures to ${to} where the script runs ${direction}`, () => {
    assert.equal(step(key, 2, 5, direction), to);
  });
}

test("there is nothing before the first picture and after the last", () => {
  assert.equal(step("ArrowRight", 0, 5, "rtl"), 0);
  assert.equal(step("ArrowLeft", 5, 5, "rtl"), 5);
});
