/** Sends what an editor does, and tells what became of it; a failure says why and leaves everything as it was. */

const NO_ANSWER = 'انقطع الاتصال فلم يُنفَّذ. أعد المحاولة.';
const NO_SESSION = 'انتهت جلستك فلم يُنفَّذ. ادخل من جديد في نافذة أخرى ثم أعد المحاولة.';
const NO_SENSE = 'تعذّر التنفيذ على الخادم. أعد تحميل الصفحة.';

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/u)?.[1] ?? '';

/* A form without a session is refused for its token first, with a page of its own. */
async function isEnded(fetch) {
  try {
    return (await fetch('/desk/session/', { redirect: 'manual', cache: 'no-store' })).status === 401;
  } catch {
    return false;
  }
}

/** Send one act on items. Returns `{ok, status, message, article, undo, uses}`. */
export function send(address, act, items, { again = false, fetch = globalThis.fetch } = {}) {
  return post(address, [['act', act], ...items.map((id) => ['items', id]), ...(again ? [['again', '1']] : [])], { fetch });
}

/** Send a form's pairs. Returns the JSON of the answer with `ok` and `status`; without an answer, a message why. */
export async function post(address, pairs, { fetch = globalThis.fetch } = {}) {
  const body = new URLSearchParams(pairs);
  const headers = { Accept: 'application/json', 'X-CSRFToken': token() };
  let response;
  try {
    response = await fetch(address, { method: 'POST', body, headers, redirect: 'manual', signal: AbortSignal.timeout(30_000) });
  } catch {
    return { ok: false, status: 0, message: NO_ANSWER };
  }
  if (response.type === 'opaqueredirect' || response.status === 401) return { ok: false, status: 401, message: NO_SESSION };
  try {
    return { ok: response.ok, status: response.status, ...(await response.json()) };
  } catch {
    const ended = await isEnded(fetch);
    return { ok: false, status: ended ? 401 : response.status, message: ended ? NO_SESSION : NO_SENSE };
  }
}
