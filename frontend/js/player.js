/** hls.js, fetched at the first press on play; resolves once the film can begin, or once it is clear it cannot so. */

import Hls from "hls.js/light";

export function attach(video, address) {
  if (!Hls.isSupported()) return Promise.resolve();
  return new Promise((resolve) => {
    const mp4 = video.querySelector('source[type="video/mp4"]').src;
    // No worker: it would need an address of a kind that the site's policy allows nowhere. Captions are the page's own.
    const hls = new Hls({ enableWorker: false, capLevelToPlayerSize: true, maxBufferLength: 30, startLevel: -1 });
    hls.on(Hls.Events.MANIFEST_PARSED, () => resolve());
    hls.on(Hls.Events.ERROR, (_event, { fatal, type }) => {
      if (!fatal) return;
      if (type === Hls.ErrorTypes.MEDIA_ERROR && !video.dataset.recovered) {
        video.dataset.recovered = "once";
        hls.recoverMediaError();
        return;
      }
      const at = video.currentTime;
      hls.destroy();
      video.src = mp4;
      video.currentTime = at;
      video.play().catch(() => {});
      resolve();
    });
    hls.loadSource(address);
    hls.attachMedia(video);
  });
}
