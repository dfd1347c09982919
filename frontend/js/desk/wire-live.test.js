import assert from "node:assert/strict";
import { test } from "node:test";

import { EVERY, HIDDEN, Live, meaning, pause } from "../../../src/khabar/desk/static/desk/js/wires/live.mjs";

const json = (body, tag = '"1"') => ({ status: 200, json: async () => body, headers: new Headers({ ETag: tag }) });

/** A list whose server gives these answers one after the other. */
function listening(answers) {
  const asked = [];
  const told = { changes: [], states: [], waits: [] };
  const browser = {
    addEventListener() {},
    clearTimeout() {},
    setTimeout: (_, milliseconds) => told.waits.push(milliseconds),
    fetch: async (address, options) => {
      asked.push({ address, tag: options.headers["If-None-Match"] });
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  const live = new Live({
    cursor: "one",
    address: (cursor) => `/live/?after=${cursor}`,
    onChanges: (changes) => told.changes.push(changes),
    onState: (state) => told.states.push(state),
    browser,
    page: { hidden: false, addEventListener() {} },
  });
  return { live, asked, told };
}

test("the cursor and the tag of an answer go into the next question", async () => {
  const { live, asked, told } = listening([json({ cursor: "two" }), { status: 304 }]);
  await live.poke();
  await live.poke();
  assert.deepEqual(asked, [
    { address: "/live/?after=one", tag: undefined },
    { address: "/live/?after=two", tag: '"1"' },
  ]);
  assert.equal(told.changes.length, 1);
  assert.deepEqual(told.states, []);
});

test("a lost line is told once, asked for ever more seldom, and leaves the cursor where it was", async () => {
  const lost = new TypeError("network");
  const { live, asked, told } = listening([lost, { status: 502 }, lost, json({ cursor: "two" })]);
  for (let time = 0; time < 4; time += 1) await live.poke();
  assert.deepEqual(new Set(asked.map(({ address }) => address)), new Set(["/live/?after=one"]));
  assert.deepEqual(told.states, ["lost", "on"]);
  assert.deepEqual(told.waits, [EVERY, EVERY * 2, EVERY * 4, EVERY]);
  assert.equal(live.cursor, "two");
});

test("changes that cannot be shown are asked for again", async () => {
  const { live } = listening([json({ cursor: "two" })]);
  live.onChanges = () => {
    throw new Error("cannot be shown");
  };
  await live.poke();
  assert.equal(live.cursor, "one");
});

test("a page that is not an answer is a lost line", async () => {
  const page = { status: 200, json: async () => JSON.parse("<html>"), headers: new Headers() };
  const { live, told } = listening([page]);
  await live.poke();
  assert.deepEqual(told.states, ["lost"]);
});

test("a redirect to the log-in means that the session has ended", () => {
  assert.equal(meaning({ type: "opaqueredirect", status: 0 }), "ended");
  assert.equal(meaning({ status: 403 }), "ended");
  assert.equal(meaning({ status: 304 }), "same");
  assert.equal(meaning({ status: 500 }), "lost");
});

test("a hidden page asks seldom, and no page waits longer than a minute", () => {
  assert.equal(pause(0, true), HIDDEN);
  assert.equal(pause(0, false), EVERY);
  assert.equal(pause(50, false), 60_000);
});
