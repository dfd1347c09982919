import assert from "node:assert/strict";
import { test } from "node:test";

import { connectRelativeTimes, digits, relative } from "./relative-time.js";

const MINUTE = 60, HOUR = 3600, DAY = 86400;

test("each plural form of Arabic", () => {
  const expected = [
    [0, "منذ لحظات"], [59, "منذ لحظات"],
    [MINUTE, "منذ دقيقة"], [2 * MINUTE, "منذ دقيقتين"], [3 * MINUTE, "منذ 3 دقائق"],
    [10 * MINUTE, "منذ 10 دقائق"], [11 * MINUTE, "منذ 11 دقيقة"], [59 * MINUTE + 59, "منذ 59 دقيقة"],
    [HOUR, "منذ ساعة"], [2 * HOUR, "منذ ساعتين"], [3 * HOUR, "منذ 3 ساعات"], [11 * HOUR, "منذ 11 ساعة"],
    [DAY, "منذ يوم"], [2 * DAY, "منذ يومين"], [6 * DAY, "منذ 6 أيام"],
  ];
  for (const [seconds, text] of expected) assert.equal(relative(seconds), text);
});

test("old stories and stories of the future keep their date", () => {
  assert.equal(relative(7 * DAY), null);
  assert.equal(relative(-HOUR), null);
});

test("a clock a few seconds slow does not put a story into the future", () => {
  assert.equal(relative(-30), "منذ لحظات");
});

test("digits follow the site's setting", () => {
  assert.equal(relative(3 * HOUR, "arab"), "منذ ٣ ساعات");
  assert.equal(digits(1908, "arab"), "١٩٠٨");
  assert.equal(digits(1908, "latn"), "1908");
});

test("the page's times are rewritten, kept as titles, and brought back when they grow old", () => {
  const published = Date.UTC(2026, 0, 5, 10);
  const time = { dateTime: new Date(published).toISOString(), textContent: " 5 يناير 2026 " };
  let clock = published + 2 * HOUR * 1000;
  let tick;
  connectRelativeTimes([time], { system: "latn", now: () => clock, every: (f) => (tick = f) });
  assert.equal(time.textContent, "منذ ساعتين");
  assert.equal(time.title, "5 يناير 2026");
  clock += 30 * DAY * 1000;
  tick();
  assert.equal(time.textContent, " 5 يناير 2026 ");
});

test("paper gets the dates, the screen its distances again", () => {
  const published = Date.UTC(2026, 0, 5, 10);
  const time = { dateTime: new Date(published).toISOString(), textContent: "5 يناير 2026" };
  const page = new EventTarget();
  connectRelativeTimes([time], { system: "latn", now: () => published + 2 * HOUR * 1000, every: () => {}, page });
  page.dispatchEvent(new Event("beforeprint"));
  assert.equal(time.textContent, "5 يناير 2026");
  page.dispatchEvent(new Event("afterprint"));
  assert.equal(time.textContent, "منذ ساعتين");
});
