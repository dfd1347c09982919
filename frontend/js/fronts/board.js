/** The zones of a front as lists that are dragged or moved by buttons; says aloud what happened. */

import Sortable from "sortablejs";

const isVideo = (row) => row.hasAttribute("data-video");
const titleOf = (row) => `«${row.dataset.title}»`;

/** `2026-11-26T14:30` as people read it. */
export function readable(moment) {
  const [day, time] = moment.split("T");
  return time ? `${day.split("-").reverse().join("/")} ${time}` : moment;
}

export class Board {
  /**
   * @param root the element around all zones
   * @param say told in words what was done
   * @param changed called after every change
   */
  constructor(root, { say, changed }) {
    Object.assign(this, { root, say, changed, sortables: [] });
    root.addEventListener("click", (event) => this.#clicked(event));
    root.addEventListener("change", (event) => this.#altered(event));
    this.connect();
  }

  /** Take up the zones that stand in the page now. */
  connect() {
    this.sortables.forEach((one) => one.destroy());
    this.sortables = [...this.lists, ...this.root.querySelectorAll("[data-auto]")].map((list) => this.#draggable(list));
    this.root.querySelectorAll("[data-row]").forEach((row) => this.dress(row));
    this.count();
  }

  get lists() {
    return [...this.root.querySelectorAll("[data-zone]")];
  }

  list(key) {
    return this.lists.find((list) => list.dataset.zone === key);
  }

  nameOf(list) {
    return list.closest("[data-zone-part]").querySelector("[data-zone-name]").textContent.trim();
  }

  /** The zones a row may stand in, with their names. */
  zonesFor(row) {
    return this.lists.filter((list) => (list.dataset.zone === "video") === isVideo(row)).map((list) => [list.dataset.zone, this.nameOf(list)]);
  }

  /** Fill a row's list of zones and say until when it is pinned. */
  dress(row) {
    const select = row.querySelector("[data-act=move]");
    if (select && select.options.length < 2) select.append(...this.zonesFor(row).map(([key, name]) => new Option(name, key)));
    const note = row.querySelector("[data-pinned]");
    note.hidden = !row.dataset.until;
    note.textContent = row.dataset.until ? `مثبّت حتى ${readable(row.dataset.until)}` : "";
  }

  /** The arrangement that the page shows. */
  arranged(menuOrder) {
    const lists = Object.fromEntries(
      this.lists
        .map((list) => [list.dataset.zone, [...list.children].map((row) => ({ id: Number(row.dataset.pk), until: row.dataset.until || null }))])
        .filter(([, rows]) => rows.length),
    );
    const order = [...this.root.querySelectorAll("[data-river]")].map((river) => Number(river.dataset.river));
    const from = this.root.querySelector("[data-opinion-from]")?.value;
    return {
      lists,
      order: order.join() === menuOrder ? [] : order,
      hidden: [...this.root.querySelectorAll("[data-hide]:checked")].map((box) => box.dataset.hide).sort(),
      opinion_from: from ? Number(from) : null,
    };
  }

  /** Put a row into a zone, at the end or before another; what no longer fits gives way. */
  place(row, key, before = null) {
    const list = this.list(key);
    if (!list) return;
    this.#twins(row).forEach((twin) => twin.remove());
    row.classList.remove("front-row--auto");
    list.insertBefore(row, before);
    this.dress(row);
    this.#settle(list, row);
  }

  /** Show what fills the zones. */
  refill(auto) {
    for (const [key, html] of Object.entries(auto)) {
      const list = this.root.querySelector(`[data-auto="${CSS.escape(key)}"]`);
      if (!list || list.contains(document.activeElement)) continue;
      list.innerHTML = html;
      list.querySelectorAll("[data-row]").forEach((row) => this.dress(row));
    }
  }

  count() {
    for (const list of this.lists) {
      list.closest("[data-zone-part]").querySelector("[data-count]").textContent = `${list.children.length} من ${list.dataset.size}`;
    }
  }

  #twins(row) {
    return this.lists
      .flatMap((list) => [...list.children])
      .filter((one) => one !== row && one.dataset.pk === row.dataset.pk && isVideo(one) === isVideo(row));
  }

  /** After a row came into a zone: no zone holds more than fits, and the old lead goes on below the new one. */
  #settle(list, row) {
    let told = `${titleOf(row)} الآن ${this.#where(row)}`;
    while (list.children.length > Number(list.dataset.size)) {
      const out = [...list.children].reverse().find((one) => one !== row);
      const below = list.dataset.zone === "lead" ? this.list("secondary") : null;
      if (below && below.children.length < Number(below.dataset.size)) {
        below.prepend(out);
        told += `، ونزل ${titleOf(out)} إلى ${this.nameOf(below)}`;
      } else {
        out.remove();
        told += `، وخرج ${titleOf(out)} لأن الموضع ممتلئ`;
      }
    }
    this.#done(told);
  }

  #where(row) {
    const list = row.parentElement;
    return `في ${this.nameOf(list)}، ${[...list.children].indexOf(row) + 1} من ${list.children.length}`;
  }

  #done(told) {
    this.count();
    this.say(told);
    this.changed();
  }

  #clicked(event) {
    const river = event.target.closest("[data-river-act]");
    if (river) this.#moveRiver(river);
    const button = event.target.closest("button[data-act]");
    const row = button?.closest("[data-row]");
    if (row) this.#act(button.dataset.act, row, button);
  }

  #act(act, row, button) {
    const list = row.parentElement;
    if (act === "up" || act === "down") {
      const near = act === "up" ? row.previousElementSibling : row.nextElementSibling;
      if (!near) return this.say(`${titleOf(row)} في ${act === "up" ? "أول" : "آخر"} الموضع`);
      near[act === "up" ? "before" : "after"](row);
      button.focus();
      this.#done(`${titleOf(row)} الآن ${this.#where(row)}`);
    } else if (act === "remove") {
      const next = row.nextElementSibling ?? row.previousElementSibling;
      row.remove();
      (next?.querySelector("[data-act=remove]") ?? list).focus();
      this.#done(`أُزيل ${titleOf(row)} من ${this.nameOf(list)}`);
    } else if (act === "pin") {
      this.place(row, list.dataset.auto);
      row.querySelector("[data-act=up]").focus();
    } else if (act === "until") {
      this.#openPin(row, button);
    } else if (act === "clear") {
      this.#pin(row, "");
      row.querySelector("[data-until-field]").value = "";
    }
    return undefined;
  }

  #openPin(row, button) {
    const part = row.querySelector("[data-until-part]");
    part.hidden = !part.hidden;
    button.setAttribute("aria-expanded", String(!part.hidden));
    if (!part.hidden) part.querySelector("input").focus();
  }

  #pin(row, moment) {
    row.dataset.until = moment;
    this.dress(row);
    this.#done(moment ? `${titleOf(row)} مثبّت حتى ${readable(moment)}` : `${titleOf(row)} مثبّت بلا موعد`);
  }

  #altered(event) {
    const row = event.target.closest("[data-row]");
    if (row && event.target.matches("[data-until-field]")) this.#pin(row, event.target.value);
    else if (row && event.target.matches("[data-act=move]")) {
      const key = event.target.value;
      event.target.value = "";
      this.place(row, key);
      event.target.focus();
    } else if (event.target.matches("[data-hide], [data-opinion-from]")) this.changed();
  }

  #moveRiver(button) {
    const river = button.closest("[data-river]");
    const near = button.dataset.riverAct === "up" ? river.previousElementSibling : river.nextElementSibling;
    if (!near) return;
    near[button.dataset.riverAct === "up" ? "before" : "after"](river);
    button.focus();
    const rivers = [...river.parentElement.children];
    this.#done(`قسم ${river.querySelector("[data-zone-name]").textContent.trim()} الآن ${rivers.indexOf(river) + 1} من ${rivers.length}`);
  }

  #draggable(list) {
    const key = list.dataset.zone ?? list.dataset.auto;
    const fits = (_to, _from, row) => Boolean(list.dataset.zone) && isVideo(row) === (key === "video");
    return Sortable.create(list, {
      group: { name: "zones", pull: true, put: fits },
      sort: Boolean(list.dataset.zone),
      handle: ".front-row__handle",
      draggable: "[data-row]",
      animation: 0,
      onAdd: ({ item, to }) => this.place(item, to.dataset.zone, item.nextElementSibling),
      onUpdate: ({ item }) => this.#done(`${titleOf(item)} الآن ${this.#where(item)}`),
    });
  }
}
