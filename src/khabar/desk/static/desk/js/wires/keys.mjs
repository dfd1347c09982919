/** Which key means what at the wire desk, with an Arabic or a Latin keyboard. */


const PLAIN = {
  j: 'next', k: 'previous', o: 'open', d: 'draft', x: 'mark', m: 'mark', s: 'spike', u: 'undo', n: 'fresh',
  '/': 'filter', '?': 'help', Escape: 'close',
};
const SHIFTED = { d: 'draftOpen', m: 'merge', '/': 'filter', '?': 'help' };
// These belong to the list alone: elsewhere they scroll, or press what has the focus.
const IN_LIST = {
  ArrowDown: 'next', ArrowUp: 'previous', ArrowLeft: 'expand', ArrowRight: 'collapse', Home: 'first', End: 'last',
  Enter: 'open', ' ': 'mark',
};
const AFTER_G = { a: 'goAlerts', w: 'goWires', h: 'goHome' };
const PAUSE = 1500; // milliseconds that g waits for its second key

/**
 * The key as a Latin keyboard would have given it. What a layout prints on it counts where that is a Latin letter, as
 * on Dvorak; else where it stands: Arabic ت stands on j, and with shift Arabic has ] on d and / on l.
 */
export function latinKey({ key, code = '' }) {
  if (key === '?' || key === '؟') return '?';
  if (/^[a-z]$/iu.test(key)) return key.toLowerCase();
  if (code.startsWith('Key')) return code.slice(3).toLowerCase();
  return code === 'Slash' && !/^[\x20-\x7e]/u.test(key) ? '/' : key;
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
    if (event.shiftKey) return SHIFTED[key] ?? null;
    return PLAIN[key] ?? (inList ? (IN_LIST[key] ?? null) : null);
  }
}
