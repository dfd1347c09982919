/** Registers the app's worker once the page is there, and offers to save the story; without a worker neither. */

import { SAVED } from "../app/rules.js";

export function connectApp(page, { workers = globalThis.navigator?.serviceWorker, shelves = globalThis.caches, load = (at) => import(at), loaded = afterLoad } = {}) {
  const address = page.querySelector("[data-worker]")?.dataset.worker;
  if (!address || !workers || !shelves) return;
  loaded(async () => {
    await workers.register(address).catch(() => {});
    if (!workers.controller) (await workers.ready).active.postMessage({ keep: location.pathname });
  });
  page.querySelectorAll("[data-kept]").forEach(async (list) => (await load(list.dataset.kept)).connectKept(list));
  page.querySelectorAll("[data-save]").forEach(async (button) => {
    const found = await shelves.match(location.pathname, { cacheName: SAVED });
    if (found) button.lastElementChild.textContent = button.dataset.saved;
    button.hidden = false;
    button.addEventListener("click", async () => (await load(button.dataset.save)).save(button));
  });
}

function afterLoad(act) {
  if (document.readyState === "complete") act();
  else addEventListener("load", act);
}
