/** The desk's upload of films: in pieces, going on after a break where it stopped (tus), with how far it has come. */

import { Upload } from "tus-js-client";

const PIECE = 8 * 2 ** 20;
const RETRIES_MS = [0, 1000, 3000, 5000, 10000, 20000, 30000];

const digits = (number) => new Intl.NumberFormat("ar", { maximumFractionDigits: 1, numberingSystem: "latn" }).format(number);

function cookie(name) {
  return document.cookie.split("; ").find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? "";
}

/** What the server said, in Arabic, or what to do when it said nothing. */
function reason(error) {
  const response = error?.originalResponse;
  const said = response?.getBody();
  if (said && (response.getHeader("Content-Type") ?? "").startsWith("text/plain")) return said;
  if (response?.getStatus() === 401 || response?.getStatus() === 403) return "انتهت جلستك. ادخل من جديد ثم اختر الملف نفسه ليكتمل رفعه.";
  return "انقطع الرفع. اختر الملف نفسه ليكتمل من حيث وقف.";
}

export function connectUpload(root) {
  const input = root.querySelector("[data-file]");
  const bar = root.querySelector("[data-progress]");
  const status = root.querySelector("[data-status]");
  const pause = root.querySelector("[data-pause]");
  let upload;
  let running = false;

  const say = (text, wrong = false) => {
    status.textContent = text;
    status.classList.toggle("desk-upload__wrong", wrong);
  };
  const leaving = (event) => running && event.preventDefault();
  addEventListener("beforeunload", leaving);

  const stopped = () => {
    running = false;
    input.disabled = false;
  };
  const begin = async (file) => {
    if (file.size > Number(root.dataset.most)) {
      say(`حجم الملف ${digits(file.size / 2 ** 20)} ميغابايت، والحد ${digits(Number(root.dataset.most) / 2 ** 20)}.`, true);
      return;
    }
    upload = new Upload(file, {
      endpoint: root.dataset.endpoint,
      chunkSize: PIECE,
      retryDelays: RETRIES_MS,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, filetype: file.type },
      onBeforeRequest: (request) => {
        request.setHeader("X-CSRFToken", cookie("csrftoken"));
        request.setHeader("X-Requested-With", "XMLHttpRequest"); // a refusal instead of the log-in page
      },
      onProgress: (sent, whole) => {
        bar.value = whole ? sent / whole : 0;
        say(`رُفع ${digits(sent / 2 ** 20)} من ${digits(whole / 2 ** 20)} ميغابايت`);
      },
      onError: (error) => {
        stopped();
        pause.hidden = true;
        say(reason(error), true);
      },
      onSuccess: ({ lastResponse }) => {
        running = false;
        say("اكتمل الرفع.");
        location.assign(lastResponse.getHeader("Khabar-Video") || root.dataset.list);
      },
    });
    const earlier = await upload.findPreviousUploads();
    if (earlier.length) upload.resumeFromPreviousUpload(earlier[0]);
    bar.hidden = pause.hidden = false;
    running = input.disabled = true;
    upload.start();
  };
  input.addEventListener("change", () => input.files[0] && begin(input.files[0]));
  pause.addEventListener("click", () => {
    if (running) {
      upload.abort();
      running = false;
      pause.textContent = "تابع الرفع";
      say("توقف الرفع، ويكتمل من حيث وقف.");
    } else {
      running = true;
      pause.textContent = "أوقف مؤقتًا";
      upload.start();
    }
  });
}

document.querySelectorAll("[data-video-upload]").forEach((root) => connectUpload(root));
