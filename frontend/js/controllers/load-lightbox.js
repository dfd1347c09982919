/** Opens a story's pictures in the page, with what shows them fetched at the first; the link goes on where it cannot be. */

export function connectPictures(root, { load = (address) => import(address), go = (address) => location.assign(address) } = {}) {
  root.addEventListener("click", async (event) => {
    const link = event.target.closest(".figure__open");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    try {
      await (await load(root.dataset.lightbox)).open(root, link);
    } catch {
      go(link.href);
    }
  });
}
