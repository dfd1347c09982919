import assert from "node:assert/strict";
import { test } from "node:test";

import { choose, fits, isCapped, remembered } from "./choose.js";

const NOW = 1_800_000_000;
const HOUR = 3600;

/** Numbers from 0 to 1 that are the same in every run (Lehmer's generator). */
function chances(seed) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

function ad(changes = {}) {
  const usual = { id: 1, campaign: 1, slots: [7], from: NOW - HOUR, to: NOW + HOUR, weight: 10, house: false };
  return { ...usual, on: ["desktop", "phone"], cap: 0, hours: 24, ...changes };
}

const reader = (changes = {}) => ({ slot: 7, screen: "phone", now: NOW, seen: {}, ...changes });

/** An ad of which every property may be anything that a list can say. */
function any(chance, id) {
  const one = (...choices) => choices[Math.floor(chance() * choices.length)];
  const from = NOW + Math.round((chance() - 0.6) * 5) * HOUR;
  return ad({
    id,
    campaign: one(1, 2, 3, 4),
    slots: one([7], [7, 8], [8], []),
    from,
    to: one(null, from + HOUR, from + 3 * HOUR),
    weight: one(1, 5, 100),
    house: chance() < 0.3,
    on: one(["phone"], ["desktop"], ["desktop", "phone"]),
    cap: one(0, 0, 1, 3),
    hours: one(1, 24),
  });
}

test("what is chosen always fits, a house ad only where nothing booked does, and nothing only where nothing fits", () => {
  const chance = chances(11);
  for (let round = 0; round < 3000; round++) {
    const ads = Array.from({ length: Math.floor(chance() * 7) }, (_, at) => any(chance, at + 1));
    const context = reader({
      slot: chance() < 0.5 ? 7 : 8,
      screen: chance() < 0.5 ? "phone" : "desktop",
      seen: { 1: [NOW - 30], 2: [NOW - 2 * HOUR, NOW - 60, NOW - 10] },
    });
    const chosen = choose(ads, context, chance);
    const fitting = ads.filter((one) => fits(one, context));
    if (!chosen) {
      assert.deepEqual(fitting, []);
      continue;
    }
    assert.ok(chosen.from <= NOW && (chosen.to === null || NOW < chosen.to));
    assert.ok(chosen.slots.includes(context.slot) && chosen.on.includes(context.screen));
    const times = (context.seen[chosen.campaign] ?? []).filter((time) => time > NOW - chosen.hours * HOUR);
    assert.ok(!chosen.cap || times.length < chosen.cap);
    if (chosen.house) assert.ok(fitting.every((one) => one.house));
  }
});

test("campaigns are shown in the proportion of their weights, however many ads each has", () => {
  const ads = [ad({ id: 1, campaign: 1, weight: 30 }), ad({ id: 2, campaign: 2, weight: 10 }), ad({ id: 3, campaign: 2, weight: 10 })];
  const chance = chances(5);
  const times = { 1: 0, 2: 0, 3: 0 };
  for (let round = 0; round < 20_000; round++) times[choose(ads, reader(), chance).id]++;
  assert.ok(Math.abs(times[1] / 20_000 - 0.75) < 0.02, JSON.stringify(times));
  assert.ok(Math.abs(times[2] - times[3]) < 400, JSON.stringify(times));
});

test("a campaign begins and ends at its very second", () => {
  const one = ad({ from: NOW, to: NOW + 60 });
  assert.equal(fits(one, reader({ now: NOW - 1 })), false);
  assert.equal(fits(one, reader({ now: NOW })), true);
  assert.equal(fits(one, reader({ now: NOW + 59.9 })), true);
  assert.equal(fits(one, reader({ now: NOW + 60 })), false);
});

test("a cap counts what was seen within its hours", () => {
  const one = ad({ cap: 2, hours: 24 });
  assert.equal(isCapped(one, [], NOW), false);
  assert.equal(isCapped(one, [NOW - 25 * HOUR, NOW - HOUR], NOW), false);
  assert.equal(isCapped(one, [NOW - 23 * HOUR, NOW - HOUR], NOW), true);
  assert.equal(isCapped(ad({ cap: 0 }), Array(50).fill(NOW), NOW), false);
});

test("the very last of chances still gives an ad", () => {
  assert.equal(choose([ad({ weight: 3 }), ad({ id: 2, campaign: 2, weight: 7 })], reader(), () => 1).id, 2);
});

test("remembering adds to one campaign and forgets those that no cap can ask about", () => {
  const seen = { 1: [NOW - HOUR], 2: [NOW - 800 * HOUR] };
  assert.deepEqual(remembered(seen, ad(), NOW), { 1: [NOW - HOUR, NOW] });
  assert.deepEqual(seen, { 1: [NOW - HOUR], 2: [NOW - 800 * HOUR] });
});
