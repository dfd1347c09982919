/** Puts the parts of the wire desk together: list, pane, keys, acts and the questions for what is new. */

import { send } from './acts.mjs';
import { Keys, isWriting } from './keys.mjs';
import { List } from './list.mjs';
import { Live } from './live.mjs';
import { Pane } from './pane.mjs';
import { Toasts } from './toasts.mjs';
import { ago, fresh, marked } from './words.mjs';

const desk = document.querySelector('[data-wire-desk]');
const part = (name) => desk.querySelector(`[data-wire-${name}]`);
const title = document.title;
const wide = window.matchMedia('(min-width: 64rem)');

const toasts = new Toasts(part('toasts'));
const keys = new Keys();
const actAddress = part('marked').action;
let unseen = 0;
let spiked = []; // the last ones put aside, for u
let following;

const say = (text) => {
  part('say').textContent = '';
  part('say').textContent = text;
};
const trouble = (message, offers = []) => toasts.show(message, { error: true, offers });

const pane = new Pane(part('pane'), desk, {
  onLost: () => trouble('تعذّر فتح الخبر.', [['أعد المحاولة', () => pane.refresh()]]),
});

const list = new List(part('list'), {
  onSelect: (row) => {
    if (!pane.isOpen || !wide.matches || pane.id === row.dataset.id) return;
    clearTimeout(following);
    following = setTimeout(() => pane.open(row.dataset.id), 120);
  },
  onWaiting: (count) => {
    part('fresh').hidden = !count;
    part('fresh').textContent = count ? fresh(count) : '';
    showUnseen(count);
  },
  onMarks: (ids) => {
    desk.classList.toggle('wire-desk--marking', ids.length > 0);
    part('marked-count').textContent = marked(ids.length);
  },
});

function showUnseen(waiting) {
  const count = Math.max(unseen, waiting);
  document.title = count ? `(${count}) ${title}` : title;
}

// What is new

const STATES = {
  on: '',
  lost: 'انقطع الاتصال. تُعاد المحاولة وحدها، ولا يضيع خبر.',
  ended: 'انتهت جلستك. القائمة متوقفة حتى تدخل من جديد. ',
};

const live = new Live({
  cursor: desk.dataset.cursor,
  address: (cursor) => `${desk.dataset.live}?${desk.dataset.query}&after=${encodeURIComponent(cursor)}`,
  onChanges: (changes) => {
    const count = list.apply(changes);
    part('empty').hidden = !part('list').hidden || list.waiting.size > 0;
    if (document.hidden) unseen += count;
    showUnseen(list.waiting.size);
    if (count) say(fresh(count));
    showAlerts(changes.alerts);
    showCounts(changes.views);
    const touched = [...changes.rows.map(({ id }) => id), ...changes.gone].map(String);
    if (pane.isOpen && touched.includes(pane.id) && !changes.whole) refreshOnce(changes);
  },
  onState: (state) => {
    const status = part('status');
    status.dataset.state = state;
    status.textContent = STATES[state];
    if (state === 'ended') {
      const link = document.createElement('a');
      Object.assign(link, { href: desk.dataset.login, target: '_blank', textContent: 'ادخل في نافذة جديدة' });
      status.append(link);
    }
    if (state === 'on') toasts.show('عاد الاتصال، والقائمة كاملة.');
  },
});

/* The same change comes again while the overlap lasts; the open item is fetched once for it. */
let paneStamp = '';
function refreshOnce(changes) {
  const row = changes.rows.find(({ id }) => String(id) === pane.id);
  const stamp = `${pane.id} ${row?.stamp ?? 'gone'}`;
  if (stamp !== paneStamp) pane.refresh();
  paneStamp = stamp;
}

function showAlerts(count) {
  part('alerts').hidden = !count;
  part('alerts-count').textContent = String(count);
}

function showCounts(views) {
  desk.querySelectorAll('[data-wire-view]:not([aria-current])').forEach((link) => {
    const count = views[link.dataset.wireView] ?? 0;
    const badge = link.querySelector('[data-wire-view-count]');
    badge.hidden = !count;
    badge.textContent = count >= 100 ? '+99' : String(count);
  });
}

function showFresh() {
  const first = list.flush();
  unseen = 0;
  showUnseen(0);
  list.root.scrollTop = 0;
  if (first) list.select(first);
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) unseen = 0;
  showUnseen(list.waiting.size);
});
setInterval(() => {
  desk.querySelectorAll('[data-wire-time]').forEach((time) => {
    time.textContent = ago((Date.now() - Date.parse(time.dateTime)) / 1000);
  });
}, 30_000);

// Acts

const chosen = () => {
  const ids = list.marked();
  if (ids.length) return ids;
  const id = list.current?.dataset.id ?? pane.id;
  return id ? [id] : [];
};

const one = () => {
  const id = list.current?.dataset.id ?? pane.id;
  return id ? [id] : [];
};

async function draft(ids, { open = false, again = false } = {}) {
  if (!ids.length) return trouble('اختر خبرًا أولًا.');
  const tab = open ? window.open('', '_blank') : null; // now, or the browser takes it for a pop-up
  const done = await send(actAddress, open ? 'open' : 'draft', ids, { again });
  if (done.ok && tab) tab.location = done.article;
  else tab?.close();
  if (done.ok) {
    if (ids.length > 1) list.unmark();
    toasts.show(done.message, { offers: [['افتح المسودة', done.article]] });
  } else if (done.status === 409) ask(done, () => draft(ids, { open, again: true }));
  else trouble(done.message);
  return live.poke();
}

function ask(done, yes) {
  const dialog = part('again');
  part('again-title').textContent = done.message;
  part('again-uses').replaceChildren(
    ...done.uses.map((use) => {
      const line = document.createElement('li');
      const link = Object.assign(document.createElement('a'), { href: use.url, target: '_blank', textContent: use.headline });
      line.append(link, use.by ? ` — ${use.by}` : '');
      return line;
    }),
  );
  dialog.returnValue = '';
  dialog.onclose = () => dialog.returnValue === 'again' && yes();
  dialog.showModal();
}

async function spike(ids) {
  if (!ids.length) return trouble('اختر خبرًا أولًا.');
  const done = await send(actAddress, 'spike', ids);
  if (!done.ok) return trouble(done.message);
  spiked = done.undo;
  list.unmark();
  ids.forEach((id) => list.remove(id));
  toasts.show(done.message, { offers: [['تراجع', () => undo(done.undo)]] });
  return live.poke();
}

async function undo(ids = spiked) {
  if (!ids.length) return trouble('لا استبعاد يُتراجع عنه.');
  const done = await send(actAddress, 'unspike', ids.map(String));
  if (!done.ok) return trouble(done.message);
  spiked = [];
  ids.forEach((id) => list.asked.set(Number(id), true));
  toasts.show(done.message);
  return live.poke();
}

/* Says that items tell of one event, or that one of them does not. */
async function regroup(act, ids) {
  const done = await send(actAddress, act, ids);
  if (!done.ok) return trouble(done.message);
  list.unmark();
  toasts.show(done.message);
  return live.poke();
}

// Keys

const go = (address) => () => window.location.assign(address);
const COMMANDS = {
  next: () => list.move(1),
  previous: () => list.move(-1),
  first: () => list.move(-Infinity),
  last: () => list.move(Infinity),
  open: () => list.current && pane.open(list.current.dataset.id, { focus: true }),
  close: () => closePane(),
  draft: () => draft(one()),
  draftOpen: () => draft(one(), { open: true }),
  merge: () => (list.marked().length > 1 ? draft(list.marked()) : trouble('حدّد خبرين على الأقل بالمفتاح x ثم ادمجهما.')),
  mark: () => list.mark(list.current),
  spike: () => spike(chosen()),
  undo: () => undo(),
  fresh: showFresh,
  filter: () => {
    part('filters').open = true;
    part('search').focus();
  },
  expand: () => list.expand(),
  collapse: () => list.collapse(),
  help: () => part('help-dialog').showModal(),
  goAlerts: go(part('alerts').querySelector('a').href),
  goWires: go(`${desk.dataset.list}?state=open`),
  goHome: go('/desk/'),
};

function closePane() {
  if (!pane.close()) return;
  if (list.current) list.current.focus();
}

window.addEventListener(
  'keydown',
  (event) => {
    const { target } = event;
    if (event.key === 'Escape' && isWriting(target) && desk.contains(target)) {
      target.blur();
      return;
    }
    if (document.querySelector('dialog[open], [aria-modal=true]:not([aria-hidden=true])')) return;
    const inList = target === document.body || (part('list').contains(target) && !target.matches('button, input'));
    const command = keys.command(event, { inList, writing: isWriting(target) });
    if (!command) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // Wagtail has keys of its own
    COMMANDS[command]();
  },
  true,
);

// Pointer and touch

part('list').addEventListener('click', (event) => {
  const row = event.target.closest('[role=row]');
  if (!row || event.target.closest('[data-wire-older]')) return;
  if (event.target.closest('.wire-row__tick')) return;
  if (event.target.closest('[data-wire-expand]')) {
    list.unfold(row, row.getAttribute('aria-expanded') !== 'true');
    return;
  }
  if (event.ctrlKey || event.metaKey || event.shiftKey) return; // a new tab or window
  event.preventDefault();
  list.select(row, { focus: wide.matches });
  clearTimeout(following);
  pane.open(row.dataset.id, { focus: !wide.matches });
});

part('list').addEventListener('change', (event) => {
  const row = event.target.closest('[role=row]');
  if (row) list.mark(row, event.target.checked);
});

part('list').addEventListener('click', async (event) => {
  const link = event.target.closest('[data-wire-more]');
  if (!link) return;
  event.preventDefault();
  link.setAttribute('aria-busy', 'true');
  try {
    const response = await fetch(link.dataset.wireMore, { redirect: 'manual', cache: 'no-store' });
    if (!response.ok) throw new Error(String(response.status));
    const first = list.append(await response.text());
    if (first) list.select(first);
  } catch {
    link.removeAttribute('aria-busy');
    trouble('تعذّر جلب الأخبار الأقدم. أعد المحاولة.');
  }
});

const ACTS = {
  draft: (ids) => draft(ids),
  open: (ids) => draft(ids, { open: true }),
  spike: (ids) => spike(ids),
  unspike: (ids) => undo(ids),
  join: (ids) => regroup('join', ids),
  split: (ids) => regroup('split', ids),
};
const perform = (act, ids) => ACTS[act]?.(ids);

desk.addEventListener('submit', (event) => {
  const form = event.target;
  const act = event.submitter?.value;
  if (form.matches('[data-wire-acts]')) {
    event.preventDefault();
    perform(act, [form.elements.items.value]);
  } else if (form.matches('[data-wire-marked]')) {
    event.preventDefault();
    if (act === 'draft' && list.marked().length > 1) draft(list.marked());
    else if (list.marked().length) perform(act, list.marked());
  } else if (form.matches('[data-wire-compare]')) {
    event.preventDefault();
    pane.compare(form);
  }
});
part('unmark').addEventListener('click', (event) => {
  event.preventDefault();
  list.unmark();
});

part('pane').addEventListener('click', (event) => {
  const other = event.target.closest('[data-wire-open]');
  if (event.target.closest('[data-wire-close]')) {
    event.preventDefault();
    closePane();
  } else if (other && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    pane.open(other.dataset.wireOpen, { focus: true });
  }
});

part('fresh').addEventListener('click', showFresh);
part('help').addEventListener('click', () => COMMANDS.help());
part('help').hidden = false;

window.addEventListener('popstate', () => {
  const id = new URL(window.location.href).searchParams.get('item');
  if (id) pane.open(id, { history: false });
  else pane.close({ history: false });
});

if (pane.isOpen) {
  const row = list.row(pane.id);
  if (row) list.select(row, { focus: false });
}
desk.classList.add('wire-desk--scripted');
live.start();
