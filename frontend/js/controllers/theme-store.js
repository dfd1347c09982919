/** Where the reader's choice of light or dark is kept: the browser alone, no cookie. */

const KEY = "khabar-theme";
const THEMES = ["light", "dark"];

/** "light", "dark", or null where nothing was chosen or storage is closed. */
export function storedTheme(storage = globalThis.localStorage) {
  try {
    const value = storage.getItem(KEY);
    return THEMES.includes(value) ? value : null;
  } catch {
    return null;
  }
}

export function storeTheme(theme, storage = globalThis.localStorage) {
  try {
    storage.setItem(KEY, theme);
  } catch {
    // Private windows may refuse; the theme then lasts as long as the page.
  }
}

export function applyTheme(root, theme) {
  if (theme) root.dataset.theme = theme;
}
