/** The article's text as it stands in Wagtail's editor: its parts, the caret, and putting other words in a place. */

import { chosen, linesOf } from './text.mjs';

const INPUT = 'input[name^="body-"][name$="-value"]';
const WRAPPER = '[data-draftail-editor-wrapper]';
const HIGHLIGHT = 'isnad';
const HEAD = 130; // pixels of the page's head on a phone, and a little air

export class Editor {
  constructor(form) {
    this.form = form;
    this.last = null; // the input of the editor that had the focus last
    this.form?.addEventListener('focusin', ({ target }) => {
      const input = target.closest(WRAPPER)?.parentNode.querySelector(INPUT);
      if (input?.draftailEditor) this.last = input;
    });
  }

  /** The inputs of the body's paragraphs in reading order, each with the id of its block. */
  inputs() {
    const named = (name) => this.form.elements.namedItem(name);
    return [...(this.form?.querySelectorAll(INPUT) ?? [])].flatMap((input) => {
      const [, base] = /^(body-\d+)-value$/u.exec(input.name) ?? [];
      if (!base || !input.draftailEditor || named(`${base}-deleted`)?.value === '1') return [];
      return [{ input, block: named(`${base}-id`)?.value ?? '' }];
    });
  }

  lines() {
    return linesOf(
      this.inputs().flatMap(({ input, block }) =>
        contentOf(input).map((part) => ({ input, block, key: part.getKey(), text: part.getText() })),
      ),
    );
  }

  /** The words selected in the text, as `chosen` gives them; null where none are, or they cross a paragraph. */
  selection() {
    const found = this.inputs().find(({ input }) => input === this.last);
    if (!found) return null;
    const selected = stateOf(found.input).getSelection();
    if (selected.isCollapsed() || selected.getStartKey() !== selected.getEndKey()) return null;
    const place = { key: selected.getStartKey(), block: found.block, from: selected.getStartOffset(), to: selected.getEndOffset() };
    return chosen(this.lines(), place);
  }

  /** Where the caret is: `{line, at}` in UTF-16 units of the line, or null outside the text. */
  caret(lines = this.lines()) {
    const input = document.activeElement?.closest?.(WRAPPER)?.parentNode.querySelector(INPUT);
    if (!input?.draftailEditor) return null;
    const selected = stateOf(input).getSelection();
    const at = selected.getStartOffset();
    const line = lines.find((one) => one.input === input && one.key === selected.getStartKey() && at >= one.at && at <= one.at + one.text.length);
    return line ? { line, at: at - line.at } : null;
  }

  /** Show where words are (`{line, from, to}`, null for none), and bring them into view with `scroll`. */
  highlight(place, { scroll = false } = {}) {
    const range = place && rangeOf(place);
    globalThis.CSS?.highlights?.delete(HIGHLIGHT);
    if (!range) return false;
    if (globalThis.Highlight) CSS.highlights.set(HIGHLIGHT, new Highlight(range));
    if (scroll) {
      this.reveal(range.startContainer.parentElement);
      bring(range);
    }
    return true;
  }

  /** Open the tab of the form in which an element is. */
  reveal(element) {
    const panel = element.closest('[role=tabpanel][hidden]');
    if (panel) document.querySelector(`[role=tab][aria-controls="${CSS.escape(panel.id)}"]`)?.click();
  }

  /** Put the caret at the beginning of words, or back where it was. */
  enter(place) {
    const input = place?.line.input ?? this.last ?? this.inputs()[0]?.input;
    const box = input?.parentNode.querySelector('[contenteditable=true]');
    if (!box) return false;
    this.reveal(box);
    box.focus();
    if (place) {
      const state = stateOf(input);
      const at = place.line.at + place.from;
      const { key } = place.line;
      const there = state.getSelection().merge({ anchorKey: key, focusKey: key, anchorOffset: at, focusOffset: at, isBackward: false, hasFocus: true });
      input.draftailEditor.onChange(state.constructor.forceSelection(state, there));
    }
    return true;
  }

  /** Put `word` in each place (`{line, from, to}`), as one change that the editor can undo; its formatting stays. */
  replace(places, word) {
    const inputs = new Set(places.map(({ line }) => line.input));
    inputs.forEach((input) => {
      const own = places.filter(({ line }) => line.input === input).sort((one, other) => other.line.at + other.from - one.line.at - one.from);
      const state = stateOf(input);
      const content = own.reduce((before, { line, from, to }) => withWord(before, line.key, line.at + from, line.at + to, word), state.getCurrentContent());
      input.draftailEditor.onChange(state.constructor.push(state, content, 'spellcheck-change'));
    });
  }
}

/* Into the middle, or on a phone, where the panel covers the lower part, to just below the head of the page. */
function bring(range) {
  const element = range.startContainer.parentElement;
  const narrow = window.matchMedia('(max-width: 49.999rem)').matches;
  if (narrow) {
    const down = range.getBoundingClientRect().top - element.getBoundingClientRect().top;
    element.style.scrollMarginBlockStart = `${HEAD - down}px`;
  }
  element.scrollIntoView({ block: narrow ? 'start' : 'center', behavior: 'instant' });
  element.style.scrollMarginBlockStart = '';
}

const stateOf = (input) => input.draftailEditor.getEditorState();
const contentOf = (input) => stateOf(input).getCurrentContent().getBlocksAsArray();

/* Draft's own helpers are not within reach of a page; these are its records, which know how to make changed copies. */
function withWord(content, key, from, to, word) {
  const part = content.getBlockForKey(key);
  const signs = part.getCharacterList();
  const sign = signs.get(from);
  const text = part.getText();
  const changed = part.merge({
    text: text.slice(0, from) + word + text.slice(to),
    characterList: signs.splice(from, to - from, ...Array(word.length).fill(sign)),
  });
  return content.merge({ blockMap: content.getBlockMap().set(key, changed) });
}

function rangeOf({ line, from, to }) {
  const part = line.input.parentNode.querySelector(`[data-block=true][data-offset-key^="${CSS.escape(line.key)}-"]`);
  if (!part) return null;
  const [start, end] = [pointAt(part, line.at + from), pointAt(part, line.at + to)];
  if (!start || !end) return null;
  const range = document.createRange();
  range.setStart(...start);
  range.setEnd(...end);
  return range;
}

/* The text node and offset of a place in a part; a line break stands alone as an element. */
function pointAt(part, at) {
  let passed = 0;
  for (const leaf of part.querySelectorAll('[data-text=true]')) {
    const length = leaf.tagName === 'BR' ? 1 : leaf.textContent.length;
    if (leaf.firstChild && at <= passed + length) return [leaf.firstChild, at - passed];
    passed += length;
  }
  return null;
}
