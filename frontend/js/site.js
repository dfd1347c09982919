/** Connects the controllers to what the page has; everything reads and works without them. */

import { connectApp } from "./controllers/app.js";
import { connectBreaking } from "./controllers/breaking.js";
import { connectShareLink } from "./controllers/share-link.js";
import { connectEmbed } from "./controllers/embed.js";
import { connectPictures } from "./controllers/load-lightbox.js";
import { loadSuggest } from "./controllers/load-suggest.js";
import { connectNotify } from "./controllers/notify.js";
import { countReading, fillMostRead } from "./controllers/read-on.js";
import { connectRelativeTimes } from "./controllers/relative-time.js";
import { revealCurrent } from "./controllers/reveal-current.js";
import { connectMarksSwitch, connectStatements } from "./controllers/said-marks.js";
import { connectThemeToggle } from "./controllers/theme-toggle.js";
import { connectVideo } from "./controllers/video.js";

const root = document.documentElement;
const media = matchMedia("(prefers-color-scheme: dark)");

revealCurrent(document.querySelector(".nav__list"));
document.querySelectorAll("[data-theme-toggle]").forEach((button) => connectThemeToggle(button, { root, media }));
document.querySelectorAll("[data-share-link]").forEach((link) => connectShareLink(link));
document.querySelectorAll("[data-suggest]").forEach((form) => loadSuggest(form));
connectRelativeTimes(document.querySelectorAll("time[data-relative]"), { system: root.dataset.digits });
document.querySelectorAll("[data-said-switch]").forEach((box) => {
  connectMarksSwitch(box, { root });
  connectStatements(document.querySelector(".story__body"), { root });
});
document.querySelectorAll("video[data-player]").forEach((video) => connectVideo(video));
document.querySelectorAll("[data-lightbox]").forEach((story) => connectPictures(story));
document.querySelectorAll("[data-embed]").forEach((root) => connectEmbed(root));
document.querySelectorAll("[data-until]").forEach((bar) => connectBreaking(bar));
document.querySelectorAll("[data-read]").forEach((story) => countReading(story));
document.querySelectorAll("[data-most-read]").forEach((place) => fillMostRead(place));
connectNotify(document);
connectApp(document);
