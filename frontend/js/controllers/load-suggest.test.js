import assert from "node:assert/strict";
import { test } from "node:test";

import { loadSuggest } from "./load-suggest.js";

const settled = () => new Promise((done) => setImmediate(done));

function searchForm(focused = false) {
  globalThis.document = { activeElement: null };
  return Object.assign(new EventTarget(), { dataset: { script: "/static/suggest.js" }, contains: () => focused });
}

test("nothing is loaded before somebody turns to the box, and then once", async () => {
  const form = searchForm();
  const loaded = [];
  const connected = [];
  const load = async (address) => {
    loaded.push(address);
    return { connectSuggest: (to) => connected.push(to) };
  };
  loadSuggest(form, { load });
  await settled();
  assert.deepEqual(loaded, []);
  form.dispatchEvent(new Event("focusin"));
  form.dispatchEvent(new Event("focusin"));
  await settled();
  assert.deepEqual(loaded, ["/static/suggest.js"]);
  assert.deepEqual(connected, [form]);
});

test("a box that has the focus already is served at once; a script that cannot be loaded breaks nothing", async () => {
  const tried = [];
  const load = async (address) => {
    tried.push(address);
    throw new Error("offline");
  };
  loadSuggest(searchForm(true), { load });
  await settled();
  assert.deepEqual(tried, ["/static/suggest.js"]);
});
