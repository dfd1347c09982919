import assert from "node:assert/strict";
import { test } from "node:test";

import { connectShareLink } from "./share-link.js";

function shortLink() {
  const status = { textContent: "رابط الخبر" };
  const link = Object.assign(new EventTarget(), {
    href: "https://khabar.example/n/7",
    dataset: { copied: "نُسخ الرابط", failed: "تعذّر النسخ", share: "شارك الخبر", title: "قطار الليل يعود" },
    querySelector: () => status,
  });
  return { link, status };
}

function click(link, init = {}) {
  const event = Object.assign(new Event("click", { cancelable: true }), init);
  link.dispatchEvent(event);
  return event;
}

const settled = () => new Promise((done) => setImmediate(done));
const copying = (writeText) => ({ browser: { clipboard: { writeText } }, touch: false });

test("a click copies the address, says so, and then shows the first words again", async () => {
  const { link, status } = shortLink();
  const copied = [];
  let restore;
  connectShareLink(link, { ...copying(async (text) => copied.push(text)), later: (f) => (restore = f) });
  assert.equal(click(link).defaultPrevented, true);
  await settled();
  assert.deepEqual(copied, ["https://khabar.example/n/7"]);
  assert.equal(status.textContent, "نُسخ الرابط");
  restore();
  assert.equal(status.textContent, "رابط الخبر");
});

test("a refused clipboard is told to the reader", async () => {
  const { link, status } = shortLink();
  const refuse = async () => {
    throw new Error("denied");
  };
  connectShareLink(link, { ...copying(refuse), later: () => {} });
  click(link);
  await settled();
  assert.equal(status.textContent, "تعذّر النسخ");
});

test("a touch screen opens its own sheet with headline and address; closing that says nothing", async () => {
  const { link, status } = shortLink();
  const shared = [];
  const share = async (what) => {
    shared.push(what);
    throw new DOMException("closed", "AbortError");
  };
  connectShareLink(link, { browser: { share }, touch: true });
  assert.equal(status.textContent, "شارك الخبر");
  assert.equal(click(link).defaultPrevented, true);
  await settled();
  assert.deepEqual(shared, [{ title: "قطار الليل يعود", url: "https://khabar.example/n/7" }]);
  assert.equal(status.textContent, "شارك الخبر");
});

test("with a mouse the address is copied although the browser could share", async () => {
  const { link } = shortLink();
  const copied = [];
  const share = async () => assert.fail("no sheet at a desk");
  const clipboard = { writeText: async (text) => copied.push(text) };
  connectShareLink(link, { browser: { share, clipboard }, touch: false, later: () => {} });
  click(link);
  await settled();
  assert.equal(copied.length, 1);
});

test("without a clipboard, or with a modifier key, it stays a plain link", () => {
  const without = shortLink();
  connectShareLink(without.link, { browser: {}, touch: false });
  assert.equal(click(without.link).defaultPrevented, false);
  const withKey = shortLink();
  connectShareLink(withKey.link, copying(async () => {}));
  assert.equal(click(withKey.link, { ctrlKey: true }).defaultPrevented, false);
});
