/** Where statements stand in the lines of a text: offsets of the server count characters, those of scripts UTF-16 units. */

const MARKS = '[\\u064b-\\u065f\\u0670\\u0640]*';

/** The lines readers see of a text's parts (`{block, key, text}`, one for each paragraph of the editor), in order. */
export function linesOf(parts) {
  return parts.flatMap((part) => {
    let at = 0;
    return part.text.split('\n').flatMap((piece) => {
      const start = at + piece.length - piece.trimStart().length;
      at += piece.length + 1;
      return piece.trim() ? [{ ...part, at: start, text: piece.trim() }] : [];
    });
  });
}

/** The place in UTF-16 units of character number `points`. */
export function toUnits(text, points) {
  let at = 0;
  for (let count = 0; count < points && at < text.length; count += 1) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

/** The number of the character at UTF-16 unit `at`. */
export const toPoints = (text, at) => [...text.slice(0, at)].length;

/**
 * Where words are now: at their place, or the nearest place that has them, in the same block if it can be.
 * Returns `{line, from, to}` in UTF-16 units of the line, or null.
 */
export function locate(lines, { par, block = '', start = 0, end = 0, text }) {
  if (!text) return null;
  const line = lines[par];
  if (line) {
    const from = toUnits(line.text, start);
    const to = toUnits(line.text, end);
    if (line.text.slice(from, to) === text) return { line, from, to };
  }
  const found = lines.flatMap((other, number) => {
    const from = other.text.indexOf(text);
    if (from < 0) return [];
    const far = Math.abs(number - par) + (block && other.block !== block ? lines.length : 0);
    return [{ far, line: other, from, to: from + text.length }];
  });
  found.sort((one, other) => one.far - other.far);
  if (!found.length) return null;
  const [{ line: there, from, to }] = found;
  return { line: there, from, to };
}

/** The words chosen between two places of one part, as the server counts them; null where they cross a line. */
export function chosen(lines, { key, block, from, to }) {
  const par = lines.findIndex((line) => line.key === key && line.block === block && from < line.at + line.text.length && to > line.at);
  if (par < 0) return null;
  const { at, text } = lines[par];
  if (to > at + text.length + 1) return null;
  const piece = text.slice(Math.max(from - at, 0), to - at);
  const words = piece.trim();
  if (!words) return null;
  const first = Math.max(from - at, 0) + piece.length - piece.trimStart().length;
  return { par, block, start: toPoints(text, first), end: toPoints(text, first + words.length), text: words };
}

/** The places of a word in a text, also behind و ف ب ل ك and the article, as `{from, to}` of the word itself. */
export function places(text, word) {
  const letters = [...word].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')).join(MARKS);
  const pattern = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}ـ])(?:لل|[وفبلك]?(?:ال)?)(${letters}${MARKS})(?![\\p{L}\\p{M}\\p{N}])`, 'gud');
  return [...text.matchAll(pattern)].map((match) => ({ from: match.indices[1][0], to: match.indices[1][1] }));
}

/** Move one edge of a span by a word, within its paragraph and never past the other edge; all in characters. */
export function moved(paragraph, { start, end }, edge, step) {
  const points = [...paragraph];
  const words = [];
  points.forEach((point, at) => {
    if (/\s/u.test(point)) return;
    if (at && !/\s/u.test(points[at - 1])) words.at(-1)[1] = at + 1;
    else words.push([at, at + 1]);
  });
  const span = { start, end };
  if (edge === 'start' && step < 0) span.start = words.findLast(([first]) => first < start)?.[0] ?? start;
  if (edge === 'start' && step > 0) span.start = words.find(([first]) => first > start)?.[0] ?? start;
  if (edge === 'end' && step < 0) span.end = words.findLast(([, last]) => last < end)?.[1] ?? end;
  if (edge === 'end' && step > 0) span.end = words.find(([, last]) => last > end)?.[1] ?? end;
  return span.start < span.end ? span : { start, end };
}
