/** Says how long ago a story came out, with the six plural forms of Arabic. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const LAST = 7 * DAY;

// CLDR plural categories of Arabic. One and two carry their number in the word itself.
const UNITS = [
  { seconds: DAY, one: "يوم", two: "يومين", few: "أيام", many: "يومًا", other: "يوم" },
  { seconds: HOUR, one: "ساعة", two: "ساعتين", few: "ساعات", many: "ساعة", other: "ساعة" },
  { seconds: MINUTE, one: "دقيقة", two: "دقيقتين", few: "دقائق", many: "دقيقة", other: "دقيقة" },
];

const plural = new Intl.PluralRules("ar");

/** The number in the digits the site prints: "latn" (12) or "arab" (١٢). */
export function digits(number, system) {
  const text = String(number);
  return system === "arab" ? text.replace(/\d/g, (d) => String.fromCharCode(0x0660 + Number(d))) : text;
}

/** "منذ ساعتين", "منذ 3 ساعات", "منذ لحظات"; null once the date says more than the distance, or for the future. */
export function relative(secondsAgo, system = "latn") {
  if (secondsAgo < -MINUTE || secondsAgo >= LAST) return null;
  const unit = UNITS.find(({ seconds }) => secondsAgo >= seconds);
  if (!unit) return "منذ لحظات";
  const count = Math.floor(secondsAgo / unit.seconds);
  const form = plural.select(count);
  if (form === "one" || form === "two") return `منذ ${unit[form]}`;
  return `منذ ${digits(count, system)} ${unit[form]}`;
}

export function connectRelativeTimes(times, { system, now = Date.now, every = setInterval, page = globalThis } = {}) {
  const written = new Map(Array.from(times, (time) => [time, time.textContent]));
  const show = () => {
    for (const [time, text] of written) {
      const secondsAgo = (now() - Date.parse(time.dateTime)) / 1000;
      const next = relative(secondsAgo, system) ?? text;
      if (time.textContent !== next) time.textContent = next;
      time.title = text.trim();
    }
  };
  show();
  every(show, MINUTE * 1000);
  // Paper does not grow older with the news: it gets the dates.
  page.addEventListener?.("beforeprint", () => written.forEach((text, time) => (time.textContent = text)));
  page.addEventListener?.("afterprint", show);
}
