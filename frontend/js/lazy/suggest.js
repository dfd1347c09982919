/** Suggestions under the search box while it is typed in: the editable combobox with a list of the ARIA practices guide.

Loaded when a box is focused for the first time. Without it, or when the server does not answer, the box is a plain form. */

const LEAST = 2;
const MOST = 100;
const PAUSE_MS = 80;

/** The option that a key moves to from `current` among `count`; -1 is the box itself. */
export function moved(key, current, count) {
  if (!count) return -1;
  if (key === "ArrowDown") return current + 1 < count ? current + 1 : 0;
  if (key === "ArrowUp") return current > 0 ? current - 1 : count - 1;
  return -1;
}

/** Whether the key belongs to an input method that is still composing a word. */
export const composing = (event) => event.isComposing || event.keyCode === 229;

export function connectSuggest(form, { ask = fetchJson, go = (path) => location.assign(path), pause = PAUSE_MS } = {}) {
  const input = form.querySelector("input[name=q]");
  const list = listUnder(input, form.querySelector(".field") ?? form);
  const status = statusUnder(form);
  let options = [];
  let active = -1;
  let waiting;
  let asked;

  const isOpen = () => !list.hidden;
  const choose = (index) => {
    options[active]?.element.setAttribute("aria-selected", "false");
    active = index;
    const chosen = options[active]?.element;
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    clearTimeout(waiting);
    asked?.abort();
    choose(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const show = (answer) => {
    choose(-1);
    options = fill(list, answer.groups, input.id);
    list.hidden = !options.length;
    input.setAttribute("aria-expanded", String(isOpen()));
    status.textContent = answer.said;
  };
  const update = async () => {
    const text = input.value.trim();
    asked?.abort();
    if (text.length < LEAST || text.length > MOST) {
      status.textContent = "";
      return close();
    }
    asked = new AbortController();
    const { signal } = asked;
    try {
      const answer = await ask(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`, signal);
      if (!signal.aborted && document.activeElement === input) show(answer);
    } catch {
      if (!signal.aborted) close();
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(update, pause);
  };

  const keys = {
    ArrowDown: (event) => {
      if (!isOpen()) return update();
      if (!event.altKey) choose(moved("ArrowDown", active, options.length));
    },
    ArrowUp: (event) => {
      if (event.altKey) return close();
      if (isOpen()) choose(moved("ArrowUp", active, options.length));
    },
    Escape: () => {
      if (isOpen()) return close();
      input.value = "";
      status.textContent = "";
    },
    Enter: (event) => {
      if (!isOpen() || active < 0) return close() ?? false;
      leave(options[active].path, event);
    },
  };
  const leave = (path, event) => {
    close();
    if (event.ctrlKey || event.metaKey) open(path, "_blank", "noopener");
    else go(path);
  };

  input.addEventListener("keydown", (event) => {
    if (composing(event)) return;
    if (event.key in keys) {
      if (keys[event.key](event) !== false) event.preventDefault();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(event.key)) {
      choose(-1); // the caret moves, so the box is what the keys speak to again
    }
  });
  input.addEventListener("input", (event) => composing(event) || soon());
  input.addEventListener("compositionend", soon);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = options.find(({ element }) => element.contains(event.target));
    if (option) leave(option.path, event);
  });
  if (document.activeElement === input && input.value !== input.defaultValue) soon();
}

async function fetchJson(address, signal) {
  const response = await fetch(address, { signal, headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

function element(role, attributes = {}) {
  const made = document.createElement("div");
  if (role) made.setAttribute("role", role);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}

function listUnder(input, field) {
  const list = element("listbox", { id: `${input.id}-list`, "aria-label": "اقتراحات البحث", class: "suggestions" });
  list.hidden = true;
  field.append(list);
  const told = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  Object.entries(told).forEach(([name, value]) => input.setAttribute(name, value));
  return list;
}

function statusUnder(form) {
  const status = element("status", { class: "visually-hidden" });
  form.append(status);
  return status;
}

/** Puts the groups into the list and returns its options in their order. */
function fill(list, groups, prefix) {
  const options = [];
  list.replaceChildren(
    ...groups.map(({ label, options: found }, number) => {
      const head = element("", { id: `${prefix}-group-${number}`, class: "suggestions__label", "aria-hidden": "true" });
      head.textContent = label;
      const group = element("group", { "aria-label": label });
      group.append(head, ...found.map((one) => option(one, `${prefix}-option-${options.length}`, options)));
      return group;
    }),
  );
  return options;
}

function option({ text, path, lang, dir }, id, options) {
  const made = element("option", { id, "aria-selected": "false", class: "suggestions__option" });
  made.textContent = text;
  if (lang) made.lang = lang;
  if (dir) made.dir = dir;
  options.push({ element: made, path });
  return made;
}
