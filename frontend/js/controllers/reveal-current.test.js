import assert from "node:assert/strict";
import { test } from "node:test";

import { revealCurrent } from "./reveal-current.js";

function navigation({ scrollWidth, left }) {
  const current = { getBoundingClientRect: () => ({ left, width: 60 }) };
  return {
    scrollWidth, clientWidth: 360, scrollLeft: 0,
    querySelector: () => current,
    getBoundingClientRect: () => ({ left: 16, width: 360 }),
  };
}

test("a section out of sight comes to the middle, to the left in Arabic", () => {
  const list = navigation({ scrollWidth: 900, left: -300 });
  revealCurrent(list);
  assert.equal(list.scrollLeft, -466);
});

test("a list that shows everything stays where it is, and so does one without a current place", () => {
  const list = navigation({ scrollWidth: 360, left: 20 });
  revealCurrent(list);
  assert.equal(list.scrollLeft, 0);
  revealCurrent({ querySelector: () => null });
  revealCurrent(null);
});
