/** Where it is kept that a reader wants no marks in the text: the browser alone, no cookie. */

const KEY = "khabar-marks";

export function storedMarks(storage = globalThis.localStorage) {
  try {
    return storage.getItem(KEY) === "off" ? "off" : null;
  } catch {
    return null;
  }
}

export function storeMarks(marks, storage = globalThis.localStorage) {
  try {
    storage.setItem(KEY, marks);
  } catch {
    // Private windows may refuse; the choice then lasts as long as the page.
  }
}
