/** Short notices at the foot of the page, with what can be done about them; they wait while a pointer or focus is on them. */

const STAYS = 8_000;

export class Toasts {
  constructor(root) {
    this.root = root;
  }

  /** @param offers pairs of a label and what it does: an address to go to, or a function */
  show(message, { offers = [], error = false } = {}) {
    const toast = document.createElement('div');
    toast.className = `wire-toast${error ? ' wire-toast--error' : ''}`;
    const text = document.createElement('p');
    text.textContent = message;
    toast.append(text, ...offers.map(([label, act]) => this.offer(toast, label, act)), this.offer(toast, 'أغلق', () => {}));
    this.root.append(toast);
    while (this.root.children.length > 3) this.root.firstElementChild.remove();
    if (!error) this.leave(toast);
    return toast;
  }

  offer(toast, label, act) {
    const link = typeof act === 'string';
    const part = document.createElement(link ? 'a' : 'button');
    part.textContent = label;
    if (link) Object.assign(part, { href: act, target: '_blank', rel: 'noopener' });
    else {
      part.type = 'button';
      part.addEventListener('click', () => {
        toast.remove();
        act();
      });
    }
    return part;
  }

  leave(toast) {
    let timer = setTimeout(() => toast.remove(), STAYS);
    const hold = () => clearTimeout(timer);
    const release = () => (timer = setTimeout(() => toast.remove(), STAYS));
    toast.addEventListener('mouseenter', hold);
    toast.addEventListener('focusin', hold);
    toast.addEventListener('mouseleave', release);
    toast.addEventListener('focusout', release);
  }
}
