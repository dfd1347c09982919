/** The statements marked in a story: the reader's switch is remembered, a click unfolds who said it, and through whom. */

import { storeMarks } from "./marks-store.js";

export function connectMarksSwitch(box, { root, store = storeMarks }) {
  box.checked = root.dataset.said !== "off";
  box.addEventListener("change", () => {
    root.dataset.said = box.checked ? "on" : "off";
    store(root.dataset.said);
  });
}

/** The panel's entry of the statement that was clicked on; nothing where the click was meant for something else. */
export function entryOf(target, { root, page = document, selection = globalThis.getSelection?.() }) {
  const said = target.closest(".said, .said__sign");
  const link = target.closest("a");
  if (!said || root.dataset.said === "off" || selection?.isCollapsed === false) return null;
  if (link && link !== said) return null;
  return page.getElementById(said.dataset.q ? `i${said.dataset.q}` : said.hash?.slice(1) || said.id.replace("q", "i"));
}

export function connectStatements(text, { root }) {
  let open = null;
  text.addEventListener("click", (event) => {
    const entry = event.ctrlKey || event.metaKey || event.shiftKey ? null : entryOf(event.target, { root });
    if (!entry) return;
    event.preventDefault();
    const again = open?.dataset.of === entry.id;
    open?.remove();
    open = again ? null : noteOf(entry);
    if (open) event.target.closest("p, li, h2, h3, h4, blockquote").append(open);
  });
}

/** The speaker and the chain of an entry, copied. */
function noteOf(entry) {
  const note = document.createElement("span");
  note.className = "said-note";
  note.dataset.of = entry.id;
  const name = entry.parentElement.previousElementSibling;
  const parts = [...name.childNodes, ...entry.querySelectorAll("small")];
  note.append(...parts.flatMap((part) => [part.cloneNode(true), " "]));
  return note;
}
