/** Fills the page's slots once everything else has loaded, and tells when an ad was seen or clicked. */

import { choose, remembered } from "./ads/choose.js";

const KEY = "khabar-ads";
const page = document;
const address = document.currentScript.dataset.ads;
const screen = matchMedia("(min-width: 48rem)").matches ? "desktop" : "phone";
let ads = [];
let token;
let skew = 0; // of the reader's clock
let shown = stored(); // what was seen before, and what this page has chosen
const now = () => Date.now() / 1000 + skew;

function stored() {
  try {
    return JSON.parse(localStorage[KEY]);
  } catch {
    return {}; // storage may be closed: caps then last as long as the page
  }
}

function tell(act, ad, slot) {
  navigator.sendBeacon(`/ads/${act}?t=${token}&a=${ad.id}&p=${slot.dataset.place}`);
}

/** What stands below the window may go; what a reader may be looking at keeps its room. */
function leave(slot) {
  slot.classList.add(slot.getBoundingClientRect().top > innerHeight ? "ad--gone" : "ad--quiet");
}

function fill(slot) {
  const ad = choose(ads, { slot: +slot.dataset.ad, screen, now: now(), seen: shown });
  if (!ad) return leave(slot);
  if (ad.cap) shown = remembered(shown, ad, now());
  const element = ad.frame ? frameOf(ad) : pictureOf(ad);
  const next = () => {
    ads = ads.filter((other) => other !== ad);
    fill(slot);
  };
  const visible = ad.frame ? element : element.firstChild;
  visible.onload = () => watch(slot, ad);
  visible.onerror = next;
  const click = () => tell("click", ad, slot);
  const heard = { "khabar-ad-click": click, "khabar-ad-empty": next };
  addEventListener("message", ({ source, data }) => source && source === element.contentWindow && heard[data]?.());
  element.onclick = element.onauxclick = click;
  slot.lastElementChild.replaceChildren(element);
}

function pictureOf(ad) {
  const link = document.createElement("a");
  const image = new Image();
  Object.assign(link, { href: ad.link, target: "_blank", rel: "sponsored noopener" });
  Object.assign(image, { loading: "lazy", alt: ad.alt, src: ad[screen] });
  link.append(image);
  return link;
}

function frameOf(ad) {
  const frame = document.createElement("iframe");
  // It keeps an origin only where that is not the page's own; the policy it comes with may take that away too.
  const own = ad.frame[0] === "/" ? "" : " allow-same-origin";
  frame.sandbox = `allow-scripts allow-popups allow-popups-to-escape-sandbox${own}`;
  return Object.assign(frame, { title: "إعلان", loading: "lazy", src: ad.frame });
}

/** Seen: half of it in the window for one second, the page in front. */
function watch(slot, ad) {
  let timer;
  const eye = new IntersectionObserver(
    ([{ intersectionRatio }]) => {
      clearTimeout(timer);
      if (intersectionRatio >= 0.5)
        timer = setTimeout(() => {
          eye.disconnect();
          if (document.hidden) return document.addEventListener("visibilitychange", () => watch(slot, ad), { once: true });
          tell("seen", ad, slot);
          if (ad.cap) keep(ad);
        }, 1000);
    },
    { threshold: 0.5 },
  );
  eye.observe(slot.lastElementChild);
}

function keep(ad) {
  try {
    localStorage[KEY] = JSON.stringify(remembered(stored(), ad, now()));
  } catch {
    // As above.
  }
}

async function start() {
  try {
    const answer = await fetch(address);
    ({ ads, token } = await answer.json());
    skew = (Date.parse(answer.headers.get("date")) - Date.now()) / 1000 || 0;
  } catch {
    // No list: every slot is left.
  }
  document.querySelectorAll("[data-ad]").forEach(fill);
}

addEventListener("load", start);
