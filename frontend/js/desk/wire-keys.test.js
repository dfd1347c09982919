import assert from "node:assert/strict";
import { test } from "node:test";

import { Keys, isWriting, latinKey } from "../../../src/khabar/desk/static/desk/js/wires/keys.mjs";

// key on an Arabic (101) keyboard, where it stands, what it means
const ARABIC = [
  ["ت", "KeyJ", "next"],
  ["ن", "KeyK", "previous"],
  ["خ", "KeyO", "open"],
  ["ي", "KeyD", "draft"],
  ["س", "KeyS", "spike"],
  ["ع", "KeyU", "undo"],
  ["ة", "KeyM", "mark"],
  ["ء", "KeyX", "mark"],
  ["ى", "KeyN", "fresh"],
  ["ظ", "Slash", "filter"],
];

test("each key means the same on an Arabic and a Latin keyboard", () => {
  for (const [arabic, code, command] of ARABIC) {
    assert.equal(new Keys().command({ key: arabic, code }), command, arabic);
    const latin = code === "Slash" ? "/" : code.slice(3).toLowerCase();
    assert.equal(new Keys().command({ key: latin, code }), command, latin);
  }
});

test("what a Latin layout prints counts, not where the key stands", () => {
  assert.equal(latinKey({ key: "j", code: "KeyC" }), "j"); // Dvorak
  assert.equal(latinKey({ key: "لا", code: "KeyB" }), "b");
});

test("shift makes other commands", () => {
  assert.equal(new Keys().command({ key: "D", code: "KeyD", shiftKey: true }), "draftOpen");
  assert.equal(new Keys().command({ key: "]", code: "KeyD", shiftKey: true }), "draftOpen"); // Arabic
  assert.equal(new Keys().command({ key: "’", code: "KeyM", shiftKey: true }), "merge"); // Arabic
  assert.equal(new Keys().command({ key: "/", code: "KeyL", shiftKey: true }), null); // Arabic
  assert.equal(new Keys().command({ key: "/", code: "Period", shiftKey: true }), "filter"); // French
  assert.equal(new Keys().command({ key: "؟", code: "Slash", shiftKey: true }), "help");
  assert.equal(new Keys().command({ key: "S", code: "KeyS", shiftKey: true }), null);
});

test("modifiers and words being composed belong to the browser", () => {
  for (const held of ["ctrlKey", "altKey", "metaKey", "isComposing"]) {
    assert.equal(new Keys().command({ key: "s", code: "KeyS", [held]: true }), null, held);
  }
  assert.equal(new Keys().command({ key: "s", code: "KeyS" }, { writing: true }), null);
});

test("arrows, space and enter belong to whatever has the focus outside the list", () => {
  for (const key of ["ArrowDown", "ArrowLeft", "Home", "Enter", " "]) {
    assert.equal(new Keys().command({ key, code: key }, { inList: false }), null, key);
    assert.notEqual(new Keys().command({ key, code: key }, { inList: true }), null, key);
  }
  assert.equal(new Keys().command({ key: "j", code: "KeyJ" }, { inList: false }), "next");
});

test("in a page read from the right, left goes into an event and right out of it", () => {
  assert.equal(new Keys().command({ key: "ArrowLeft", code: "ArrowLeft" }), "expand");
  assert.equal(new Keys().command({ key: "ArrowRight", code: "ArrowRight" }), "collapse");
});

test("g waits a moment for its second key", () => {
  let now = 0;
  const keys = new Keys(() => now);
  assert.equal(keys.command({ key: "ل", code: "KeyG" }), null);
  assert.equal(keys.command({ key: "ش", code: "KeyA" }), "goAlerts");
  assert.equal(keys.command({ key: "a", code: "KeyA" }), null);
  keys.command({ key: "g", code: "KeyG" });
  now = 2_000;
  assert.equal(keys.command({ key: "w", code: "KeyW" }), null);
});

test("one writes where text can be edited", () => {
  assert.equal(isWriting({ isContentEditable: true, matches: () => false }), true);
  assert.equal(isWriting({ matches: () => false }), false);
  assert.equal(isWriting(null), false);
});
