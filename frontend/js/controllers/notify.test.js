import assert from "node:assert/strict";
import { test } from "node:test";

import { connectNotify } from "./notify.js";

function button(data) {
  const one = { dataset: data, hidden: true, textContent: data.off, nextElementSibling: { hidden: true }, acts: {} };
  one.addEventListener = (name, act) => (one.acts[name] = act);
  return one;
}

function page({ follows = [], roots = [] }) {
  return { querySelectorAll: (asked) => (asked === "[data-follow]" ? follows : roots) };
}

test("a button is offered where the browser can, and says what is followed", () => {
  const one = button({ follow: "topic:1", off: "تابع", on: "تتابعه" });
  const other = button({ follow: "topic:2", off: "تابع", on: "تتابعه" });
  connectNotify(page({ follows: [one, other] }), { can: true, follows: () => ["topic:2"] });
  assert.deepEqual([one.hidden, one.nextElementSibling.hidden, one.textContent], [false, false, "تابع"]);
  assert.equal(other.textContent, "تتابعه");
});

test("nothing is offered where it cannot", () => {
  const one = button({ follow: "topic:1" });
  connectNotify(page({ follows: [one] }), { can: false });
  assert.equal(one.hidden, true);
  assert.deepEqual(one.acts, {});
});

test("the script is loaded at the click, not before", async () => {
  const asked = [];
  const load = async (at) => (asked.push(at), { toggle: (one) => asked.push(one.dataset.follow) });
  const one = button({ follow: "topic:1", script: "/notify.js" });
  connectNotify(page({ follows: [one] }), { load, can: true, follows: () => [] });
  assert.deepEqual(asked, []);
  await one.acts.click();
  assert.deepEqual(asked, ["/notify.js", "topic:1"]);
});

test("its own page has it at once, also where the browser cannot: it says so", async () => {
  const root = { dataset: { notify: "/notify.js" } };
  const connected = [];
  connectNotify(page({ roots: [root] }), { load: async () => ({ connectChoices: (one) => connected.push(one) }), can: false });
  await new Promise((done) => setTimeout(done));
  assert.deepEqual(connected, [root]);
});
