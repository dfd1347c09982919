/** Takes a breaking bar off an open page when its time is over. */

const LONGEST = 2 ** 31 - 1; // what a browser's timers can count, in milliseconds

export function connectBreaking(bar, { now = Date.now, later = setTimeout } = {}) {
  const left = Date.parse(bar.dataset.until) - now();
  later(() => (bar.hidden = true), Math.min(Math.max(left, 0), LONGEST));
}
