/** Takes the place of the app's worker where the app is switched off: deletes what it kept, and goes. */

async function leave() {
  const ours = (await caches.keys()).filter((name) => name.startsWith("khabar-"));
  await Promise.all(ours.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));
