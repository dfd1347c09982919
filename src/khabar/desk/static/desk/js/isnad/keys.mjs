/** Which key means what in the panel of statements, with an Arabic or a Latin keyboard. */

import { isWriting, latinKey } from '../wires/keys.mjs';

const PLAIN = { j: 'next', k: 'previous', a: 'accept', c: 'correct', x: 'reject', u: 'undo', o: 'show', '?': 'help', Escape: 'leave' };
const SHIFTED = { a: 'acceptAll', '?': 'help', '/': 'help' };
// On a row alone: elsewhere they press what has the focus.
const ON_ROW = { ArrowDown: 'next', ArrowUp: 'previous', Home: 'first', End: 'last', Enter: 'show' };

/** The command of a key press, or null. F8 works in the text too; `inPanel`, `onRow`: where the focus is. */
export function command(event, { inPanel = false, onRow = false } = {}) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return null;
  if (event.key === 'F8') return event.shiftKey ? 'add' : 'cross';
  if (!inPanel || isWriting(event.target)) return null;
  const key = latinKey(event);
  if (event.shiftKey) return SHIFTED[key] ?? null;
  return PLAIN[key] ?? (onRow ? (ON_ROW[key] ?? null) : null);
}
