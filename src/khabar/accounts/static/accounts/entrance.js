// The small behaviours of the log-in and security pages: passkeys, showing a password, copying codes.
(function () {
  'use strict'

  const CANCELLED = 'أُلغي الطلب أو انتهت مهلته. حاول مرة أخرى.'
  const FAILED = 'تعذر استعمال مفتاح المرور على هذا الجهاز.'

  function passkeyForms () {
    const api = window.allauth && window.allauth.webauthn
    if (!api) return
    const starters = {
      login: () => api.forms.loginForm({ ids: { login: 'passkey_login', credential: 'mfa_credential' } }),
      add: (form) => api.forms.addForm({
        ids: { add: 'mfa_webauthn_add', passwordless: 'id_passwordless', credential: credentialOf(form), data: 'js_data' }
      }),
      authenticate: (form) => api.forms.authenticateForm({
        ids: { authenticate: form.querySelector('button[type=submit]').id, credential: credentialOf(form), data: 'js_data' }
      })
    }
    for (const form of document.querySelectorAll('form[data-passkey]')) {
      starters[form.dataset.passkey](form)
    }
  }

  function credentialOf (form) {
    return form.querySelector('input[name=credential]').id
  }

  function showPasskeyError (event) {
    const place = document.querySelector('[data-passkey-error]')
    if (!place) return
    event.preventDefault()
    const error = event.detail.exception
    place.textContent = error && error.name === 'NotAllowedError' ? CANCELLED : FAILED
    place.hidden = false
  }

  function revealButtons () {
    for (const button of document.querySelectorAll('[data-reveal]')) {
      const input = document.getElementById(button.dataset.reveal)
      button.hidden = false
      button.addEventListener('click', () => {
        const shown = input.type === 'text'
        input.type = shown ? 'password' : 'text'
        button.textContent = shown ? 'إظهار' : 'إخفاء'
        button.setAttribute('aria-pressed', String(!shown))
      })
    }
  }

  function copyButtons () {
    if (!navigator.clipboard) return
    for (const button of document.querySelectorAll('[data-copy]')) {
      button.hidden = false
      button.addEventListener('click', async () => {
        const items = document.getElementById(button.dataset.copy).querySelectorAll('li')
        await navigator.clipboard.writeText(Array.from(items, (item) => item.textContent).join('\n'))
        button.textContent = button.dataset.copied
      })
    }
  }

  document.addEventListener('allauth.error', showPasskeyError)
  passkeyForms()
  revealButtons()
  copyButtons()
})()
