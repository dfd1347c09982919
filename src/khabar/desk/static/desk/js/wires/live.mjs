/** Asks every few seconds what has changed, and says when nobody answers; nothing is lost, because the cursor stays. */

export const EVERY = 5_000;
export const HIDDEN = 60_000; // while nobody looks: often enough for the number in the tab's title
const LONGEST = 60_000;
const PATIENCE = 20_000;

/** How long to wait before asking again, in milliseconds. */
export function pause(failures, hidden) {
  if (failures) return Math.min(EVERY * 2 ** (failures - 1), LONGEST);
  return hidden ? HIDDEN : EVERY;
}

/** What an answer means: on, same, ended (no session any more) or lost. */
export function meaning(response) {
  if (response.type === 'opaqueredirect' || response.status === 401 || response.status === 403) return 'ended';
  if (response.status === 304) return 'same';
  return response.status === 200 ? 'on' : 'lost';
}

export class Live {
  /**
   * @param address gives the address to ask, from a cursor
   * @param onChanges is handed each answer; the cursor moves on once it has returned
   * @param onState is told `on`, `lost` or `ended` when that changes
   */
  constructor({ cursor, address, onChanges, onState, browser = globalThis, page = document }) {
    Object.assign(this, { cursor, address, onChanges, onState, browser, page });
    this.tag = '';
    this.failures = 0;
    this.state = 'on';
    this.asking = null;
  }

  start() {
    this.page.addEventListener('visibilitychange', () => (this.page.hidden ? this.wait() : this.poke()));
    this.browser.addEventListener('online', () => this.poke());
    this.browser.addEventListener('offline', () => this.tell('lost'));
    this.wait();
  }

  /** Ask now. Whoever asks while an answer is awaited is asked for again after it. */
  async poke() {
    this.browser.clearTimeout(this.waiting);
    if (this.asking) {
      this.again = true;
      return this.asking;
    }
    this.asking = this.ask();
    await this.asking;
    this.asking = null;
    if (this.again) {
      this.again = false;
      return this.poke();
    }
    return this.wait();
  }

  wait() {
    this.browser.clearTimeout(this.waiting);
    this.waiting = this.browser.setTimeout(() => this.poke(), pause(this.failures, this.page.hidden));
  }

  async ask() {
    let state = 'lost';
    try {
      const headers = { Accept: 'application/json', ...(this.tag && { 'If-None-Match': this.tag }) };
      const signal = AbortSignal.timeout(PATIENCE);
      const response = await this.browser.fetch(this.address(this.cursor), { headers, signal, redirect: 'manual', cache: 'no-store' });
      state = meaning(response);
      if (state === 'on') {
        const changes = await response.json();
        this.onChanges(changes);
        this.cursor = changes.cursor;
        this.tag = response.headers.get('ETag') ?? '';
      }
    } catch {
      state = 'lost';
    }
    this.tell(state === 'same' ? 'on' : state);
  }

  tell(state) {
    this.failures = state === 'on' ? 0 : this.failures + 1;
    if (state === this.state) return;
    this.state = state;
    this.onState(state);
  }
}
