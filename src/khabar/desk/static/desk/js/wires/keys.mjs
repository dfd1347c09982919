/** Which key means what at the wire desk, with an Arabic or a Latin keyboard. */

// Where a key stands, for layouts whose letter on it is not Latin: Arabic ت stands on j.
const PLACES = { Slash: '/', BracketLeft: '[' };

const PLAIN = {
  j: 'next', k: 'previous', o: 'open', d: 'draft', x: 'mark', m: 'mark', s: 'spike', u: 'undo', n: 'fresh',
  '/': 'filter', '?': 'help', '؟': 'help', Escape: 'close',
};
const SHIFTED = { d: 'draftOpen', m: 'merge', '/': 'help' };
// These belong to the list alone: elsewhere they scroll, or press what has the focus.
const IN_LIST = {
  ArrowDown: 'next', ArrowUp: 'previous', ArrowLeft: 'expand', ArrowRight: 'collapse', Home: 'first', End: 'last',
  Enter: 'open', ' ': 'mark',
};
const AFTER_G = { a: 'goAlerts', w: 'goWires', h: 'goHome' };
const PAUSE = 1500; // milliseconds that g waits for its second key

/** The key as a Latin keyboard would have given it. */
export function latinKey({ key, code = '' }) {
  if (key.length > 1 && !/^[\u0600-\u06ff]+$/u.test(key)) return key; // Enter, ArrowDown; but لا is one key
  if (/^[\x20-\x7e]$/u.test(key)) return key.toLowerCase();
  if (key === '؟') return key;
  return code.startsWith('Key') ? code.slice(3).toLowerCase() : (PLACES[code] ?? key);
}

/** True where keys are letters: whoever writes must not start anything. */
export function isWriting(target) {
  if (!target?.matches) return false;
  if (target.isContentEditable) return true;
  return target.matches('input:not([type=checkbox]):not([type=button]):not([type=submit]), textarea, select');
}

/** Remembers the g of a key after g. */
export class Keys {
  constructor(now = Date.now) {
    this.now = now;
    this.goneAt = -Infinity;
  }

  /** The command of a key press, or null; `inList` says that the focus is in the list or nowhere. */
  command(event, { inList = true, writing = false } = {}) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
    if (writing) return null;
    const key = latinKey(event);
    const after = this.now() - this.goneAt < PAUSE;
    this.goneAt = -Infinity;
    if (after && AFTER_G[key]) return AFTER_G[key];
    if (key === 'g' && !event.shiftKey) {
      this.goneAt = this.now();
      return null;
    }
    if (event.shiftKey) return SHIFTED[key] ?? (key === '?' || key === '؟' ? 'help' : null);
    return PLAIN[key] ?? (inList ? (IN_LIST[key] ?? null) : null);
  }
}
