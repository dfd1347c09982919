import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { countReading, fillMostRead } from "./read-on.js";

function page(visible = true) {
  return Object.assign(new EventTarget(), { visibilityState: visible ? "visible" : "hidden" });
}
function turn(doc, state) {
  doc.visibilityState = state;
  doc.dispatchEvent(new Event("visibilitychange"));
}
const story = { dataset: { read: "/seen/7.abc" } };

test("a story is read once it was in view for five seconds in a row, once", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const doc = page();
  const sent = [];
  countReading(story, { doc, send: (path) => sent.push(path) });
  mock.timers.tick(4000);
  turn(doc, "hidden");
  mock.timers.tick(60000);
  assert.deepEqual(sent, []);
  turn(doc, "visible");
  mock.timers.tick(4999);
  assert.deepEqual(sent, []);
  mock.timers.tick(1);
  assert.deepEqual(sent, ["/seen/7.abc"]);
  turn(doc, "hidden");
  turn(doc, "visible");
  mock.timers.tick(60000);
  assert.equal(sent.length, 1);
  mock.timers.reset();
});

test("a page opened in the background is not read", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const sent = [];
  countReading(story, { doc: page(false), send: (path) => sent.push(path) });
  mock.timers.tick(60000);
  assert.deepEqual(sent, []);
  mock.timers.reset();
});

async function fill(answer, top = 1000) {
  let near;
  class Observer {
    constructor(call) {
      near = call;
    }
    observe() {}
    disconnect() {}
  }
  const put = [];
  const place = {
    dataset: { mostRead: "/most-read/box/" },
    firstElementChild: { insertAdjacentHTML: (_where, html) => put.push(html) },
    remove: () => put.push("removed"),
    getBoundingClientRect: () => ({ top }),
    style: { set visibility(value) { put.push(value); } },
  };
  const asked = [];
  fillMostRead(place, { Observer, fold: () => 800, fetch: async (path) => (asked.push(path), answer()) });
  await near([{ isIntersecting: false }]);
  assert.deepEqual(asked, []);
  await near([{ isIntersecting: true }]);
  assert.deepEqual(asked, ["/most-read/box/"]);
  return put;
}

test("the lists are fetched when their place comes near", async () => {
  assert.deepEqual(await fill(() => ({ ok: true, text: async () => " <ol></ol>\n" })), ["<ol></ol>"]);
});

test("without lists the place goes", async () => {
  assert.deepEqual(await fill(() => ({ ok: true, text: async () => "\n" })), ["removed"]);
  assert.deepEqual(await fill(() => ({ ok: false })), ["removed"]);
  assert.deepEqual(await fill(() => Promise.reject(new Error("away"))), ["removed"]);
  assert.deepEqual(await fill(() => ({ ok: false }), 500), ["hidden"], "in view it only goes from sight");
});
