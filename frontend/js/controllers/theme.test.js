import assert from "node:assert/strict";
import { test } from "node:test";

import { applyTheme, storedTheme, storeTheme } from "./theme-store.js";
import { connectThemeToggle, currentTheme } from "./theme-toggle.js";

function memory(values = {}) {
  return { getItem: (key) => values[key] ?? null, setItem: (key, value) => (values[key] = value) };
}

function page({ prefersDark = false, theme } = {}) {
  const button = Object.assign(new EventTarget(), {
    hidden: true,
    attributes: {},
    setAttribute(name, value) {
      this.attributes[name] = value;
    },
  });
  const media = Object.assign(new EventTarget(), { matches: prefersDark });
  return { button, media, root: { dataset: theme ? { theme } : {} } };
}

test("a choice is remembered, anything else in storage is ignored", () => {
  const storage = memory();
  assert.equal(storedTheme(storage), null);
  storeTheme("dark", storage);
  assert.equal(storedTheme(storage), "dark");
  assert.equal(storedTheme(memory({ "khabar-theme": "<b>" })), null);
});

test("closed storage is no error", () => {
  const closed = {
    getItem() {
      throw new Error("denied");
    },
    setItem() {
      throw new Error("denied");
    },
  };
  assert.equal(storedTheme(closed), null);
  assert.doesNotThrow(() => storeTheme("dark", closed));
});

test("without a choice the system decides", () => {
  const root = { dataset: {} };
  applyTheme(root, null);
  assert.deepEqual(root.dataset, {});
  assert.equal(currentTheme(root, true), "dark");
  assert.equal(currentTheme(root, false), "light");
});

test("the button turns the theme over, says so and stores it", () => {
  const { button, media, root } = page({ prefersDark: true });
  const stored = [];
  connectThemeToggle(button, { root, media, store: (theme) => stored.push(theme) });
  assert.equal(button.hidden, false);
  assert.equal(button.attributes["aria-pressed"], "true");
  button.dispatchEvent(new Event("click"));
  assert.equal(root.dataset.theme, "light");
  assert.equal(button.attributes["aria-pressed"], "false");
  button.dispatchEvent(new Event("click"));
  assert.deepEqual(stored, ["light", "dark"]);
});

test("a change of the system's theme shows on the button", () => {
  const { button, media, root } = page();
  connectThemeToggle(button, { root, media, store: () => {} });
  media.matches = true;
  media.dispatchEvent(new Event("change"));
  assert.equal(button.attributes["aria-pressed"], "true");
});
