/**
 * Plays a film in qualities that fit the line, from the first press on play: natively where the browser reads HLS,
 * else with a player that is fetched then. Without either, or without scripts, the MP4 plays.
 */

const HLS = "application/vnd.apple.mpegurl";

export function connectVideo(video, { fetchPlayer = (address) => import(address), media = globalThis.MediaSource } = {}) {
  const native = Boolean(video.canPlayType(HLS));
  if (!native && !media) return;
  const start = native ? () => startNative(video) : () => startPlayer(video, fetchPlayer);
  video.addEventListener("play", start, { once: true });
}

function startNative(video) {
  const mp4 = video.currentSrc;
  video.addEventListener("error", () => play(video, mp4), { once: true });
  play(video, video.dataset.hls);
}

async function startPlayer(video, fetchPlayer) {
  video.pause();
  try {
    const { attach } = await fetchPlayer(new URL(video.dataset.player, document.baseURI).href);
    await attach(video, video.dataset.hls);
  } catch {
    // The player could not be had: the MP4 is there.
  }
  video.play().catch(() => {});
}

function play(video, address) {
  video.src = address;
  video.play().catch(() => {});
}
