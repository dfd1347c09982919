/** Applies what the reader chose before the first paint: theme, marks, less data; loaded in the head, blocking on purpose. */

import { storedMarks } from "./controllers/marks-store.js";
import { applyTheme, storedTheme } from "./controllers/theme-store.js";

const root = document.documentElement;
applyTheme(root, storedTheme());
if (storedMarks()) root.dataset.said = "off";
if (navigator.connection?.saveData) root.dataset.saving = "on";
