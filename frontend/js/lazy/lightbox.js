/** A story's pictures one by one over the page: arrows as the script reads, swipes by scrolling, Escape back to the story. */

import { digits } from "../controllers/relative-time.js";

const shapes = {
  close: "M6 6 18 18M18 6 6 18",
  // Towards where an Arabic reader goes on: the left.
  after: "M15 5 8 12l7 7",
  before: "m9 5 7 7-7 7",
};

/** How far a key moves among pictures whose script runs in `direction`; null for a key that does not move. */
export function step(key, at, last, direction) {
  const onward = direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = direction === "rtl" ? "ArrowRight" : "ArrowLeft";
  const to = { [onward]: at + 1, [back]: at - 1, Home: 0, End: last }[key];
  return to === undefined ? null : Math.min(Math.max(to, 0), last);
}

/** Shows the picture of `link` and, beside it, the other pictures of `root` in their order. */
export async function open(root, link) {
  await styled(root.ownerDocument, root.dataset.lightboxStyle);
  const links = [...root.querySelectorAll(".figure__open")];
  const box = build(root.ownerDocument, links);
  root.append(box.dialog);
  box.dialog.addEventListener("close", () => {
    box.dialog.remove();
    link.focus({ preventScroll: true });
  });
  box.dialog.showModal();
  box.show(links.indexOf(link), "instant");
}

function build(page, links) {
  const direction = getComputedStyle(page.documentElement).direction;
  const dialog = element(page, "dialog", { className: "lightbox", ariaLabel: "صور الخبر" });
  const count = element(page, "p", { ariaLive: "polite" });
  const close = button(page, "إغلاق", shapes.close);
  const bar = element(page, "div", { className: "lightbox__bar" }, count, close);
  const film = element(page, "ol", { className: "lightbox__film", tabIndex: 0, ariaLabel: "الصور" }, ...links.map((link) => slide(page, link)));
  const [before, after] = direction === "rtl" ? [shapes.before, shapes.after] : [shapes.after, shapes.before];
  const steps = [button(page, "الصورة السابقة", before, "before"), button(page, "الصورة التالية", after, "after")];
  dialog.append(bar, film, ...steps);

  const last = links.length - 1;
  let at = -1;
  const settle = (index) => {
    if (index === at) return;
    at = index;
    count.textContent = `${number(page, at + 1)} من ${number(page, last + 1)}`;
    count.hidden = !last;
    [steps[0].hidden, steps[1].hidden] = [at === 0, at === last];
    if (steps.some((one) => one.hidden && one === page.activeElement)) close.focus();
  };
  const show = (index, behavior = still() ? "instant" : "smooth") => {
    settle(index);
    film.children[index].scrollIntoView({ inline: "center", block: "nearest", behavior });
  };
  // Only where the film came to rest: on its way past the others nothing is said.
  let resting;
  film.addEventListener("scroll", () => {
    clearTimeout(resting);
    resting = setTimeout(() => settle(Math.round(Math.abs(film.scrollLeft) / film.clientWidth)), 80);
  });
  steps[0].addEventListener("click", () => show(Math.max(at - 1, 0)));
  steps[1].addEventListener("click", () => show(Math.min(at + 1, last)));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (!event.target.closest("img, figcaption, button")) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    const to = step(event.key, at, last, direction);
    if (to === null) return;
    event.preventDefault();
    show(to);
  });
  return { dialog, show };
}

/** A picture with its caption and credit as they stand in the story, whole and as large as the window lets it be. */
function slide(page, link) {
  const picture = link.querySelector("picture").cloneNode(true);
  const image = picture.querySelector("img");
  const words = link.parentElement.querySelector("figcaption")?.cloneNode(true);
  const whole = !link.closest(".figure--lead");
  if (!whole) picture.replaceChildren(image);
  if (!whole) image.src = link.href;
  picture.querySelectorAll("source").forEach((source) => (source.sizes = "100vw"));
  image.loading = "lazy";
  image.removeAttribute("fetchpriority");
  return element(page, "li", {}, element(page, "figure", {}, picture, ...(words ? [words] : [])));
}

function button(page, label, shape, place = "") {
  const className = `lightbox__button${place ? ` lightbox__step lightbox__step--${place}` : ""}`;
  const made = element(page, "button", { type: "button", className, ariaLabel: label, title: label });
  const svg = page.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = page.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", shape);
  svg.append(path);
  made.append(svg);
  return made;
}

function element(page, name, values, ...children) {
  const made = page.createElement(name);
  for (const [key, value] of Object.entries(values)) {
    if (key.startsWith("aria")) made.setAttribute(`aria-${key.slice(4).toLowerCase()}`, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

function number(page, value) {
  return digits(value, page.documentElement.dataset.digits);
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

function styled(page, address) {
  if (page.querySelector(`link[href="${address}"]`)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const sheet = element(page, "link", { rel: "stylesheet", href: address, onload: resolve, onerror: reject });
    page.head.append(sheet);
  });
}
