import assert from "node:assert/strict";
import { test } from "node:test";

import { post } from "./server.js";

globalThis.document ??= { cookie: "a=b; csrftoken=secret" };

test("the form carries the token of this moment", async () => {
  let sent;
  const send = async (url, options) => {
    sent = { url, ...options };
    return { status: 409, json: async () => ({ message: "تغيّر" }) };
  };
  assert.deepEqual(await post("/save/", { base: "3" }, { send }), { status: 409, told: { message: "تغيّر" } });
  assert.equal(sent.headers["X-CSRFToken"], "secret");
  assert.equal(String(sent.body), "base=3");
});

const answers = [
  ["no network", async () => { throw new TypeError("failed"); }, /الشبكة/],
  ["a session that has ended", async () => ({ status: 403 }), /جلستك/],
  ["a way to the log-in page", async () => ({ type: "opaqueredirect", status: 0 }), /جلستك/],
  ["an error page", async () => ({ status: 502, json: async () => { throw new SyntaxError("<"); } }), /الخادم/],
];

for (const [name, send, words] of answers) {
  test(`${name} is told in words, with what was arranged still there`, async () => {
    const { status, told } = await post("/save/", {}, { send });
    assert.notEqual(status, 200);
    assert.match(told.message, words);
    assert.match(told.message, /ترتيبك باقٍ/);
  });
}
