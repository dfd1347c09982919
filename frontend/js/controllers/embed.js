/** Shows what stands on another site once the reader asks for it; until then, and without scripts, it is a link. */

export function connectEmbed(root, { page = document } = {}) {
  const button = root.querySelector("[data-embed-show]");
  const stage = button.parentElement;
  const show = (event) => {
    event.preventDefault();
    const frame = page.createElement("iframe");
    Object.assign(frame, {
      src: root.dataset.embed,
      title: root.dataset.title,
      className: "embed__frame",
      allow: "fullscreen; encrypted-media; picture-in-picture",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
    frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
    stage.removeEventListener("click", show);
    stage.replaceChildren(frame);
    frame.focus();
  };
  button.hidden = false;
  stage.addEventListener("click", show);
}
