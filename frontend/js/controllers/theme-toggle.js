/** The button that turns the page light or dark and remembers it. */

import { applyTheme, storeTheme } from "./theme-store.js";

export function currentTheme(root, prefersDark) {
  return root.dataset.theme ?? (prefersDark ? "dark" : "light");
}

export function connectThemeToggle(button, { root, media, store = storeTheme }) {
  const show = () => {
    const dark = currentTheme(root, media.matches) === "dark";
    button.setAttribute("aria-pressed", String(dark));
  };
  button.addEventListener("click", () => {
    const theme = currentTheme(root, media.matches) === "dark" ? "light" : "dark";
    applyTheme(root, theme);
    store(theme);
    show();
  });
  media.addEventListener("change", show);
  button.hidden = false;
  show();
}
