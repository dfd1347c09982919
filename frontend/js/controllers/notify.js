/** Offers to follow where the browser can be notified; what does it is loaded at the click, on its own page at once. */

import { followed } from "../app/followed.js";

const known = () => "PushManager" in globalThis && "Notification" in globalThis && "serviceWorker" in navigator;

export function connectNotify(page, { load = (at) => import(at), can = known(), follows = followed } = {}) {
  page.querySelectorAll("[data-notify]").forEach(async (root) => (await load(root.dataset.notify)).connectChoices(root));
  if (!can) return;
  page.querySelectorAll("[data-follow]").forEach((button) => {
    const { follow, script, on } = button.dataset;
    if (follows().includes(follow)) button.textContent = on;
    button.hidden = button.nextElementSibling.hidden = false;
    button.addEventListener("click", async () => (await load(script)).toggle(button));
  });
}
