/** The list of items: one row has the focus, some are marked, and what arrives never moves what is being read. */

const MOST = 300; // rows kept when the reader is at the top

/** Where a row stands: newest first, the higher number first at the same moment. */
export function isNewer(one, other) {
  const difference = Date.parse(one.dataset.received) - Date.parse(other.dataset.received);
  return difference ? difference > 0 : Number(one.dataset.id) > Number(other.dataset.id);
}

export class List {
  /** @param onSelect is told the row that got the focus, onWaiting how many rows wait, onMarks which are marked */
  constructor(root, { onSelect, onWaiting, onMarks }) {
    Object.assign(this, { root, onSelect, onWaiting, onMarks });
    this.waiting = new Map(); // id to the pieces of HTML of rows that wait to be shown
    this.asked = new Map(); // ids that wait for nothing when they come, to whether they get the focus then
    this.current = null;
    this.settle(root);
    this.moveTab(this.tops()[0]);
  }

  /** Rows of the first level. */
  tops() {
    return [...this.root.querySelectorAll('[role=row][aria-level="1"]')];
  }

  /** Every row that can be reached now. */
  rows() {
    return [...this.root.querySelectorAll('[role=row]:not([hidden])')];
  }

  row(id) {
    return this.root.querySelector(`#wire-${Number(id)}`);
  }

  childrenOf(row) {
    return [...this.root.querySelectorAll(`[data-under="${row.dataset.id}"]`)];
  }

  /** Take rows from the server as a treegrid wants them: one place of the tab key, children folded. */
  settle(within) {
    within.querySelectorAll('[role=row]').forEach((row) => {
      row.tabIndex = -1;
      row.querySelectorAll('a, button, input').forEach((part) => (part.tabIndex = -1));
      if (row.dataset.under) row.hidden = true;
    });
  }

  moveTab(row) {
    this.root.querySelectorAll('[role=row][tabindex="0"]').forEach((other) => (other.tabIndex = -1));
    if (row) row.tabIndex = 0;
  }

  select(row, { focus = true } = {}) {
    if (!row) return;
    if (row.hidden) this.unfold(this.row(row.dataset.under));
    this.current?.classList.remove('wire-row--current');
    this.current = row;
    row.classList.add('wire-row--current');
    this.moveTab(row);
    if (focus) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
    this.onSelect(row);
  }

  /** The row `steps` below the current one; the first one where none is. */
  move(steps) {
    const rows = this.rows();
    const at = rows.indexOf(this.current);
    this.select(rows[at < 0 ? 0 : Math.min(Math.max(at + steps, 0), rows.length - 1)]);
  }

  unfold(row, yes = true) {
    if (!row?.hasAttribute('aria-expanded')) return;
    row.setAttribute('aria-expanded', String(yes));
    this.childrenOf(row).forEach((child) => (child.hidden = !yes));
    if (!yes && this.current?.dataset.under === row.dataset.id) this.select(row);
  }

  /** Unfold the current row, or go into it when it is unfolded already. */
  expand() {
    const row = this.current;
    if (row?.getAttribute('aria-expanded') === 'true') this.move(1);
    else this.unfold(row);
  }

  collapse() {
    const row = this.current;
    if (row?.dataset.under) this.select(this.row(row.dataset.under));
    else this.unfold(row, false);
  }

  // Marks

  box(row) {
    return row.querySelector('[data-wire-mark]');
  }

  mark(row, yes) {
    const box = row && this.box(row);
    if (!box || box.disabled) return;
    box.checked = yes ?? !box.checked;
    row.setAttribute('aria-selected', String(box.checked));
    this.onMarks(this.marked());
  }

  marked() {
    return [...this.root.querySelectorAll('[data-wire-mark]:checked')].map((box) => box.value);
  }

  unmark() {
    this.rows().forEach((row) => this.box(row)?.checked && this.mark(row, false));
  }

  // What arrives

  /** True while something must not move: the reader scrolled down, went down, or is choosing. */
  isRead() {
    const away = this.current && this.current !== this.tops()[0];
    return this.root.scrollTop > 8 || this.root.getBoundingClientRect().top < 0 || Boolean(away) || this.marked().length > 0;
  }

  /** Show changes; returns how many rows are new to this page. */
  apply({ rows, gone, whole }) {
    let fresh = 0;
    gone.forEach((id) => this.remove(id));
    if (whole) this.dropMissing(rows);
    rows.forEach(({ id, stamp, killed, html }) => {
      const shown = this.row(id);
      if (shown?.dataset.under && !killed) shown.dataset.stamp = ''; // its event is told with it
      if (shown && !shown.dataset.under) {
        if (shown.dataset.stamp !== stamp) this.replace(shown, html);
      } else if (this.waiting.has(id)) {
        if (killed) this.waiting.delete(id);
        else this.waiting.set(id, html);
      } else if (!killed && this.isWanted(html)) {
        fresh += 1;
        this.waiting.set(id, html);
      }
    });
    this.showAsked();
    if (this.waiting.size && !this.isRead()) this.flush();
    this.onWaiting(this.waiting.size);
    return fresh;
  }

  showAsked() {
    const back = [...this.asked.keys()].filter((id) => this.waiting.has(id));
    if (!back.length) return;
    const focus = back.some((id) => this.asked.get(id)) || !this.current;
    const row = this.flush(back);
    if (focus) this.select(row);
  }

  /** Rows older than the last one belong to the next page, if there is one. */
  isWanted(html) {
    const last = this.tops().at(-1);
    return !last || !this.root.querySelector('[data-wire-older]') || isNewer(this.parse(html)[0], last);
  }

  parse(html) {
    const holder = document.createElement('template');
    holder.innerHTML = html;
    this.settle(holder.content);
    return [...holder.content.querySelectorAll('[role=row]')];
  }

  /** Show the rows that waited, or some of them; returns the newest. */
  flush(ids = [...this.waiting.keys()]) {
    const arrived = ids.map((id) => this.parse(this.waiting.get(id))).sort(([one], [other]) => (isNewer(one, other) ? 1 : -1));
    ids.forEach((id) => this.waiting.delete(id) && this.asked.delete(id));
    arrived.forEach((pieces) => this.insert(pieces));
    this.root.hidden = !this.tops().length;
    this.trim();
    this.onWaiting(this.waiting.size);
    return arrived.at(-1)?.[0] ?? null;
  }

  insert(pieces) {
    const [row] = pieces;
    const event = row.dataset.event;
    const same = this.tops().filter((top) => top.dataset.id === row.dataset.id || (event && top.dataset.event === event));
    const held = same.find((top) => top === this.current || this.childrenOf(top).includes(this.current));
    if (held) this.current = null;
    const marks = this.marked();
    same.forEach((top) => this.take(top));
    const place = this.tops().find((top) => isNewer(row, top)) ?? this.root.querySelector('[data-wire-older]');
    pieces.forEach((piece) => (place ? place.before(piece) : this.root.append(piece)));
    pieces.forEach((piece) => marks.includes(piece.dataset.id) && this.mark(piece, true));
    if (held) this.select(row, { focus: document.activeElement === document.body });
    if (!this.root.querySelector('[role=row][tabindex="0"]')) this.moveTab(this.tops()[0]);
  }

  /** The same row in another state: what had the focus, was marked or unfolded stays so. */
  replace(row, html) {
    const focused = row.contains(document.activeElement);
    const open = row.getAttribute('aria-expanded') === 'true';
    const current = this.current === row;
    const chosen = this.current?.dataset.under === row.dataset.id ? this.current.dataset.id : null;
    const marks = this.marked();
    const [fresh, ...children] = this.parse(html);
    this.childrenOf(row).forEach((child) => child.remove());
    row.replaceWith(fresh, ...children);
    fresh.classList.add('wire-row--changed');
    if (open) this.unfold(fresh);
    [fresh, ...children].forEach((piece) => marks.includes(piece.dataset.id) && this.mark(piece, true));
    if (current || chosen) {
      this.current = null;
      this.select((chosen && this.row(chosen)) || fresh, { focus: focused });
    } else if (row.tabIndex === 0) this.moveTab(fresh);
    this.onMarks(this.marked());
  }

  take(row) {
    this.childrenOf(row).forEach((child) => child.remove());
    row.remove();
  }

  remove(id) {
    this.waiting.delete(Number(id));
    const row = this.row(id);
    if (!row) return;
    const rows = this.rows();
    const next = rows[rows.indexOf(row) + 1] ?? rows[rows.indexOf(row) - 1];
    const focused = row.contains(document.activeElement);
    const wasCurrent = row === this.current;
    this.childrenOf(row).forEach((child) => this.asked.set(Number(child.dataset.id), wasCurrent)); // one of them leads now
    this.take(row);
    if (wasCurrent) {
      this.current = null;
      if (next?.isConnected) this.select(next, { focus: focused });
    }
    if (!this.root.querySelector('[role=row][tabindex="0"]')) this.moveTab(this.tops()[0]);
    this.onMarks(this.marked());
  }

  /** The first page was sent whole: what is as new as its rows and not among them has left. */
  dropMissing(rows) {
    const kept = new Set(rows.map(({ id }) => String(id)));
    const oldest = rows.length ? this.parse(rows.at(-1).html)[0] : null;
    this.tops()
      .filter((row) => !kept.has(row.dataset.id) && (!oldest || isNewer(row, oldest)))
      .forEach((row) => this.remove(row.dataset.id));
    [...this.waiting.keys()].forEach((id) => kept.has(String(id)) || this.waiting.delete(id));
  }

  /** A list that grows all day lets go of its end; the link to older rows begins there then. */
  trim() {
    const extra = this.tops().slice(MOST);
    const link = this.root.querySelector('[data-wire-more]');
    if (!extra.length || !link || this.isRead()) return;
    extra.forEach((row) => this.take(row));
    const last = this.tops().at(-1);
    const place = encodeURIComponent(`${last.dataset.received}_${last.dataset.id}`);
    link.href = link.href.replace(/before=[^&]*/u, `before=${place}`);
    link.dataset.wireMore = link.dataset.wireMore.replace(/before=[^&]*/u, `before=${place}`);
  }

  /** Put the next page in the place of the link that asked for it. */
  append(html) {
    const holder = document.createElement('template');
    holder.innerHTML = html;
    this.settle(holder.content);
    holder.content.querySelectorAll('[role=row]').forEach((row) => this.row(row.dataset.id) && row.remove());
    const first = holder.content.querySelector('[role=row]');
    this.root.querySelector('[data-wire-older]')?.replaceWith(holder.content);
    return first;
  }
}
