import assert from "node:assert/strict";
import { test } from "node:test";

import { composing, moved } from "./suggest.js";

test("arrows go round the options, and from the box to the first or last", () => {
  assert.equal(moved("ArrowDown", -1, 3), 0);
  assert.equal(moved("ArrowDown", 2, 3), 0);
  assert.equal(moved("ArrowUp", -1, 3), 2);
  assert.equal(moved("ArrowUp", 0, 3), 2);
  assert.equal(moved("ArrowDown", -1, 0), -1);
});

test("keys of an input method that is composing are left to it", () => {
  assert.equal(composing({ isComposing: true }), true);
  assert.equal(composing({ isComposing: false, keyCode: 229 }), true);
  assert.equal(composing({ isComposing: false, keyCode: 40 }), false);
});
