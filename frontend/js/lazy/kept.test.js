import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT, MOST, PAGES, SAVED, STORY } from "../app/rules.js";
import { toggled } from "./kept.js";

const PATH = "/a/7/b/";

/** Cache Storage as far as saving goes. */
function storage(filled = {}) {
  const shelves = Object.fromEntries([PAGES, SAVED].map((name) => [name, new Map(Object.entries(filled[name] ?? {}))]));
  const shelf = (map) => ({
    match: async (path) => map.get(path),
    put: async (path, copy) => map.set(path, copy),
    delete: async (path) => map.delete(path),
    keys: async () => [...map.keys()],
  });
  return { shelves, open: async (name) => shelf(shelves[name]) };
}

const story = (more) => new Response("خبر", { headers: { [STORY]: "7;0", "cache-control": "public", ...more } });

test("a story that was opened is saved from its copy, with no request, and goes back at the next click", async () => {
  const copy = story();
  const kept = storage({ [PAGES]: { [PATH]: copy } });
  const ask = () => assert.fail("asked");
  assert.equal(await toggled(PATH, { shelves: kept, ask }), "saved");
  assert.equal(kept.shelves[SAVED].get(PATH), copy);
  assert.equal(kept.shelves[PAGES].size, 0);
  assert.equal(await toggled(PATH, { shelves: kept, ask }), "left");
  assert.equal(kept.shelves[SAVED].size, 0);
  assert.equal(kept.shelves[PAGES].get(PATH), copy);
});

test("a story that has no copy yet is fetched, and its copy says when", async () => {
  const kept = storage();
  assert.equal(await toggled(PATH, { shelves: kept, ask: async () => story() }), "saved");
  assert.ok(Number(kept.shelves[SAVED].get(PATH).headers.get(KEPT)) > 0);
});

test("what is one reader's own is not saved, nor what cannot be fetched", async () => {
  const kept = storage();
  const own = async () => story({ "cache-control": "private, no-cache" });
  const down = async () => {
    throw new TypeError("no network");
  };
  assert.equal(await toggled(PATH, { shelves: kept, ask: own }), "failed");
  assert.equal(await toggled(PATH, { shelves: kept, ask: down }), "failed");
  assert.equal(kept.shelves[SAVED].size, 0);
});

test("beyond the limit nothing is pushed out without being asked", async () => {
  const full = Object.fromEntries(Array.from({ length: MOST }, (_, n) => [`/a/${n + 100}/x/`, story()]));
  const kept = storage({ [SAVED]: full, [PAGES]: { [PATH]: story() } });
  assert.equal(await toggled(PATH, { shelves: kept }), "full");
  assert.equal(kept.shelves[SAVED].size, MOST);
});
