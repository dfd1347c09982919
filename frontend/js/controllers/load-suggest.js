/** Fetches what suggests under a search box when somebody first turns to the box; until then it costs nothing. */

export function loadSuggest(form, { load = (address) => import(address) } = {}) {
  const begin = async () => {
    try {
      (await load(form.dataset.script)).connectSuggest(form);
    } catch {
      // The box goes on as a plain form.
    }
  };
  if (form.contains(document.activeElement)) begin();
  else form.addEventListener("focusin", begin, { once: true });
}
