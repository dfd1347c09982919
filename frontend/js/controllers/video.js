/**
 * Plays a film in qualities that fit the line: natively where the browser reads HLS, else with a player that is
 * fetched when the reader presses play. Without either the MP4 plays, as it does without scripts.
 */

const HLS = "application/vnd.apple.mpegurl";

export function connectVideo(video, { fetchPlayer = (address) => import(address), media = globalThis.MediaSource } = {}) {
  if (video.canPlayType(HLS) || !media) return;
  video.addEventListener("play", () => start(video, fetchPlayer), { once: true });
}

async function start(video, fetchPlayer) {
  video.pause();
  try {
    const { attach } = await fetchPlayer(new URL(video.dataset.player, document.baseURI).href);
    await attach(video, video.dataset.hls);
  } catch {
    // The player could not be had: the MP4 is there.
  }
  video.play().catch(() => {});
}
