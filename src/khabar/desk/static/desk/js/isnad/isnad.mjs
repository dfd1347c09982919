/** Puts the panel of statements beside the text together: list, form, keys and acts, and the words in the editor. */

import { post } from '../wires/acts.mjs';
import { inPlaces } from '../wires/words.mjs';
import { Editor } from './editor.mjs';
import { StatementForm } from './form.mjs';
import { command } from './keys.mjs';
import { List } from './list.mjs';
import { locate, places } from './text.mjs';

const LOST = 'تعذّر جلب الأقوال من الخادم. تُعاد المحاولة عند الحفظ.';
const SELECT = 'حدّد في النص كلمات من فقرة واحدة أولًا، ثم اضغط ⇧F8.';
const QUIET = 400; // milliseconds after a save before the statements are asked for

const side = document.querySelector('[data-side-panel=isnad]');
const toggle = document.querySelector('[data-side-panel-toggle=isnad]');
const part = (name) => side.querySelector(`[data-isnad-${name}]`);
const root = () => side.querySelector('[data-isnad]'); // put in anew when a new article is saved for the first time
const address = (name) => root()?.dataset[name];
const editor = new Editor(document.querySelector('form[data-edit-form]'));

let list = null;
let form = null;
let text = ''; // which text is shown: the draft, or `live`
let turn = 0;
let undoable = []; // what takes the last acts back, the latest last

const undoButton = () => side.querySelector('[data-isnad-act=undo]');
const say = (message) => {
  part('say').textContent = '';
  part('say').textContent = message;
};
const placeOf = ({ dataset: { par, start, end, block, text: words } }) => ({ par: Number(par), start: Number(start), end: Number(end), block, text: words });

// What is shown

function draw(html, current) {
  list.draw(html, current);
  const waiting = Number(part('waiting')?.dataset.isnadWaiting ?? 0);
  const counter = toggle.querySelector('[data-side-panel-toggle-counter]');
  counter.hidden = !waiting;
  counter.textContent = String(waiting);
  toggle.dataset.named ??= toggle.getAttribute('aria-label');
  toggle.setAttribute('aria-label', waiting ? `${toggle.dataset.named} ${waiting}` : toggle.dataset.named);
  const again = list.rows().find((row) => form && placeOf(row).text === form.opened);
  form?.follow(again?.dataset.stamp);
  if (isOpen()) showWords(list.current, { scroll: false });
}

async function load() {
  if (!address('panel')) return;
  list ??= new List(part('panel'));
  list.root = part('panel');
  turn += 1;
  const mine = turn;
  try {
    const response = await fetch(`${address('panel')}?text=${text}`, { redirect: 'manual', cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    const html = await response.text();
    if (mine === turn) draw(html);
  } catch {
    if (mine === turn) say(LOST);
  }
}

const isOpen = () => !side.hidden;

function open() {
  if (!isOpen()) toggle.click();
}

function showWords(row, { scroll = true } = {}) {
  if (!row) return editor.highlight(null);
  const there = locate(editor.lines(), placeOf(row));
  return editor.highlight(there, { scroll });
}

// Acts

async function act(name, pairs) {
  turn += 1; // what was asked before is older than the answer
  const done = await post(address('act'), [['act', name], ...pairs]);
  turn += 1;
  if (done.ok && done.undo) undoable.push(done.undo);
  undoButton().hidden = !undoable.length;
  if (done.html) {
    text = '';
    draw(done.html, done.current);
  }
  say(done.message);
  return done;
}

async function decide(name, row = list.current) {
  if (!row) return;
  const focused = side.contains(document.activeElement);
  const done = await act(name, [['item', row.dataset.stamp]]);
  if (done.ok && focused) list.choose(list.nextWaiting() ?? list.current, { focus: true });
}

function acceptAll() {
  const rows = list.rows().filter((row) => row.dataset.offered);
  return rows.length ? act('accept_all', rows.map((row) => ['items', row.dataset.stamp])) : say('لا أقوال مؤكدة تنتظر.');
}

async function undo() {
  const token = undoable.at(-1);
  if (!token) return say('لا قرار يُتراجع عنه.');
  const done = await act('undo', [['token', token]]);
  if (done.status !== 0 && done.status !== 401) undoable.pop();
  undoButton().hidden = !undoable.length;
  return undefined;
}

// The form

async function openForm(query, after) {
  const response = await fetch(`${address('form')}?${new URLSearchParams(query)}`, { redirect: 'manual', cache: 'no-store' }).catch(() => null);
  if (!response?.ok) {
    const refused = await response?.json().catch(() => null);
    if (refused?.html) draw(refused.html);
    return say(refused?.message ?? LOST);
  }
  const place = part('form-place');
  place.innerHTML = await response.text();
  place.hidden = false;
  part('panel').hidden = true;
  const onPlace = (words) => editor.highlight(locate(editor.lines(), words), { scroll: true });
  form = new StatementForm(part('form'), { ask, onPlace });
  form.opened = form.place.text;
  after?.(form);
  onPlace(form.place);
  side.scrollTop = 0;
  form.focus();
  return undefined;
}

async function ask(words) {
  try {
    const response = await fetch(`${address('names')}?q=${encodeURIComponent(words)}`, { redirect: 'manual' });
    return (await response.json()).names;
  } catch {
    return [];
  }
}

function closeForm() {
  part('form-place').replaceChildren();
  part('form-place').hidden = true;
  part('panel').hidden = false;
  form = null;
  if (list.current) list.choose(list.current, { focus: true });
  else part('panel').focus();
}

async function sendForm() {
  const asked = form;
  const { act: name } = asked;
  const done = await act(name, asked.pairs().filter(([field]) => field !== 'act'));
  if (form !== asked) return;
  if (done.ok) closeForm();
  else form.refuse(done.message);
}

function correct(row = list.current) {
  if (row) openForm({ item: row.dataset.stamp });
}

function add() {
  const words = editor.selection();
  if (form && words) return form.take(words, editor.lines()[words.par].text);
  open();
  if (!words) return form ? form.refuse(SELECT) : say(SELECT);
  return openForm(words, (made) => (made.fields.block.value = words.block));
}

// Warnings

function spell(button) {
  const { isnadSpell: word, isnadFor: other } = button.dataset;
  const found = editor.lines().flatMap((line) => places(line.text, other).map((place) => ({ line, ...place })));
  editor.replace(found, word);
  say(found.length ? `كُتب «${word}» مكان «${other}» ${inPlaces(found.length)}. يتراجع عنه Ctrl+Z في النص.` : `لا موضع لـ«${other}» في النص المفتوح.`);
}

function nextSpelling(warning) {
  const words = [warning.dataset.one, warning.dataset.other];
  const found = editor.lines().flatMap((line) => words.flatMap((word) => places(line.text, word)).sort((one, two) => one.from - two.from).map((place) => ({ line, ...place })));
  if (!found.length) return say('لا موضع له في النص المفتوح.');
  const at = Number(warning.dataset.at ?? -1) + 1;
  warning.dataset.at = String(at % found.length);
  return editor.highlight(found[at % found.length], { scroll: true });
}

function showWarning(warning) {
  const there = locate(editor.lines(), { par: Number(warning.dataset.par), text: warning.dataset.text });
  if (!editor.highlight(there, { scroll: true })) say('تغيّرت هذه الجملة في النص المفتوح.');
}

// Keys

function cross() {
  if (side.contains(document.activeElement)) return leave();
  const row = rowAtCaret();
  open();
  if (form) return form.focus();
  if (row ?? list?.current) return list.choose(row ?? list.current, { focus: true });
  return (part('panel')?.querySelector('button') ?? part('panel'))?.focus();
}

function leave() {
  if (form && side.contains(document.activeElement)) return closeForm();
  const row = list?.current;
  return editor.enter(row && locate(editor.lines(), placeOf(row)));
}

function rowAtCaret() {
  const lines = editor.lines();
  const caret = list && editor.caret(lines);
  if (!caret) return null;
  return list.rows().find((row) => {
    const there = locate(lines, placeOf(row));
    return there?.line === caret.line && there.from <= caret.at && caret.at <= there.to;
  });
}

const isEditable = () => Boolean(side.querySelector('[data-isnad-act=add]'));
const EDITS = new Set(['accept', 'reject', 'correct', 'add', 'acceptAll', 'undo']);
const COMMANDS = {
  next: () => list.move(1),
  previous: () => list.move(-1),
  first: () => list.move(-Infinity),
  last: () => list.move(Infinity),
  show: () => leave(),
  accept: (row) => decide('accept', row),
  reject: (row) => decide('reject', row),
  correct,
  add,
  acceptAll,
  undo,
  help: () => part('help').showModal(),
  cross,
  leave,
};

const run = (name, row) => (EDITS.has(name) && !isEditable() ? say('تقرأ هذه الأقوال هنا ولا تقرّر فيها.') : COMMANDS[name](row));

window.addEventListener(
  'keydown',
  (event) => {
    if (!root() || document.querySelector('dialog[open], [aria-modal=true]:not([aria-hidden=true])')) return;
    const inPanel = side.contains(event.target);
    if (form && inPanel && (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey)))) {
      if (event.key === 'Escape' && event.target.getAttribute('aria-expanded') === 'true') return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.key === 'Escape') closeForm();
      else sendForm();
      return;
    }
    const name = command(event, { inPanel: inPanel && !form, onRow: event.target.matches?.('[data-isnad-row]') });
    if (!name || !list) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Wagtail has keys of its own
    run(name);
  },
  true,
);

// Pointer, focus and saves

side?.addEventListener('click', (event) => {
  const { target } = event;
  const pressed = target.closest('[data-isnad-act]');
  const row = target.closest('[data-isnad-row]');
  const shown = target.closest('[data-isnad-text]');
  if (pressed) run(pressed.dataset.isnadAct, row ?? undefined);
  else if (target.closest('[data-isnad-spell]')) spell(target.closest('[data-isnad-spell]'));
  else if (target.closest('[data-isnad-next]')) nextSpelling(target.closest('[data-isnad-warning]'));
  else if (target.closest('[data-isnad-show]')) showWarning(target.closest('[data-isnad-warning]'));
  else if (target.closest('[data-isnad-cancel]')) closeForm();
  else if (target.closest('[data-isnad-take]')) add();
  else if (shown && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    text = shown.dataset.isnadText;
    load();
  } else if (row && !target.closest('a')) list.choose(row, { focus: true });
});
side?.addEventListener('submit', (event) => {
  if (!event.target.matches('[data-isnad-form]')) return;
  event.preventDefault();
  sendForm();
});
side?.addEventListener('focusin', ({ target }) => {
  const row = target.closest('[data-isnad-row]');
  if (!row || target !== row) return;
  if (row.dataset.isnadRow !== list.id) list.choose(row);
  showWords(row);
});
side?.addEventListener('hide', () => editor.highlight(null));

document.addEventListener('selectionchange', () => {
  if (!list || !isOpen() || form) return;
  const row = rowAtCaret();
  if (!row || row.dataset.isnadRow === list.id) return;
  list.choose(row);
  showWords(row, { scroll: false });
});

let saved;
document.addEventListener('w-autosave:success', () => {
  clearTimeout(saved);
  saved = setTimeout(load, QUIET);
});

if (side) {
  load();
  if (window.location.hash === '#isnad') window.addEventListener('load', open);
}
