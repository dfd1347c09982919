/** The rows of the panel: one of them is current, takes the focus and the keys, and is found again when they are drawn anew. */

export class List {
  constructor(root) {
    this.root = root;
    this.id = '';
  }

  rows() {
    return [...this.root.querySelectorAll('[data-isnad-row]')];
  }

  row(id) {
    return this.rows().find((row) => row.dataset.isnadRow === String(id)) ?? null;
  }

  get current() {
    return this.row(this.id) ?? this.rows()[0] ?? null;
  }

  /** Make a row the one that Tab comes to; with `focus`, go there. */
  choose(row, { focus = false } = {}) {
    if (!row) return;
    this.id = row.dataset.isnadRow;
    this.rows().forEach((one) => {
      one.tabIndex = one === row ? 0 : -1;
      one.classList.toggle('isnad-row__body--current', one === row);
    });
    row.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    if (focus) row.focus({ preventScroll: true });
  }

  move(step) {
    const rows = this.rows();
    const at = Math.min(Math.max(rows.indexOf(this.current) + step, 0), rows.length - 1);
    this.choose(rows[at], { focus: true });
  }

  /** The next row that waits for a decision, after the current one and then from the beginning. */
  nextWaiting() {
    const rows = this.rows();
    const at = rows.indexOf(this.current) + 1;
    return [...rows.slice(at), ...rows.slice(0, at)].find((row) => row.dataset.waits) ?? null;
  }

  /**
   * Draw the panel anew. The focus stays where it was: on the same statement, which the server may know by another
   * number once the text was saved, or at its place.
   */
  draw(html, wanted = '') {
    const rows = this.rows();
    const old = this.current;
    const seen = old && { text: old.dataset.text, at: rows.indexOf(old) };
    const inside = this.root.contains(document.activeElement);
    const onWarning = inside && document.activeElement.closest('.isnad-warnings, .isnad-bar');
    this.root.innerHTML = html;
    this.root.setAttribute('aria-busy', 'false');
    this.root.querySelectorAll('[data-isnad-scripted]').forEach((part) => (part.hidden = false));
    const fresh = this.rows();
    const same = this.row(wanted || this.id) ?? fresh.find((row) => row.dataset.text === seen?.text);
    this.choose(same ?? fresh[Math.min(seen?.at ?? 0, fresh.length - 1)]);
    if (!inside) return;
    if (onWarning || !this.current) (this.root.querySelector('.isnad-bar button, .isnad-bar a') ?? this.root).focus();
    else this.current.focus({ preventScroll: true });
  }
}
