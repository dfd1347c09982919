import assert from "node:assert/strict";
import { test } from "node:test";

import { storedMarks, storeMarks } from "./marks-store.js";
import { connectMarksSwitch, entryOf } from "./said-marks.js";

function memory(values = {}) {
  return { getItem: (key) => values[key] ?? null, setItem: (key, value) => (values[key] = value) };
}

/** An element as far as a click looks at it: what it lies in, by selector. */
function element(found) {
  return { closest: (selector) => found[selector] ?? null };
}

const SAID = ".said, .said__sign";
const page = { getElementById: (id) => ({ id }) };

test("only a refusal is remembered, and closed storage is no error", () => {
  const storage = memory();
  assert.equal(storedMarks(storage), null);
  storeMarks("off", storage);
  assert.equal(storedMarks(storage), "off");
  storeMarks("on", storage);
  assert.equal(storedMarks(storage), null);
  assert.equal(storedMarks(undefined), null);
  assert.doesNotThrow(() => storeMarks("off", undefined));
});

test("the switch shows what is remembered and turns the marks off and on", () => {
  const box = Object.assign(new EventTarget(), { checked: true });
  const root = { dataset: { said: "off" } };
  const stored = [];
  connectMarksSwitch(box, { root, store: (value) => stored.push(value) });
  assert.equal(box.checked, false);
  box.checked = true;
  box.dispatchEvent(new Event("change"));
  assert.equal(root.dataset.said, "on");
  box.checked = false;
  box.dispatchEvent(new Event("change"));
  assert.equal(root.dataset.said, "off");
  assert.deepEqual(stored, ["on", "off"]);
});

test("a click on marked words, on a later piece of them or on their sign finds their entry", () => {
  const root = { dataset: {} };
  const selection = { isCollapsed: true };
  const first = { id: "q3", dataset: {} };
  const later = { id: "", dataset: { q: "3" } };
  const sign = { id: "", dataset: {}, hash: "#i3" };
  assert.equal(entryOf(element({ [SAID]: first }), { root, page, selection }).id, "i3");
  assert.equal(entryOf(element({ [SAID]: later }), { root, page, selection }).id, "i3");
  assert.equal(entryOf(element({ [SAID]: sign, a: sign }), { root, page, selection }).id, "i3");
});

test("a link, a selection, plain words and marks that are off are left alone", () => {
  const said = { id: "q1", dataset: {} };
  const on = { root: { dataset: {} }, page, selection: { isCollapsed: true } };
  assert.equal(entryOf(element({ [SAID]: said, a: { href: "/x/" } }), on), null);
  assert.equal(entryOf(element({}), on), null);
  assert.equal(entryOf(element({ [SAID]: said }), { ...on, selection: { isCollapsed: false } }), null);
  assert.equal(entryOf(element({ [SAID]: said }), { ...on, root: { dataset: { said: "off" } } }), null);
});
