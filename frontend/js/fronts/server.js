/** What the page asks the server, and what it makes of silence. */

const ENDED = "انتهت جلستك أو سُحبت صلاحيتك. ترتيبك باقٍ هنا: ادخل من جديد في نافذة أخرى ثم احفظ.";
const SILENT = "لم يصل الطلب إلى الخادم. ترتيبك باقٍ هنا: تحقق من الشبكة ثم أعد المحاولة.";
const BROKEN = "تعذّر ذلك في الخادم. ترتيبك باقٍ هنا: أعد المحاولة بعد قليل.";

const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/u)?.[1] ?? "";

/** The answer's status and JSON; a message in Arabic where there was none. */
export async function post(url, fields, { send = fetch } = {}) {
  let response;
  try {
    response = await send(url, {
      method: "POST",
      headers: { "X-CSRFToken": token(), "X-Requested-With": "XMLHttpRequest", Accept: "application/json" },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
  } catch {
    return { status: 0, told: { message: SILENT } };
  }
  if (response.type === "opaqueredirect" || response.status === 401 || response.status === 403) return { status: 403, told: { message: ENDED } };
  try {
    return { status: response.status, told: await response.json() };
  } catch {
    return { status: response.status, told: { message: BROKEN } };
  }
}
