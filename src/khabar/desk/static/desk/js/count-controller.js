/* Tells the writer the length of a text in words and letters; turns into a warning past the ideal. */
(() => {
  const WORDS = { one: 'كلمة واحدة', two: 'كلمتان', few: '# كلمات', many: '# كلمة', other: '# كلمة' };
  const LETTERS = { one: 'حرف واحد', two: 'حرفان', few: '# أحرف', many: '# حرفًا', other: '# حرف' };
  const plural = new Intl.PluralRules('ar');
  // Diacritics and kashida take no room of their own.
  const UNCOUNTED = /[\u0640\u064b-\u065f\u0670]/gu;

  const say = (forms, number) => forms[plural.select(number)].replace('#', String(number));

  class CountController extends window.StimulusModule.Controller {
    static values = { ideal: Number };

    connect() {
      this.note = document.createElement('p');
      this.note.className = 'desk-count';
      this.note.setAttribute('aria-live', 'off');
      this.element.insertAdjacentElement('afterend', this.note);
      this.count();
    }

    disconnect() {
      this.note.remove();
    }

    count() {
      const text = this.element.value.replace(UNCOUNTED, '').trim();
      const letters = [...text].length;
      const words = text ? text.split(/\s+/u).length : 0;
      const long = this.idealValue > 0 && letters > this.idealValue;
      this.note.textContent = !text ? '' : `${say(WORDS, words)}، ${say(LETTERS, letters)}${long ? `؛ أطول من المستحسن (${this.idealValue})` : ''}`;
      this.note.classList.toggle('desk-count--long', long);
    }
  }

  window.wagtail.app.register('desk-count', CountController);
})();
