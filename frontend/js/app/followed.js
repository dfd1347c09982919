/** What this browser follows, as `topic:7 section:2`, so that a button need not ask the site; empty where nothing may be kept. */

const KEY = "khabar-followed";

export function followed(shelf = storage()) {
  return (shelf?.getItem(KEY) ?? "").split(" ").filter(Boolean);
}

export function remember(all, shelf = storage()) {
  shelf?.setItem(KEY, all.join(" "));
}

function storage() {
  try {
    return globalThis.localStorage;
  } catch {
    return null;
  }
}
