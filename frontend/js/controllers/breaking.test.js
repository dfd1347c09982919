import assert from "node:assert/strict";
import { test } from "node:test";

import { connectBreaking } from "./breaking.js";

test("the bar goes when its time is over, not before", () => {
  const bar = { hidden: false, dataset: { until: "2026-11-26T12:00:10Z" } };
  const waits = [];
  connectBreaking(bar, { now: () => Date.parse("2026-11-26T12:00:00Z"), later: (act, ms) => waits.push([act, ms]) });
  assert.equal(bar.hidden, false);
  assert.equal(waits[0][1], 10_000);
  waits[0][0]();
  assert.equal(bar.hidden, true);
});
