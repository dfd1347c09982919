import assert from "node:assert/strict";
import { test } from "node:test";

import { connectPictures } from "./load-lightbox.js";

function story() {
  const link = { href: "/media/large.webp" };
  let heard;
  const root = { dataset: { lightbox: "/static/lightbox.js" }, addEventListener: (_, listener) => (heard = listener) };
  const press = async (more = {}) => {
    let prevented = false;
    const target = { closest: () => (more.elsewhere ? null : link) };
    await heard({ target, button: 0, preventDefault: () => (prevented = true), ...more });
    return prevented;
  };
  return { root, link, press };
}

test("a picture opens in the page, with what shows it fetched then", async () => {
  const { root, link, press } = story();
  const opened = [];
  connectPictures(root, { load: async (address) => ({ open: (...given) => opened.push([address, ...given]) }) });
  assert.equal(await press(), true);
  assert.deepEqual(opened, [["/static/lightbox.js", root, link]]);
});

test("where that cannot be fetched the link goes on to the large picture", async () => {
  const { root, press } = story();
  const gone = [];
  connectPictures(root, { load: () => Promise.reject(new Error("offline")), go: (address) => gone.push(address) });
  await press();
  assert.deepEqual(gone, ["/media/large.webp"]);
});

for (const more of [{ ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { altKey: true }, { button: 1 }, { elsewhere: true }]) {
  test(`the browser keeps its own way for a click with ${JSON.stringify(more)}`, async () => {
    const { root, press } = story();
    connectPictures(root, { load: () => assert.fail("nothing is to be fetched") });
    assert.equal(await press(more), false);
  });
}
