/** The reading pane: fetched for the row that is opened, beside the list or, on a phone, over it. */

export class Pane {
  constructor(root, desk, { onLost }) {
    Object.assign(this, { root, desk, onLost });
    this.id = root.querySelector('[data-wire-item]')?.dataset.wireItem ?? null;
    this.blank = '<p class="wire-pane__empty">اختر خبرًا لتقرأه هنا.</p>';
  }

  get isOpen() {
    return this.id !== null;
  }

  address(id, extra = '') {
    return `${this.desk.dataset.pane.replace('/0/', `/${Number(id)}/`)}?${this.desk.dataset.query}${extra}`;
  }

  /** Show an item; `focus` moves the reader to it, `history` leaves a step to go back from. */
  async open(id, { focus = false, history = true } = {}) {
    const first = !this.isOpen;
    this.id = String(id);
    this.desk.classList.add('wire-desk--open');
    if (history) this.remember(first);
    this.root.setAttribute('aria-busy', 'true');
    const shown = await this.load(this.address(id));
    if (shown && focus) this.root.querySelector('#wire-item-title')?.focus();
    if (shown) this.root.scrollTop = 0;
    return shown;
  }

  /** The open item again as it is now, at the place where it is being read. */
  async refresh() {
    if (!this.isOpen) return;
    const top = this.root.scrollTop;
    const held = this.root.contains(document.activeElement) && document.activeElement !== this.root;
    if (await this.load(this.address(this.id))) {
      this.root.scrollTop = top;
      if (held) this.root.querySelector('#wire-item-title')?.focus({ preventScroll: true });
    }
  }

  async compare(form) {
    const chosen = new URLSearchParams(new FormData(form));
    const top = this.root.scrollTop;
    await this.load(this.address(this.id, `&old=${chosen.get('old')}&new=${chosen.get('new')}`));
    this.root.scrollTop = top;
    this.root.querySelector('details summary')?.focus({ preventScroll: true });
  }

  /** True when the address was answered and its answer is still the wanted one. */
  async load(address) {
    this.loading?.abort();
    const loading = (this.loading = new AbortController());
    try {
      const response = await fetch(address, { signal: loading.signal, redirect: 'manual', cache: 'no-store' });
      const html = response.ok ? await response.text() : null;
      if (loading.signal.aborted) return false;
      if (html === null) throw new Error(String(response.status));
      this.root.innerHTML = html;
    } catch {
      if (loading.signal.aborted) return false;
      this.onLost();
      return false;
    }
    this.root.removeAttribute('aria-busy');
    return true;
  }

  close({ history = true } = {}) {
    if (!this.isOpen) return false;
    this.loading?.abort();
    this.id = null;
    this.root.innerHTML = this.blank;
    this.desk.classList.remove('wire-desk--open');
    if (history) this.remember(false);
    return true;
  }

  remember(step) {
    const address = new URL(window.location.href);
    if (this.id) address.searchParams.set('item', this.id);
    else address.searchParams.delete('item');
    address.searchParams.delete('old');
    address.searchParams.delete('new');
    if (!address.search) address.searchParams.set('state', 'open');
    window.history[step ? 'pushState' : 'replaceState']({ wire: this.id }, '', address);
  }
}
