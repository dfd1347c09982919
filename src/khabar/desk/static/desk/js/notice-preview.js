/* Shows how the notification of a story would look while its words are typed. */
(() => {
  const KINDS = { breaking: 'عاجل', followed: 'خبر تتابع موضوعه' };

  const show = (root) => {
    const field = (name) => document.querySelector(`[name="${name}"]`);
    const kind = document.querySelector('[name="notice_to"]:checked')?.value;
    const words = field('notice_text')?.value.trim() || field('headline')?.value.trim() || '';
    root.querySelector('[data-notice-title]').textContent = words;
    root.querySelector('[data-notice-kind]').textContent = KINDS[kind] ?? KINDS.breaking;
    root.querySelector('figure').hidden = !kind;
  };

  document.addEventListener('DOMContentLoaded', () => {
    const root = document.querySelector('[data-notice-preview]');
    if (!root) return;
    root.closest('form').addEventListener('input', () => show(root));
    show(root);
  });
})();
