/** Makes the short link one that a touch screen passes on through its own sheet and others copy; without it it opens. */

const SHOWN_MS = 2500;

export function connectShareLink(link, { browser = navigator, touch = hasTouch(), later = setTimeout } = {}) {
  const status = link.querySelector("[data-share-status]");
  const passOn = touch && browser.share;
  if (!passOn && !browser.clipboard?.writeText) return;
  if (passOn) status.textContent = link.dataset.share;
  const before = status.textContent;
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (passOn) return browser.share({ title: link.dataset.title, url: link.href }).catch(() => {}); // she closed it
    try {
      await browser.clipboard.writeText(link.href);
      status.textContent = link.dataset.copied;
    } catch {
      status.textContent = link.dataset.failed;
    }
    later(() => (status.textContent = before), SHOWN_MS);
  });
}

const hasTouch = () => matchMedia("(pointer: coarse)").matches;
