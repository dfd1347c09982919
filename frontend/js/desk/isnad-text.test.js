import assert from "node:assert/strict";
import { test } from "node:test";

import { command } from "../../../src/khabar/desk/static/desk/js/isnad/keys.mjs";
import { chosen, linesOf, locate, moved, places, toPoints, toUnits } from "../../../src/khabar/desk/static/desk/js/isnad/text.mjs";

const PARTS = [
  { block: "1", key: "a", text: "  سطر أول \nسطر ثان" },
  { block: "2", key: "b", text: " " },
  { block: "3", key: "c", text: "قال 😀 إن النهر ارتفع، والنهر طويل." },
];
const LINES = linesOf(PARTS);

test("lines are trimmed, empty ones left out, as the server reads them", () => {
  assert.deepEqual(LINES.map(({ key, at, text }) => [key, at, text]), [
    ["a", 2, "سطر أول"],
    ["a", 11, "سطر ثان"],
    ["c", 0, PARTS[2].text],
  ]);
});

test("characters outside the first plane count as one for the server", () => {
  const { text } = LINES[2];
  const at = text.indexOf("إن");
  assert.equal(toPoints(text, at), at - 1);
  assert.equal(toUnits(text, at - 1), at);
});

test("words are found at their place, else where they are nearest, else nowhere", () => {
  const start = toPoints(LINES[2].text, LINES[2].text.indexOf("النهر"));
  const exact = locate(LINES, { par: 2, start, end: start + 5, text: "النهر" });
  assert.equal(LINES[2].text.slice(exact.from, exact.to), "النهر");
  assert.equal(locate(LINES, { par: 0, start: 1, end: 5, text: "سطر ثان" }).line, LINES[1]);
  assert.equal(locate(LINES, { par: 9, start: 0, end: 3, text: "سطر", block: "1" }).line.block, "1");
  assert.equal(locate(LINES, { par: 0, start: 0, end: 3, text: "بحر" }), null);
  assert.equal(locate(LINES, { par: 0, start: 0, end: 3, text: "" }), null);
});

test("what is chosen is trimmed, stays in one line, and is counted in characters", () => {
  const { text } = LINES[2];
  const from = text.indexOf("إن") - 1;
  const found = chosen(LINES, { key: "c", block: "3", from, to: from + 9 });
  assert.deepEqual(found, { par: 2, block: "3", start: toPoints(text, from + 1), end: toPoints(text, from + 1) + 8, text: "إن النهر" });
  assert.equal(chosen(LINES, { key: "a", block: "1", from: 3, to: 16 }), null);
  assert.equal(chosen(LINES, { key: "c", block: "3", from: 3, to: 4 }), null);
  assert.equal(chosen(LINES, { key: "z", block: "3", from: 0, to: 4 }), null);
});

test("a word is found behind clitics and the article, and not inside another", () => {
  const found = (text, word) => places(text, word).map(({ from, to }) => text.slice(0, from) + "|" + text.slice(to));
  assert.deepEqual(found("يوم الإثنين وبالإثنين للإثنين", "إثنين"), ["يوم ال| وبالإثنين للإثنين", "يوم الإثنين وبالإثنين لل|"]);
  assert.deepEqual(found("من بيلاروسيا إلى بيلاروس، وبيلاروس.", "بيلاروس"), ["من بيلاروسيا إلى |، وبيلاروس.", "من بيلاروسيا إلى بيلاروس، و|."]);
  assert.deepEqual(found("بِيلاروس", "بيلاروس"), ["|"]);
  assert.deepEqual(found("a.b", "."), []);
});

test("the edges of a span move by words and never cross", () => {
  const text = "واحد اثنان ثلاثة أربعة";
  const words = (span) => [...text].slice(span.start, span.end).join("");
  const span = { start: 5, end: 16 };
  assert.equal(words(moved(text, span, "start", -1)), "واحد اثنان ثلاثة");
  assert.equal(words(moved(text, span, "start", 1)), "ثلاثة");
  assert.equal(words(moved(text, span, "end", 1)), "اثنان ثلاثة أربعة");
  assert.equal(words(moved(text, span, "end", -1)), "اثنان");
  const one = { start: 0, end: 4 };
  assert.deepEqual(moved(text, one, "start", -1), one);
  assert.deepEqual(moved(text, one, "start", 1), one);
  assert.deepEqual(moved(text, one, "end", -1), one);
});

const press = (key, code, more = {}) => ({ key, code, target: {}, ...more });

test("keys mean the same on an Arabic and a Latin keyboard, and only in the panel", () => {
  for (const [latin, arabic, name] of [["j", "ت", "next"], ["k", "ن", "previous"], ["a", "ش", "accept"], ["c", "ؤ", "correct"], ["x", "ء", "reject"], ["u", "ع", "undo"], ["o", "خ", "show"]]) {
    const code = `Key${latin.toUpperCase()}`;
    assert.equal(command(press(latin, code), { inPanel: true }), name);
    assert.equal(command(press(arabic, code), { inPanel: true }), name);
    assert.equal(command(press(latin, code), {}), null);
  }
  assert.equal(command(press("A", "KeyA", { shiftKey: true }), { inPanel: true }), "acceptAll");
  assert.equal(command(press("ِ", "KeyA", { shiftKey: true }), { inPanel: true }), "acceptAll"); // Arabic
  assert.equal(command(press("F8", "F8"), {}), "cross");
  assert.equal(command(press("F8", "F8", { shiftKey: true }), {}), "add");
  assert.equal(command(press("a", "KeyA", { ctrlKey: true }), { inPanel: true }), null);
  assert.equal(command(press("Enter", "Enter"), { inPanel: true }), null);
  assert.equal(command(press("Enter", "Enter"), { inPanel: true, onRow: true }), "show");
});
