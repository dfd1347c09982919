import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { KEPT, PAGES, SAVED, STORY } from "./app/rules.js";

const HERE = "https://khabar.example";
const PATH = "/a/7/b/";
const NONE = { since: 0, gone: [], corrected: {} };

/** Cache Storage as far as the worker uses it. */
class Shelves {
  shelves = new Map();
  async open(name) {
    if (!this.shelves.has(name)) this.shelves.set(name, new Map());
    const shelf = this.shelves.get(name);
    const at = (one) => new URL(one.url ?? one, HERE).pathname;
    return {
      keys: async () => [...shelf.keys()].map((path) => ({ url: HERE + path })),
      match: async (one) => shelf.get(at(one))?.clone(),
      put: async (one, response) => void shelf.set(at(one), response),
      delete: async (one) => shelf.delete(at(one)),
      addAll: async (all) => all.forEach((path) => shelf.set(path, new Response(path))),
    };
  }
  async keys() {
    return [...this.shelves.keys()];
  }
  async delete(name) {
    return this.shelves.delete(name);
  }
  async match(one, { cacheName } = {}) {
    for (const name of cacheName ? [cacheName] : this.shelves.keys()) {
      const found = await (await this.open(name)).match(one);
      if (found) return found;
    }
    return undefined;
  }
}

const heard = {};
globalThis.khabar = { version: "new", locale: "ar-EG-u-ca-gregory-nu-latn", zone: "Africa/Cairo" };
globalThis.origin = HERE;
globalThis.self = { addEventListener: (name, act) => (heard[name] = act), skipWaiting: async () => {}, clients: {} };
await import("./worker.js");

let network; // path to what the network answers: a response, an error, or a promise of one
beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout"] });
  globalThis.caches = new Shelves();
  network = { "/recalled.json": () => Response.json(NONE) };
  globalThis.fetch = async (asked) => {
    const path = new URL(asked.url ?? asked, HERE).pathname;
    const found = await network[path]?.();
    if (!found) throw new TypeError("no network");
    if (!found.url) Object.defineProperty(found, "url", { value: HERE + path });
    return found;
  };
});
afterEach(() => mock.timers.reset());

const story = (words, { id = 7, version = 0, policy = "public" } = {}) =>
  new Response(`<main><h1>${words}</h1></main>`, { headers: { [STORY]: `${id};${version}`, "cache-control": policy } });

/** Open a page; gives its answer, and a promise that the worker has done all it wanted to do after it. */
function open(path) {
  const waits = [];
  let answer;
  const request = { method: "GET", mode: "navigate", url: HERE + path };
  heard.fetch({ request, resultingClientId: "1", respondWith: (given) => (answer = given), waitUntil: (one) => waits.push(one) });
  const done = async () => {
    await answer;
    for (let at = 0; at < waits.length; at++) await waits[at];
  };
  return { answer, done };
}

async function read(path) {
  const { answer, done } = open(path);
  const found = await answer;
  await done();
  return found;
}

async function fill(name, path, response = story("قديم"), at = Date.now()) {
  const headers = new Headers(response.headers);
  headers.set(KEPT, at);
  await (await caches.open(name)).put(path, new Response(response.body, { headers }));
}

const kept = async (path) => (await caches.match(path))?.text();

test("while the network answers, its answer is shown and kept, never the copy", async () => {
  await fill(PAGES, PATH);
  network[PATH] = () => story("جديد");
  assert.match(await (await read(PATH)).text(), /جديد/);
  assert.match(await kept(PATH), /جديد/);
});

test("where it fails the copy is shown with the note, and a page without one becomes the offline page", async () => {
  await fill(PAGES, PATH);
  await (await caches.open("khabar-shell-new")).addAll(["/offline/"]);
  assert.match(await (await read(PATH)).text(), /<main><p class="stale.*لم تُحدَّث.*قديم/);
  assert.equal(await (await read("/archive/")).text(), "/offline/");
});

test("an error of the server is an answer: it is shown, and the copy stays", async () => {
  await fill(PAGES, PATH);
  network[PATH] = () => new Response("عطل", { status: 503 });
  assert.equal((await read(PATH)).status, 503);
  assert.match(await kept(PATH), /قديم/);
});

for (const status of [404, 410])
  test(`${status} drops the copy at once, a saved one too`, async () => {
    await fill(SAVED, PATH);
    network[PATH] = () => new Response("", { status });
    assert.equal((await read(PATH)).status, status);
    assert.equal(await kept(PATH), undefined);
  });

test("an answer for one reader alone is shown and not kept", async () => {
  network[PATH] = () => story("لمحرر", { policy: "private, no-cache" });
  assert.match(await (await read(PATH)).text(), /لمحرر/);
  assert.equal(await kept(PATH), undefined);
});

test("after four seconds without an answer the copy is shown; a late 410 drops it and reloads the window", async () => {
  await fill(PAGES, PATH);
  const navigated = [];
  self.clients.get = async () => ({ url: HERE + PATH, navigate: async (url) => navigated.push(url) });
  let late;
  network[PATH] = () => new Promise((done) => (late = done));
  const { answer, done } = open(PATH);
  let shown = false;
  answer.then(() => (shown = true));
  const tick = async (ms) => {
    for (let n = 0; n < 5; n++) await new Promise((go) => setImmediate(go));
    mock.timers.tick(ms);
    for (let n = 0; n < 5; n++) await new Promise((go) => setImmediate(go));
  };
  await tick(3_900);
  assert.equal(shown, false);
  await tick(200);
  assert.match(await (await answer).text(), /لم تُحدَّث/);
  late(new Response("", { status: 410 }));
  await done();
  assert.equal(await kept(PATH), undefined);
  assert.deepEqual(navigated, [HERE + PATH]);
});

test("any contact drops what was withdrawn and renews what was corrected or names a recalled story", async () => {
  await fill(PAGES, PATH);
  await fill(SAVED, "/a/8/b/", story("قبل التصويب", { id: 8, version: 3 }));
  await fill(PAGES, "/", new Response('<a href="/a/7/b/">قديم</a>', { headers: { "cache-control": "public" } }));
  await fill(PAGES, "/a/9/b/", story("كما هو", { id: 9 }));
  network["/archive/"] = () => new Response("");
  network["/recalled.json"] = () => Response.json({ since: 0, gone: [7], corrected: { 8: 4 } });
  network["/a/8/b/"] = () => story("بعد التصويب", { id: 8, version: 4 });
  network["/"] = () => new Response("بلا الخبر", { headers: { "cache-control": "public" } });
  await read("/archive/");
  assert.equal(await kept(PATH), undefined);
  assert.equal(await kept("/"), "بلا الخبر");
  assert.match(await kept("/a/9/b/"), /كما هو/);
  assert.match(await (await caches.match("/a/8/b/", { cacheName: SAVED })).text(), /بعد التصويب/);
});

test("what could not be renewed is tried again at the next contact", async () => {
  await fill(PAGES, "/a/8/b/", story("قبل", { id: 8, version: 3 }));
  network["/archive/"] = () => new Response("");
  network["/recalled.json"] = () => Response.json({ since: 0, gone: [], corrected: { 8: 4 } });
  await read("/archive/");
  assert.match(await kept("/a/8/b/"), /قبل/);
  network["/a/8/b/"] = () => story("بعد", { id: 8, version: 4 });
  await read("/archive/");
  assert.match(await kept("/a/8/b/"), /بعد/);
});

test("a new build takes the place of the old shell and leaves what readers kept", async () => {
  network["/offline/"] = () => new Response('<link href="/static/site.0123456789ab.css">');
  await fill(SAVED, PATH);
  await caches.open("khabar-shell-old");
  self.clients.claim = async () => {};
  let waits;
  heard.install({ waitUntil: (one) => (waits = one) });
  await waits;
  heard.activate({ waitUntil: (one) => (waits = one) });
  await waits;
  assert.deepEqual((await caches.keys()).filter((name) => name.includes("shell")), ["khabar-shell-new"]);
  assert.match(await kept(PATH), /قديم/);
  const request = { method: "GET", mode: "no-cors", url: `${HERE}/static/site.ba9876543210.css` };
  let answer;
  heard.fetch({ request, respondWith: (given) => (answer = given) });
  assert.equal(await (await answer).text(), "/static/site.0123456789ab.css");
});

test("a page that came before the worker is kept when it asks", async () => {
  network[PATH] = () => story("أول خبر");
  let waits;
  heard.message({ data: { keep: PATH }, waitUntil: (one) => (waits = one) });
  await waits;
  assert.match(await kept(PATH), /أول خبر/);
});
