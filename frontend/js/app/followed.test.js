import assert from "node:assert/strict";
import { test } from "node:test";

import { followed, remember } from "./followed.js";

function shelf() {
  const kept = new Map();
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
}

test("what is followed is remembered, and forgotten with an empty list", () => {
  const one = shelf();
  assert.deepEqual(followed(one), []);
  remember(["topic:1", "section:2"], one);
  assert.deepEqual(followed(one), ["topic:1", "section:2"]);
  remember([], one);
  assert.deepEqual(followed(one), []);
});

test("a browser that keeps nothing follows nothing", () => {
  assert.deepEqual(followed(null), []);
  assert.doesNotThrow(() => remember(["topic:1"], null));
});
