/** The form of one statement: names offered, links of the chain added and taken away, its words moved word by word. */

import { Combo } from './combo.mjs';
import { moved } from './text.mjs';

const KNOWN = 'مربوط بسجله في ملف الأسماء.';
const NEW = 'ليس في ملف الأسماء، أو لم تختره منه: يُربط برسمه إن عُرف، ويُفتح له سجل مقترح إن لم يُعرف.';

export class StatementForm {
  /** @param ask text → promise of names; @param onPlace called with the place of the words when it changes */
  constructor(element, { ask, onPlace }) {
    Object.assign(this, { element, ask, onPlace });
    const { speaker, record, kind } = this.fields;
    new Combo(speaker, {
      ask,
      onPick: (name) => {
        record.value = name.id;
        kind.value = name.kind;
        this.tellRecord();
      },
      onType: () => {
        record.value = '';
        this.tellRecord();
      },
    });
    kind.addEventListener('change', () => {
      record.value = ''; // a record is of one kind
      this.tellRecord();
    });
    this.links.forEach((link) => this.offer(link));
    this.number();
    element.addEventListener('click', ({ target }) => this.click(target));
    this.tellRecord();
  }

  get fields() {
    return this.element.elements;
  }

  get act() {
    return this.fields.act.value;
  }

  get place() {
    const { par, start, end, text, block } = this.fields;
    return { par: Number(par.value), start: Number(start.value), end: Number(end.value), text: text.value, block: block.value };
  }

  pairs() {
    return [...new FormData(this.element)];
  }

  focus() {
    this.fields.speaker.focus();
    this.fields.speaker.select();
  }

  refuse(message) {
    this.element.querySelector('[data-isnad-error]').textContent = message;
  }

  tellRecord() {
    const { speaker, record } = this.fields;
    this.element.querySelector('[data-isnad-record]').textContent = record.value ? KNOWN : speaker.value.trim() ? NEW : '';
  }

  /** Give the statement other words, chosen in the text. */
  take(place, paragraph) {
    Object.entries(place).forEach(([name, value]) => {
      this.fields[name].value = value;
    });
    if (paragraph) this.element.dataset.paragraph = paragraph;
    this.element.querySelector('[data-isnad-words]').textContent = place.text;
    this.onPlace(this.place);
  }

  /** The row it was opened for has another stamp, as its text was saved anew. */
  follow(stamp) {
    if (stamp && this.fields.item) this.fields.item.value = stamp;
  }

  offer(link) {
    new Combo(link.querySelector('[data-isnad-combo]'), { ask: this.ask, onPick: () => {} });
  }

  click(target) {
    const edge = target.closest('[data-isnad-span]')?.dataset.isnadSpan;
    if (edge) this.move(...edge.split(','));
    else if (target.closest('[data-isnad-link-add]')) this.addLink();
    else if (target.closest('[data-isnad-link-remove]')) {
      target.closest('[data-isnad-link]').remove();
      this.number();
      this.element.querySelector('[data-isnad-link-add]').focus();
    } else if (target.closest('[data-isnad-link-earlier]')) this.earlier(target.closest('[data-isnad-link]'));
  }

  get links() {
    return [...this.element.querySelectorAll('[data-isnad-link]')];
  }

  /** Call the links by their places; the first cannot be moved before another. */
  number() {
    this.links.forEach((link, at) => {
      link.querySelectorAll('[data-isnad-label]').forEach((part) => part.setAttribute('aria-label', `${part.dataset.isnadLabel} ${at + 1}`));
      link.querySelector('[data-isnad-link-earlier]').disabled = at === 0;
    });
  }

  earlier(link) {
    link.previousElementSibling.before(link);
    this.number();
    const again = link.querySelector('[data-isnad-link-earlier]');
    (again.disabled ? link.querySelector('[data-isnad-combo]') : again).focus();
  }

  addLink() {
    const { content } = this.element.querySelector('[data-isnad-link-template]');
    const button = this.element.querySelector('[data-isnad-link-add]');
    button.before(content.cloneNode(true));
    const link = button.previousElementSibling;
    this.offer(link);
    this.number();
    link.querySelector('select').focus();
  }

  move(edge, step) {
    const { paragraph } = this.element.dataset;
    if (!paragraph) return;
    const span = moved(paragraph, this.place, edge, Number(step));
    this.take({ ...span, text: [...paragraph].slice(span.start, span.end).join('') });
  }
}
