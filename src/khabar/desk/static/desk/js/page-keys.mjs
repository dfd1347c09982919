/** Links that name a key in `data-desk-key` are followed when it is pressed, with an Arabic or a Latin keyboard. */

import { isWriting, latinKey } from './wires/keys.mjs';

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
  if (isWriting(event.target) || document.querySelector('dialog[open], [aria-modal=true]:not([aria-hidden=true])')) return;
  const links = [...document.querySelectorAll('[data-desk-key]')];
  links.find((link) => link.dataset.deskKey === latinKey(event))?.click();
});
