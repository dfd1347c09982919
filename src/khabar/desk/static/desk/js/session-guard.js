/* Keeps what was written when the session has ended: asks before a form leaves the page, and says what to do. */
(() => {
  const FORM = 'form[data-edit-form]';
  let checked = null; // the form that is on its way: its session was seen to be alive a moment ago

  const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/u)?.[1];

  /* Log-in changes the token that the forms of every open tab carry. */
  const renewTokens = () => {
    const fresh = token();
    if (!fresh) return;
    document.querySelectorAll('input[name=csrfmiddlewaretoken]').forEach((input) => {
      input.value = fresh;
    });
  };

  const alive = async () => {
    try {
      return (await fetch('/desk/session/', { redirect: 'manual', cache: 'no-store' })).status !== 401;
    } catch {
      return true; // no network: the browser says so itself
    }
  };

  const warning = () => {
    const found = document.getElementById('desk-session');
    if (found) return found;
    const dialog = document.createElement('dialog');
    dialog.id = 'desk-session';
    dialog.className = 'desk-session';
    dialog.setAttribute('aria-labelledby', 'desk-session-title');
    dialog.innerHTML =
      '<h2 id="desk-session-title">انتهت جلستك</h2>' +
      '<p>ما كتبته باقٍ في هذه الصفحة ولم يُحفظ بعد. ادخل من جديد في نافذة أخرى، ثم عُد إلى هنا واحفظ.</p>' +
      '<form method="dialog"><a class="button" href="/desk/login/" target="_blank">الدخول في نافذة جديدة</a> ' +
      '<button class="button button-secondary">العودة إلى النص</button></form>';
    document.body.append(dialog);
    return dialog;
  };

  const warn = () => {
    document.querySelectorAll('[data-w-progress-loading-value="true"]').forEach((button) => {
      button.setAttribute('data-w-progress-loading-value', 'false');
    });
    const dialog = warning();
    if (!dialog.open) dialog.showModal();
  };

  /* The button pressed may be disabled by now, and a disabled button is not sent: its value goes along by itself. */
  const carry = (form, button) => {
    const input = document.createElement('input');
    Object.assign(input, { type: 'hidden', name: button?.name ?? '', value: button?.value ?? '' });
    form.append(input);
    return input;
  };

  document.addEventListener(
    'submit',
    async (event) => {
      const form = event.target;
      if (!form.matches(FORM) || form === checked) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!(await alive())) {
        warn();
        return;
      }
      renewTokens();
      const carried = carry(form, event.submitter);
      checked = form;
      form.requestSubmit();
      checked = null;
      carried.remove();
    },
    true,
  );

  document.addEventListener('w-autosave:error', async () => {
    if (!(await alive())) warn();
  });
  window.addEventListener('focus', renewTokens);
})();
