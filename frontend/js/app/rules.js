/** What the app keeps, how it answers and when it lets go: decisions alone, for the worker and the lists of what is kept. */

export const PAGES = "khabar-pages"; // the front page and the stories that were opened
export const SAVED = "khabar-saved"; // the stories a reader saved
export const MOST = 60; // stories in both
export const STORY = "khabar-story"; // header of a story's page: its id, and the last correction it knows of
export const KEPT = "khabar-kept"; // header of a copy: when it was kept, in milliseconds
const DAY = 86_400_000; // more than any reader's clock is wrong by

/** How a request is answered: "page", "file", or null for what the app leaves to the browser. */
export function wayOf({ method, mode, url }, origin) {
  const { origin: asked, pathname } = new URL(url);
  if (method !== "GET" || asked !== origin) return null;
  if (pathname.startsWith("/static/")) return "file";
  return mode === "navigate" && !/^\/(desk|lite|media|ads)(\/|$)/.test(pathname) ? "page" : null;
}

/** Whether an answer may be kept: the front page or a story, whole, and the same for every reader. */
export function keeps(path, { status, headers }) {
  if (status !== 200 || /no-store|private/.test(headers.get("cache-control"))) return false;
  return path === "/" || headers.has(STORY);
}

/** Whether an answer says that nothing may be shown at the address any more, or that it has moved. */
export const lost = ({ status, type }) => status === 404 || status === 410 || type === "opaqueredirect";

/** What to do with a copy, given what was recalled: "drop", "renew" or "keep". */
export function verdict(headers, { gone, corrected, since }) {
  const [story, version] = (headers.get(STORY) ?? "").split(";").map(Number);
  if (gone.includes(story)) return "drop";
  return corrected[story] > version || headers.get(KEPT) < since * 1000 + DAY ? "renew" : "keep";
}

/** The stories that were recalled since the list was last seen. */
export function news({ gone, corrected }, seen) {
  const put = Object.keys(corrected).filter((id) => corrected[id] !== seen?.corrected[id]);
  return [...gone.filter((id) => !seen?.gone.includes(id)), ...put];
}

/** Whether a page leads to one of the stories, by its own address or by the short one. */
export const names = (html, ids) => ids.length > 0 && new RegExp(`/(${ids.join("|")})[/"]`).test(html);

/** The stories to let go, the oldest first; never a saved one. */
export function surplus(opened, saved, most = MOST) {
  const stories = opened.filter((path) => path.split("/").length > 3);
  return stories.slice(0, Math.max(0, stories.length + saved.length - most));
}

/** The files a page is drawn with, but for its pictures. */
export const drawnWith = (html) => new Set(html.match(/\/static\/[^"]+\.(css|js|svg|woff2)(?=")/g));

/** A file's address without the hash of its content: an old page may ask for a file of an old build. */
export const unhashed = (path) => path.replace(/\.[\da-f]{12}(?=\.\w+$)/, "");

/** The moment in the edition's words, digits and zone. */
export function written(moment, { locale, zone }) {
  const text = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: zone }).format(moment);
  return text.replace(" في ", "، "); // as the site writes it, whatever the browser's version does
}

/** The page with the note that it is a copy. */
export function noted(html, when, path) {
  const words = `<b>لم تُحدَّث.</b> تعذّر الاتصال، وهذه نسخة حُفظت في ${when}. <a href="${path}">حاول من جديد</a>`;
  return html.replace(/<main\b[^>]*>/, (main) => `${main}<p class="stale wrap" role="status">${words}</p>`);
}

/** The answer as it is kept. */
export function copied(response, now = Date.now()) {
  const headers = new Headers(response.headers);
  headers.set(KEPT, now);
  return new Response(response.body, { headers });
}
