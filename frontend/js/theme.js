/** Applies what the reader chose before the first paint: theme, marks in the text; loaded in the head, blocking on purpose. */

import { storedMarks } from "./controllers/marks-store.js";
import { applyTheme, storedTheme } from "./controllers/theme-store.js";

const root = document.documentElement;
applyTheme(root, storedTheme());
if (storedMarks()) root.dataset.said = "off";
