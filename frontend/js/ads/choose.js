/** Chooses the ad of a slot from the page's list: pure, every moment and chance comes from the caller. Times in seconds. */

const LONGEST = 720 * 3600; // that a cap may ask about

/** Whether the reader has seen the ad's campaign as often as it may be seen; `times` are when. */
export const isCapped = (ad, times, now) =>
  ad.cap > 0 && times.filter((time) => time > now - ad.hours * 3600).length >= ad.cap;

export const fits = (ad, { slot, screen, now, seen }) =>
  ad.slots.includes(slot) &&
  ad.on.includes(screen) &&
  ad.from <= now &&
  (ad.to === null || now < ad.to) &&
  !isCapped(ad, seen[ad.campaign] ?? [], now);

/** One of the ads by the weight of its campaign, a house ad only where no other fits; undefined where none does. */
export function choose(ads, context, chance = Math.random) {
  const fit = ads.filter((ad) => fits(ad, context));
  const booked = fit.filter((ad) => !ad.house);
  const pool = booked.length ? booked : fit;
  // The ads of one campaign share its weight.
  const share = (ad) => ad.weight / pool.filter((other) => other.campaign === ad.campaign).length;
  let left = chance() * pool.reduce((sum, ad) => sum + share(ad), 0);
  return pool.find((ad) => (left -= share(ad)) < 0) ?? pool.at(-1);
}

/** What the reader has seen, with the ad added and all that no cap asks about any more left out. */
export function remembered(seen, ad, now) {
  const all = Object.entries({ ...seen, [ad.campaign]: [...(seen[ad.campaign] ?? []), now] });
  return Object.fromEntries(all.filter(([, times]) => times.at(-1) > now - LONGEST));
}
