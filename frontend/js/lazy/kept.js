/** Saving a story on this device, and the lists of what is kept here; nothing of it is sent anywhere. */

import { KEPT, MOST, PAGES, SAVED, copied, keeps, written } from "../app/rules.js";

/** Move a story to the saved ones, or back among those opened: "saved", "left", "full" or "failed". */
export async function toggled(path, { shelves = caches, ask = fetch } = {}) {
  const [saved, pages] = await Promise.all([shelves.open(SAVED), shelves.open(PAGES)]);
  const found = await saved.match(path);
  if (found) {
    await pages.put(path, found);
    await saved.delete(path);
    return "left";
  }
  if ((await saved.keys()).length >= MOST) return "full";
  try {
    const copy = (await pages.match(path)) ?? (await fetched(path, ask));
    if (!copy) return "failed";
    await saved.put(path, copy);
    await pages.delete(path);
    return "saved";
  } catch {
    return "failed";
  }
}

async function fetched(path, ask) {
  const response = await ask(path);
  return keeps(path, response) ? copied(response) : null;
}

export async function save(button) {
  button.lastElementChild.textContent = button.dataset[await toggled(location.pathname)];
}

/** Fill a list with the stories on this device, the newest kept first. */
export async function connectKept(list) {
  const shelves = list.dataset.only ? [SAVED] : [SAVED, PAGES];
  const copies = (await Promise.all(shelves.map(copiesOf))).flat().sort((a, b) => b.at - a.at);
  list.replaceChildren(...copies.map((copy) => entry(copy, list)));
  list.hidden = !copies.length;
  list.nextElementSibling.hidden = copies.length > 0;
}

async function copiesOf(name) {
  const shelf = await caches.open(name);
  const read = async (request) => {
    const copy = await shelf.match(request);
    const at = Number(copy.headers.get(KEPT));
    const { pathname: path } = new URL(request.url);
    const headline = at && new DOMParser().parseFromString(await copy.text(), "text/html").querySelector("h1");
    if (headline && path === "/") headline.textContent = "الصفحة الرئيسية"; // its own is the site's name, unseen
    return { path, at, headline };
  };
  return (await Promise.all((await shelf.keys()).map(read))).filter(({ headline }) => headline);
}

function entry({ path, at, headline }, list) {
  const make = (name, more) => Object.assign(document.createElement(name), more);
  const item = make("li", { className: "kept__story" });
  const link = make("a", { href: path, textContent: headline.textContent, lang: headline.lang || "ar", dir: headline.dir || "rtl" });
  const when = make("time", { dateTime: new Date(at).toISOString(), textContent: `حُفظ في ${written(at, list.dataset)}` });
  item.append(link, when);
  if (list.dataset.only) {
    const button = make("button", { type: "button", className: "button", textContent: "أزِله" });
    button.setAttribute("aria-label", `أزل من المحفوظة: ${headline.textContent}`);
    button.addEventListener("click", async () => {
      await toggled(path);
      await connectKept(list);
      list.closest("section").focus();
    });
    item.append(button);
  }
  return item;
}
