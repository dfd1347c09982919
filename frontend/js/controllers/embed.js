/** Shows what stands on another site once the reader asks for it; until then, and without scripts, it is a link. */

export function connectEmbed(root, { page = document } = {}) {
  const button = root.querySelector("[data-embed-show]");
  button.hidden = false;
  button.addEventListener("click", () => {
    const frame = page.createElement("iframe");
    Object.assign(frame, {
      src: root.dataset.embed,
      title: root.dataset.title,
      className: root.dataset.tall ? "embed__frame embed__frame--tall" : "embed__frame",
      allow: "fullscreen; encrypted-media; picture-in-picture",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    button.replaceWith(frame);
    frame.focus();
  });
}
