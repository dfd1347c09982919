import assert from "node:assert/strict";
import { test } from "node:test";

import { connectApp } from "./app.js";

const settled = () => new Promise((done) => setImmediate(done));

function pageWith({ worker = "/worker.js", saved = false } = {}) {
  const button = Object.assign(new EventTarget(), { hidden: true, dataset: { save: "/kept.js", saved: "محفوظ" }, lastElementChild: { textContent: "احفظ" } });
  const page = {
    querySelector: () => (worker ? { dataset: { worker } } : null),
    querySelectorAll: (selector) => (selector === "[data-save]" ? [button] : []),
  };
  return { page, button, shelves: { match: async () => saved } };
}

globalThis.location ??= { pathname: "/a/7/b/" };

test("the worker is registered once the page has loaded, and a refusal breaks nothing", async () => {
  const asked = [];
  const { page, shelves } = pageWith();
  let load;
  const register = async (address) => asked.push(address) && Promise.reject(new Error("refused"));
  const workers = { register, ready: new Promise(() => {}) };
  connectApp(page, { workers, shelves, loaded: (act) => (load = act) });
  assert.deepEqual(asked, []);
  load();
  await settled();
  assert.deepEqual(asked, ["/worker.js"]);
});

test("a page that came before the worker asks it to be kept, one that came through it does not", async () => {
  for (const [controller, expected] of [[null, [{ keep: location.pathname }]], [{}, []]]) {
    const told = [];
    const { page, shelves } = pageWith();
    const ready = Promise.resolve({ active: { postMessage: (message) => told.push(message) } });
    connectApp(page, { workers: { register: async () => {}, controller, ready }, shelves, loaded: (act) => act() });
    await settled();
    assert.deepEqual(told, expected);
  }
});

test("without a worker, and where the app is off, nothing is offered", async () => {
  for (const [worker, workers] of [["/worker.js", undefined], ["", {}]]) {
    const { page, button, shelves } = pageWith({ worker });
    connectApp(page, { workers, shelves, loaded: () => assert.fail("registered") });
    await settled();
    assert.equal(button.hidden, true);
  }
});

test("a story that is saved says so, and the code that saves comes at the click", async () => {
  const { page, button, shelves } = pageWith({ saved: true });
  const loaded = [];
  const load = async (address) => loaded.push(address) && { save: (one) => loaded.push(one) };
  connectApp(page, { workers: {}, shelves, load, loaded: () => {} });
  await settled();
  assert.equal(button.hidden, false);
  assert.equal(button.lastElementChild.textContent, "محفوظ");
  assert.deepEqual(loaded, []);
  button.dispatchEvent(new Event("click"));
  await settled();
  assert.deepEqual(loaded, ["/kept.js", button]);
});
