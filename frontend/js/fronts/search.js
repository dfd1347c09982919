/** The list of what can be put on a front: searched as one types, put there by a button or dragged. */

import Sortable from "sortablejs";

const WAITS_MS = 250;

export function connectSearch(root, { board, url, say }) {
  const box = root.querySelector("[data-search]");
  const found = root.querySelector("[data-found]");
  const target = root.querySelector("[data-target]");
  let timer;
  let asked = 0;

  const kind = () => root.querySelector("[data-kind]:checked").value;
  const targets = () => {
    const wanted = board.lists.filter((list) => (list.dataset.zone === "video") === (kind() === "video"));
    const before = target.value;
    target.replaceChildren(...wanted.map((list) => new Option(board.nameOf(list), list.dataset.zone)));
    if (wanted.some((list) => list.dataset.zone === before)) target.value = before;
  };
  const look = async () => {
    const number = ++asked;
    const query = new URLSearchParams({ q: box.value, kind: kind() });
    try {
      const response = await fetch(`${url}?${query}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
      if (!response.ok || number !== asked) return;
      found.innerHTML = await response.text();
      found.querySelectorAll("[data-act=pin]").forEach((button) => (button.textContent = "أضف"));
      say(`${found.querySelectorAll("[data-row]").length} في النتائج`);
    } catch {
      say("تعذّر البحث. تحقق من الشبكة.");
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAITS_MS);
  });
  root.querySelectorAll("[data-kind]").forEach((one) =>
    one.addEventListener("change", () => {
      targets();
      look();
    }),
  );
  found.addEventListener("click", (event) => {
    const row = event.target.closest("[data-act=pin]")?.closest("[data-row]");
    if (row) board.place(row.cloneNode(true), target.value);
  });
  Sortable.create(found, {
    group: { name: "found", pull: "clone", put: false, revertClone: true },
    sort: false,
    handle: ".front-row__handle",
    draggable: "[data-row]",
  });
  targets();
  look();
  return { targets };
}
