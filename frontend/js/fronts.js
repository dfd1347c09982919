/** The desk's page of a front: arranging, saving, what another editor did meanwhile, the preview. */

import { Board } from "./fronts/board.js";
import { Draft } from "./fronts/draft.js";
import { connectPreview } from "./fronts/preview.js";
import { connectSearch } from "./fronts/search.js";
import { post } from "./fronts/server.js";

const WAITS_MS = 400;

function connect(root) {
  const find = (name) => root.querySelector(`[data-${name}]`);
  const { key, zonesUrl, saveUrl, storiesUrl, menuOrder, insteadOf = "0" } = root.dataset;
  const draft = new Draft(insteadOf === "0" ? key : `${key}-${insteadOf}`);
  const zones = find("zones");
  let base = root.dataset.base;
  let saved;
  let timer;

  const say = (text) => (find("say").textContent = text);
  const state = (text, wrong = false) => {
    find("state").textContent = text;
    find("state").classList.toggle("fronts__state--wrong", wrong);
  };
  const arranged = () => board.arranged(menuOrder);
  const isDirty = () => JSON.stringify(arranged()) !== saved;
  const changed = () => {
    const now = arranged();
    if (isDirty()) {
      state("تغييرات لم تُحفظ");
      draft.keep(now, base);
    } else {
      state("");
      draft.drop();
    }
    preview.changed();
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const { status, told } = await post(zonesUrl, { arranged: JSON.stringify(now) });
      if (status === 200) board.refill(told.auto);
      else if (status === 422) state(told.message, true);
    }, WAITS_MS);
  };
  const board = new Board(zones, { say, changed });
  saved = JSON.stringify(arranged());
  const preview = connectPreview(root, { arranged });
  const search = connectSearch(root, { board, url: storiesUrl, say });

  const show = (html) => {
    zones.innerHTML = html;
    board.connect();
    search.targets();
    changed();
  };

  /** Ask what to do about another editor's changes. */
  const settle = (told) => {
    const dialog = find("conflict");
    find("conflict-title").textContent = told.message;
    find("conflict-when").textContent = told.when ? `حُفظ ${told.when}` : "";
    const line = (text) => Object.assign(document.createElement("li"), { textContent: text });
    find("conflict-lines").replaceChildren(...told.lines.map(line));
    find("conflict-left").hidden = !told.left_over.length;
    find("conflict-left").textContent = `لا يبقى بعد الدمج مكان لـ: ${told.left_over.map((title) => `«${title}»`).join("، ")}`;
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      () => {
        if (!dialog.returnValue) return state("لم يُحفظ: غيّر غيرك هذه الواجهة. احفظ لتختار من جديد.", true);
        const mine = arranged();
        base = told.base;
        show(told[dialog.returnValue === "merge" ? "merged" : "theirs"]);
        if (dialog.returnValue === "merge") state("دُمج التغييران. راجع الترتيب ثم احفظه.");
        else {
          saved = JSON.stringify(arranged());
          draft.keep(mine, base);
          offer(mine);
          state("هذا ترتيب غيرك كما حفظه.");
        }
        return undefined;
      },
      { once: true },
    );
    dialog.showModal();
  };

  const save = async (more = {}) => {
    state("يُحفظ…");
    const sent = arranged();
    const { status, told } = await post(saveUrl, { arranged: JSON.stringify(sent), base, instead_of: insteadOf, ...more });
    if (status === 409) return settle(told);
    if (status !== 200) return state(told.message, true);
    saved = JSON.stringify(sent);
    if (!isDirty()) draft.drop();
    if (told.scheduled) return location.assign(location.pathname);
    base = told.base;
    root.dataset.base = base;
    find("history").innerHTML = told.history; // what can be taken back now is what was saved now
    return state(isDirty() ? "حُفظ ما كان، وبعده تغييرات لم تُحفظ" : told.message);
  };

  /** Offer an arrangement that was made here and never saved. */
  const offer = (kept, from = base) => {
    find("draft").hidden = false;
    find("draft-take").onclick = async () => {
      const { status, told } = await post(zonesUrl, { arranged: JSON.stringify(kept), whole: "1" });
      if (status !== 200) return state(told.message, true);
      find("draft").hidden = true;
      base = from; // made from an older arrangement, it is compared with the one there is now when it is saved
      return show(told.whole);
    };
    find("draft-drop").onclick = () => {
      find("draft").hidden = true;
      if (!isDirty()) draft.drop();
    };
  };

  find("save")?.addEventListener("click", () => save());
  find("schedule").addEventListener("click", () => {
    const at = find("starts").value;
    if (!at) {
      state("اكتب موعد البدء أولًا.", true);
      find("starts").focus();
    } else save({ starts_at: at });
  });
  addEventListener("beforeunload", (event) => isDirty() && event.preventDefault());

  const kept = draft.found(arranged());
  if (kept) offer(kept.arranged, kept.base);
}

document.querySelectorAll("[data-front]").forEach((root) => connect(root));
