/** The app's worker: pages from the network first, copies where it fails; what was recalled leaves the copies.

The server writes `khabar` above this script: the build's version, and how the edition writes a moment. */

import { KEPT, PAGES, SAVED, copied, drawnWith, keeps, lost, names, news, noted, surplus, unhashed, verdict, wayOf, written } from "./app/rules.js";

const SHELL = `khabar-shell-${khabar.version}`;
const OFFLINE = "/offline/";
const RECALLED = "/recalled.json";
const PATIENCE_MS = 4000;

const pathOf = (url) => new URL(url).pathname;
const paths = async (name) => (await (await caches.open(name)).keys()).map(({ url }) => pathOf(url));

/** The shell is what the offline page is drawn with. */
async function install() {
  const page = await (await fetch(OFFLINE)).text();
  await (await caches.open(SHELL)).addAll([OFFLINE, "/saved/", ...drawnWith(page)]);
  await self.skipWaiting();
}

/** Old builds go. */
async function tidy() {
  const old = (await caches.keys()).filter((name) => name.startsWith("khabar-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

async function copyOf(path) {
  return (await caches.match(path, { cacheName: SAVED })) ?? caches.match(path, { cacheName: PAGES });
}

async function drop(path) {
  await Promise.all([SAVED, PAGES].map(async (name) => (await caches.open(name)).delete(path)));
}

/** Keep what an answer brought: in its place among the saved, or as the newest of those opened. */
async function keep(path, response, isSaved) {
  const saved = await paths(SAVED);
  const shelf = await caches.open(isSaved || saved.includes(path) ? SAVED : PAGES);
  await shelf.delete(path); // the order is that of putting
  await shelf.put(path, copied(response));
  await Promise.all(surplus(await paths(PAGES), saved).map(drop));
}

/** Fetch a page anew; a story that moved keeps its place under its new address. */
async function renew(path) {
  const response = await fetch(path);
  const now = pathOf(response.url);
  if (response.status > 499) throw response;
  const isSaved = (await paths(SAVED)).includes(path);
  await drop(path);
  if (keeps(now, response)) await keep(now, response, isSaved);
}

let asking;

/** Hear what was recalled; a copy that could not be renewed is tried again at the next contact. */
function contact() {
  asking ??= hear().finally(() => (asking = null));
  return asking;
}

async function hear() {
  const answer = await fetch(RECALLED, { cache: "no-cache" });
  const shelf = await caches.open(PAGES);
  const told = await answer.text();
  const seen = await (await shelf.match(RECALLED))?.text();
  if (!answer.ok || told === seen) return;
  const list = JSON.parse(told);
  const ids = news(list, seen && JSON.parse(seen));
  const kept = new Set([...(await paths(PAGES)), ...(await paths(SAVED))]);
  kept.delete(RECALLED);
  await Promise.all(
    [...kept].map(async (path) => {
      const copy = await copyOf(path);
      const what = verdict(copy.headers, list);
      if (what === "drop") await drop(path);
      else if (what === "renew" || names(await copy.text(), ids)) await renew(path);
    }),
  );
  await shelf.put(RECALLED, new Response(told));
}

async function page(event, network) {
  const path = pathOf(event.request.url);
  const copy = await copyOf(path);
  if (!copy) return network.catch(async () => (await caches.match(path, { cacheName: SHELL })) ?? caches.match(OFFLINE));
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS));
  const answer = await Promise.race([network.catch(() => null), late]);
  if (answer) return answer;
  event.waitUntil(network.then((response) => lost(response) && reload(event.resultingClientId)).catch(() => {}));
  const when = written(Number(copy.headers.get(KEPT)), khabar);
  return new Response(noted(await copy.text(), when, path), { headers: copy.headers });
}

/** A story that is gone goes from the window too, though the answer came late. */
async function reload(id) {
  const window = await self.clients.get(id);
  await window?.navigate(window.url);
}

async function settled(event) {
  const path = pathOf(event.request.url);
  const response = await fetch(event.request);
  if (lost(response)) event.waitUntil(drop(path));
  else if (keeps(path, response)) event.waitUntil(keep(path, response.clone()));
  return response;
}

async function file(request) {
  const found = await caches.match(request, { cacheName: SHELL });
  return found ?? fetch(request).catch(() => like(pathOf(request.url)));
}

/** The file of this build that took the place of an old one. */
async function like(path) {
  const found = (await paths(SHELL)).find((one) => unhashed(one) === unhashed(path));
  return found ? caches.match(found) : Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => {
  event.waitUntil(tidy());
  renew("/").catch(() => {}); // not waited for: until a worker is active, no page opens
});
// A page that came before the worker asks to be kept.
self.addEventListener("message", (event) => event.waitUntil(renew(event.data.keep)));
self.addEventListener("fetch", (event) => {
  const way = wayOf(event.request, origin);
  if (way === "file") event.respondWith(file(event.request));
  if (way !== "page") return;
  const network = settled(event);
  event.respondWith(page(event, network));
  event.waitUntil(network.then(contact).catch(() => {}));
});
