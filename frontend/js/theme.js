/** Applies the remembered theme before the first paint; loaded in the head, blocking on purpose. */

import { applyTheme, storedTheme } from "./controllers/theme-store.js";

applyTheme(document.documentElement, storedTheme());
