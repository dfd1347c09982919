/** The front as it would be, in a frame as wide as a phone or a desktop, shrunk to fit. */

export function connectPreview(root, { arranged }) {
  const form = root.querySelector("[data-preview]");
  const box = root.querySelector("[data-frame]");
  const frame = box.querySelector("iframe");
  let width = 0;

  const fit = () => {
    const scale = Math.min(1, box.clientWidth / width);
    Object.assign(frame.style, { inlineSize: `${width}px`, blockSize: `${box.clientHeight / scale}px`, transform: `scale(${scale})` });
  };
  form.addEventListener("submit", (event) => {
    width = Number(event.submitter?.dataset.width ?? width) || 390;
    form.querySelector("[data-preview-field]").value = JSON.stringify(arranged());
    form.querySelectorAll("[data-width]").forEach((one) => one.setAttribute("aria-pressed", String(Number(one.dataset.width) === width)));
    box.hidden = false;
    fit();
  });
  addEventListener("resize", () => width && fit());
  // While the preview is open it follows what is done above it.
  return { changed: () => width && form.requestSubmit() };
}
