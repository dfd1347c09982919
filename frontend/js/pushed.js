/** What the worker does with notifications: shows them, opens their story, ends them in one click. */

const held = (subscription) => {
  const { endpoint, keys } = subscription.toJSON();
  return { endpoint, ...keys };
};

const tell = (what, sent) =>
  fetch(`/notifications/${what}/`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(sent),
  });

/** Something is always shown: browsers end subscriptions whose messages are not. */
function told({ data }) {
  try {
    return data.json();
  } catch {
    return { title: "أخبار جديدة", url: "/", tag: "news" };
  }
}

function show({ title, body, url, tag, icon, silent = false }) {
  const actions = [{ action: "stop", title: "أوقف الإشعارات" }];
  return self.registration.showNotification(title, { body, tag, icon, silent, actions, lang: "ar", dir: "rtl", data: { url } });
}

/** The site forgets first; where it cannot be reached, the push service tells it at the next notification. */
async function stop() {
  const subscription = await self.registration.pushManager.getSubscription();
  if (!subscription) return;
  await tell("stop", held(subscription)).catch(() => {});
  await subscription.unsubscribe();
}

async function open(path) {
  const url = new URL(path, self.location.origin).href;
  const windows = await self.clients.matchAll({ type: "window" });
  const there = windows.find((one) => one.url === url);
  await (there ? there.focus() : self.clients.openWindow(url));
}

/** The browser took another address: what was chosen goes with it. */
async function move({ oldSubscription: old, newSubscription }) {
  if (!old) return;
  const renewed = newSubscription ?? (await self.registration.pushManager.subscribe(old.options));
  await tell("move", { ...held(renewed), old: held(old) });
}

self.addEventListener("push", (event) => event.waitUntil(show(told(event))));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(event.action === "stop" ? stop() : open(event.notification.data.url));
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(move(event)));
