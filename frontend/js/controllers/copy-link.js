/** Turns the short link into one that is copied at a click; without it the link still opens. */

const SHOWN_MS = 2500;

export function connectCopyLink(link, { clipboard = globalThis.navigator?.clipboard, later = setTimeout } = {}) {
  if (!clipboard?.writeText) return;
  const status = link.querySelector("[data-copy-status]");
  const before = status.textContent;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    try {
      await clipboard.writeText(link.href);
      status.textContent = link.dataset.copied;
    } catch {
      status.textContent = link.dataset.failed;
    }
    later(() => (status.textContent = before), SHOWN_MS);
  });
}
