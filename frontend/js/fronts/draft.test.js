import assert from "node:assert/strict";
import { test } from "node:test";

import { Draft } from "./draft.js";

const memory = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key) };
};

test("what was not saved is found again with what it was made from", () => {
  const storage = memory();
  new Draft("0", storage).keep({ lists: { lead: [1] } }, "7");
  assert.deepEqual(new Draft("0", storage).found({ lists: {} }), { arranged: { lists: { lead: [1] } }, base: "7" });
  assert.equal(new Draft("3", storage).found({ lists: {} }), null);
});

test("what says nothing new, was saved or cannot be read is not offered", () => {
  const storage = memory();
  const draft = new Draft("0", storage);
  draft.keep({ lists: {} }, "7");
  assert.equal(draft.found({ lists: {} }), null);
  draft.keep({ lists: { lead: [1] } }, "7");
  draft.drop();
  assert.equal(draft.found({ lists: {} }), null);
  storage.setItem("khabar-front-0", "{");
  assert.equal(draft.found({ lists: {} }), null);
});

test("a browser that keeps nothing stops nobody", () => {
  const refuses = () => {
    throw new Error("no room");
  };
  const draft = new Draft("0", { getItem: refuses, setItem: refuses, removeItem: refuses });
  draft.keep({}, "1");
  draft.drop();
  assert.equal(draft.found({}), null);
});
