/** Scrolls a list that is wider than the screen so that the place the reader is at stands in its middle. */

export function revealCurrent(list) {
  const current = list?.querySelector("[aria-current]");
  if (!current || list.scrollWidth <= list.clientWidth) return;
  const [outer, inner] = [list.getBoundingClientRect(), current.getBoundingClientRect()];
  list.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
}
