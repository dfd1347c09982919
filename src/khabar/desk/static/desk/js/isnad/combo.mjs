/** A text field that offers names while one types (the combobox of WAI-ARIA): arrows, Enter, Esc, or keep what is typed. */

const WAIT = 150;
let number = 0;

export class Combo {
  /** @param ask text → promise of `[{id, name, about, kind}]`; @param onPick called with the name picked */
  constructor(input, { ask, onPick, onType = () => {} }) {
    Object.assign(this, { input, ask, onPick, onType, turn: 0, found: [], at: -1 });
    number += 1;
    this.list = document.createElement('ul');
    Object.assign(this.list, { id: `isnad-names-${number}`, className: 'isnad-names', hidden: true });
    this.list.setAttribute('role', 'listbox');
    this.list.setAttribute('aria-label', 'أسماء من الملف');
    input.after(this.list);
    const attributes = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.list.id };
    Object.entries(attributes).forEach(([name, value]) => input.setAttribute(name, value));
    input.addEventListener('input', () => {
      this.onType(input.value);
      this.later();
    });
    input.addEventListener('keydown', (event) => this.key(event));
    input.addEventListener('blur', () => this.close());
    this.list.addEventListener('mousedown', (event) => event.preventDefault()); // the field keeps the focus
    this.list.addEventListener('click', ({ target }) => this.pick(Number(target.closest('[role=option]')?.dataset.at ?? -1)));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.open(), WAIT);
  }

  async open() {
    this.turn += 1;
    const { turn } = this;
    const found = await this.ask(this.input.value);
    if (turn === this.turn && document.activeElement === this.input) this.show(found);
  }

  show(found) {
    Object.assign(this, { found, at: -1 });
    this.list.replaceChildren(...found.map((name, at) => option(`${this.list.id}-${at}`, name, at)));
    this.list.hidden = !found.length;
    this.input.setAttribute('aria-expanded', String(found.length > 0));
    this.input.removeAttribute('aria-activedescendant');
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    this.turn += 1;
    clearTimeout(this.timer);
    this.show([]);
  }

  key(event) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (this.isOpen) this.move(event.key === 'ArrowDown' ? 1 : -1);
      else this.open();
    } else if (event.key === 'Enter' && this.isOpen && this.at >= 0 && !event.ctrlKey) {
      event.preventDefault();
      this.pick(this.at);
    } else if (event.key === 'Escape' && this.isOpen) {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  move(step) {
    const options = [...this.list.children];
    options[this.at]?.setAttribute('aria-selected', 'false');
    this.at = (this.at + step + options.length + (this.at < 0 && step < 0 ? 1 : 0)) % options.length;
    options[this.at].setAttribute('aria-selected', 'true');
    options[this.at].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', options[this.at].id);
  }

  pick(at) {
    const name = this.found[at];
    if (!name) return;
    this.input.value = name.name;
    this.close();
    this.onPick(name);
  }
}

function option(id, { name, about }, at) {
  const element = document.createElement('li');
  Object.assign(element, { id, className: 'isnad-name' });
  Object.entries({ role: 'option', 'aria-selected': 'false', 'data-at': String(at) }).forEach(([key, value]) => element.setAttribute(key, value));
  const words = Object.assign(document.createElement('bdi'), { textContent: name });
  const more = Object.assign(document.createElement('span'), { className: 'isnad-name__about', textContent: about });
  element.append(words, ' ', more);
  return element;
}
