import assert from "node:assert/strict";
import { test } from "node:test";

import { ago, fresh, marked } from "../../../src/khabar/desk/static/desk/js/wires/words.mjs";

test("numbers agree with what they count", () => {
  assert.deepEqual([1, 2, 3, 11, 100].map(fresh), [
    "خبر جديد", "خبران جديدان", "3 أخبار جديدة", "11 خبرًا جديدًا", "100 خبر جديد",
  ]);
  assert.deepEqual([0, 1, 2, 5].map(marked), ["لا خبر محدد", "خبر محدد", "خبران محددان", "5 أخبار محددة"]);
});

test("how long ago is told in whole units", () => {
  assert.deepEqual([-5, 30, 60, 150, 7_200, 11 * 86_400].map(ago), [
    "منذ لحظات", "منذ لحظات", "منذ دقيقة", "منذ دقيقتين", "منذ ساعتين", "منذ 11 يومًا",
  ]);
});
