import assert from "node:assert/strict";
import { test } from "node:test";

import { connectEmbed } from "./embed.js";

test("nothing of the other site is there before the reader asks", () => {
  const stage = Object.assign(new EventTarget(), { replaceChildren: (frame) => (stage.shows = frame) });
  const button = { hidden: true, parentElement: stage };
  const root = { dataset: { embed: "https://frames.example/1", title: "جولة" }, querySelector: () => button };
  const made = [];
  const createElement = () => {
    const frame = { attributes: {}, setAttribute: (name, value) => (frame.attributes[name] = value), focus: () => {} };
    made.push(frame);
    return frame;
  };
  connectEmbed(root, { page: { createElement } });
  assert.equal(button.hidden, false);
  assert.equal(made.length, 0);
  stage.dispatchEvent(new Event("click", { cancelable: true }));
  assert.equal(stage.shows, made[0]);
  assert.equal(made[0].src, "https://frames.example/1");
  assert.equal(made[0].title, "جولة");
  assert.match(made[0].attributes.sandbox, /allow-scripts/);
  stage.dispatchEvent(new Event("click"));
  assert.equal(made.length, 1);
});
