/** Choosing notifications: asks the browser for a subscription after a click, and tells the site what is wanted. */

import { followed, remember } from "../app/followed.js";

const AT = "/notifications/";
const USUAL = [23 * 60, 7 * 60];
const FAILED = "تعذّر الاتصال بالموقع. حاول من جديد.";
const REFUSED = "لم يسمح متصفحك بإظهار إشعارات هذا الموقع. يمكنك أن تسمح بها في إعداداته.";

/** What the site refuses, in its words. */
class Refused extends Error {}

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export async function tell(what, sent) {
  const answer = await fetch(AT + what + "/", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Refused(told.message ?? FAILED), { status: answer.status });
  return told;
}

export function held(subscription) {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint, ...keys };
}

async function existing() {
  const registration = await navigator.serviceWorker.getRegistration();
  return (await registration?.pushManager.getSubscription()) ?? null;
}

/** The browser's subscription with the site's present key; asks for the permission where it was not given. */
async function subscribed() {
  if ((await Notification.requestPermission()) !== "granted") throw new Refused(REFUSED);
  const { key } = await (await fetch(`${AT}key/`)).json();
  const { pushManager } = await navigator.serviceWorker.ready;
  const wanted = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  const old = await pushManager.getSubscription();
  if (!old || text(old.options?.applicationServerKey) === key) return old ?? pushManager.subscribe(wanted);
  const before = held(old);
  await old.unsubscribe();
  const renewed = await pushManager.subscribe(wanted);
  await tell("move", { ...held(renewed), old: before }).catch(() => {});
  return renewed;
}

const bytes = (key) => Uint8Array.from(atob(key.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (raw) => raw && btoa(String.fromCharCode(...new Uint8Array(raw))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function keep({ topics, sections }) {
  remember([...topics.map(({ id }) => `topic:${id}`), ...sections.map(({ id }) => `section:${id}`)]);
}

/** Follow what the button names, or follow it no more. */
export async function toggle(button) {
  const { follow: filed, on, off } = button.dataset;
  const said = button.parentElement.querySelector("[role=status]");
  const follows = !followed().includes(filed);
  button.disabled = true;
  try {
    const choice = { zone: zone(), quiet: USUAL };
    if (follows || (await existing())) keep(await tell("choose", { ...held(await subscribed()), choice, filed, follows }));
    else remember([]); // ended from a notification, which cannot forget this
    button.textContent = follows ? on : off;
    said.textContent = follows ? "ستصلك إشعاراته، إلا بين 11 ليلًا و7 صباحًا ما لم تغيّر ذلك." : "لن تصلك إشعاراته.";
  } catch (error) {
    said.textContent = error instanceof Refused ? error.message : FAILED;
  }
  button.disabled = false;
  button.focus();
}

const minutes = (value) => {
  const [hours, rest] = value.split(":").map(Number);
  return hours * 60 + rest;
};
const written = (minute) => [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** The page of choices: says why nothing can be chosen, or fills in what was. The form stands there before, so that nothing moves. */
export async function connectChoices(root) {
  const why = whyNot();
  const form = root.querySelector("form");
  form.querySelector("[data-zone]").textContent = ` (${zone()})`;
  if (why) {
    root.querySelectorAll("[data-why]").forEach((line) => (line.hidden = line.dataset.why !== why));
    root.querySelector("[data-before]").hidden = true;
    for (const field of form.elements) field.disabled = true;
    return;
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act(form, () => save(form));
  });
  form.querySelector("[data-stop]").addEventListener("click", () => act(form, () => stop(form)));
  form.addEventListener("change", () => agree(form));
  const found = await existing();
  if (found) fill(form, await tell("state", held(found)).catch(() => null));
  agree(form);
  form.querySelector("[type=submit]").disabled = false; // before, it would send what nobody chose
}

function whyNot() {
  if ("PushManager" in globalThis && "Notification" in globalThis && "serviceWorker" in navigator) {
    return Notification.permission === "denied" ? "denied" : "";
  }
  return navigator.standalone === false ? "home" : "support"; // Safari on a phone alone says so
}

async function act(form, doing) {
  const said = form.querySelector("[role=status]");
  form.querySelectorAll("button").forEach((button) => (button.disabled = true));
  try {
    said.textContent = await doing();
  } catch (error) {
    said.textContent = error instanceof Refused ? error.message : FAILED;
  }
  form.querySelectorAll("button").forEach((button) => (button.disabled = false));
  said.focus();
}

async function save(form) {
  const checked = (name) => [...form.querySelectorAll(`[name=${name}]:checked`)].map(({ value }) => Number(value));
  const { breaking, quiet, from, until, always } = form.elements;
  if (quiet.checked && !(from.value && until.value)) throw new Refused("اكتب بداية ساعات الهدوء ونهايتها.");
  const choice = {
    breaking: breaking.checked,
    always: always.checked,
    quiet: quiet.checked ? [minutes(from.value), minutes(until.value)] : null,
    zone: zone(),
    topics: checked("topic"),
    sections: checked("section"),
  };
  if (!choice.breaking && choice.topics.length + choice.sections.length === 0) throw new Refused("لم تختر شيئًا يصلك بعد.");
  fill(form, await tell("choose", { ...held(await subscribed()), choice }));
  return "حُفظ ما اخترت، وتصلك الإشعارات على هذا الجهاز.";
}

async function stop(form) {
  const found = await existing();
  if (found) {
    await tell("stop", held(found)).catch((error) => {
      if (error.status !== 404) throw error;
    });
    await found.unsubscribe();
  }
  remember([]);
  show(form, false);
  return "توقفت الإشعارات، وحُذف ما حفظناه.";
}

/** Show what the site knows that this browser chose; nothing where it knows it no more. */
function fill(form, chosen) {
  show(form, Boolean(chosen));
  if (!chosen) return;
  keep(chosen);
  const { breaking, quiet, from, until, always } = form.elements;
  [breaking.checked, always.checked, quiet.checked] = [chosen.breaking, chosen.always, Boolean(chosen.quiet)];
  if (chosen.quiet) [from.value, until.value] = chosen.quiet.map(written);
  for (const [name, all] of [["topic", chosen.topics], ["section", chosen.sections]]) {
    form.querySelectorAll(`[name=${name}]`).forEach((box) => (box.checked = all.some(({ id }) => id === Number(box.value))));
  }
  const list = form.querySelector("[data-topics]");
  const shown = [...list.querySelectorAll("input")].map(({ value }) => Number(value));
  list.prepend(...chosen.topics.filter(({ id }) => !shown.includes(id)).map(choice));
}

function choice({ id, name }) {
  const label = Object.assign(document.createElement("label"), { className: "notify__choice" });
  const box = Object.assign(document.createElement("input"), { type: "checkbox", name: "topic", value: id, checked: true });
  label.append(box, " ", Object.assign(document.createElement("span"), { textContent: name }));
  return label;
}

function show(form, on) {
  const main = form.querySelector("[type=submit]");
  main.textContent = on ? main.dataset.old : main.dataset.new;
  form.querySelector("[data-stop]").hidden = !on;
}

/** The hours count only where they are asked for. */
function agree(form) {
  const { quiet, from, until, always } = form.elements;
  [from, until, always].forEach((field) => (field.disabled = !quiet.checked));
}
