/** An arrangement that was not saved is kept in this browser until it is, whatever happens to the page. */

export class Draft {
  constructor(key, storage = globalThis.localStorage) {
    Object.assign(this, { key: `khabar-front-${key}`, storage });
  }

  keep(arranged, base) {
    this.#try(() => this.storage.setItem(this.key, JSON.stringify({ arranged, base })));
  }

  drop() {
    this.#try(() => this.storage.removeItem(this.key));
  }

  /** What was kept, unless it says nothing new. */
  found(arranged) {
    const kept = this.#try(() => JSON.parse(this.storage.getItem(this.key)));
    return kept && JSON.stringify(kept.arranged) !== JSON.stringify(arranged) ? kept : null;
  }

  #try(act) {
    try {
      return act();
    } catch {
      return null; // a browser that keeps nothing, or has no room
    }
  }
}
