import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

const HERE = "https://khabar.example";
const heard = {};
const subscription = (name) => ({
  ended: false,
  options: { userVisibleOnly: true },
  toJSON: () => ({ endpoint: `https://push.example/${name}`, expirationTime: null, keys: { auth: "a", p256dh: "p" } }),
  async unsubscribe() {
    this.ended = true;
  },
});
let shown, asked, opened, focused, current, windows, network;

beforeEach(() => {
  [shown, asked, opened, focused] = [[], [], [], []];
  current = subscription("now");
  windows = [];
  network = async () => new Response("{}");
});
globalThis.self = {
  addEventListener: (name, act) => (heard[name] = act),
  location: { origin: HERE },
  registration: {
    showNotification: async (title, more) => shown.push({ title, ...more }),
    pushManager: { getSubscription: async () => current, subscribe: async () => subscription("renewed") },
  },
  clients: { matchAll: async () => windows, openWindow: async (url) => opened.push(url) },
};
globalThis.fetch = async (url, { body }) => {
  asked.push({ url, sent: JSON.parse(body) });
  return network();
};
await import("./pushed.js");

async function happens(name, event) {
  const waited = [];
  heard[name]({ ...event, waitUntil: (one) => waited.push(one) });
  assert.equal(waited.length, 1);
  await waited[0];
}
const told = { title: "افتتاح الجسر", body: "عاجل – خبر", url: "/a/7/b/", tag: "story-7", icon: "/i.png", silent: false };
const click = (action) => happens("notificationclick", { action, notification: { close() {}, data: { url: "/a/7/b/" } } });

test("what is pushed is shown, right to left, with one way to end it all", async () => {
  await happens("push", { data: { json: () => told } });
  const [one] = shown;
  assert.deepEqual([one.title, one.tag, one.dir, one.lang, one.data.url], ["افتتاح الجسر", "story-7", "rtl", "ar", "/a/7/b/"]);
  assert.deepEqual(one.actions.map(({ action }) => action), ["stop"]);
});

for (const data of [null, { json: () => JSON.parse("{") }]) {
  test(`something is shown of a message that cannot be read: ${data && "broken"}`, async () => {
    await happens("push", { data });
    assert.equal(shown.length, 1);
  });
}

test("a click opens the story, in the window that shows it already", async () => {
  await click("");
  assert.deepEqual(opened, [`${HERE}/a/7/b/`]);
  windows = [{ url: `${HERE}/a/7/b/`, focus: async () => focused.push("it") }];
  await click("");
  assert.deepEqual([opened.length, focused.length], [1, 1]);
});

test("one click ends it: at the site, then in the browser", async () => {
  await click("stop");
  assert.deepEqual(asked, [{ url: "/notifications/stop/", sent: { endpoint: "https://push.example/now", auth: "a", p256dh: "p" } }]);
  assert.equal(current.ended, true);
  assert.deepEqual(opened, []);
});

test("without a network the browser ends it alone", async () => {
  network = async () => {
    throw new TypeError("no network");
  };
  await click("stop");
  assert.equal(current.ended, true);
});

test("a renewed subscription takes along what was chosen", async () => {
  await happens("pushsubscriptionchange", { oldSubscription: subscription("old") });
  assert.equal(asked[0].url, "/notifications/move/");
  assert.equal(asked[0].sent.endpoint, "https://push.example/renewed");
  assert.equal(asked[0].sent.old.endpoint, "https://push.example/old");
  asked.length = 0;
  await happens("pushsubscriptionchange", { oldSubscription: null });
  assert.deepEqual(asked, []);
});
