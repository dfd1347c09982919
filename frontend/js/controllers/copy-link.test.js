import assert from "node:assert/strict";
import { test } from "node:test";

import { connectCopyLink } from "./copy-link.js";

function shortLink() {
  const status = { textContent: "نسخ الرابط" };
  const link = Object.assign(new EventTarget(), {
    href: "https://khabar.example/n/7",
    dataset: { copied: "نُسخ الرابط", failed: "تعذّر النسخ" },
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

test("a click copies the address, says so, and then shows the first words again", async () => {
  const { link, status } = shortLink();
  const copied = [];
  let restore;
  connectCopyLink(link, { clipboard: { writeText: async (text) => copied.push(text) }, later: (f) => (restore = f) });
  assert.equal(click(link).defaultPrevented, true);
  await settled();
  assert.deepEqual(copied, ["https://khabar.example/n/7"]);
  assert.equal(status.textContent, "نُسخ الرابط");
  restore();
  assert.equal(status.textContent, "نسخ الرابط");
});

test("a refused clipboard is told to the reader", async () => {
  const { link, status } = shortLink();
  const refuse = async () => {
    throw new Error("denied");
  };
  connectCopyLink(link, { clipboard: { writeText: refuse }, later: () => {} });
  click(link);
  await settled();
  assert.equal(status.textContent, "تعذّر النسخ");
});

test("without a clipboard, or with a modifier key, it stays a plain link", () => {
  const without = shortLink();
  connectCopyLink(without.link, { clipboard: undefined });
  assert.equal(click(without.link).defaultPrevented, false);
  const withKey = shortLink();
  connectCopyLink(withKey.link, { clipboard: { writeText: async () => {} } });
  assert.equal(click(withKey.link, { ctrlKey: true }).defaultPrevented, false);
});
