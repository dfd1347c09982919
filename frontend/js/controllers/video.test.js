import assert from "node:assert/strict";
import { test } from "node:test";

import { connectVideo } from "./video.js";

function film({ native = "" } = {}) {
  const target = new EventTarget();
  return Object.assign(target, {
    canPlayType: () => native,
    dataset: { player: "/static/player.js", hls: "/media/videos/1/a/master.m3u8" },
    calls: [],
    pause() {
      this.calls.push("pause");
    },
    play() {
      this.calls.push("play");
      return Promise.resolve();
    },
  });
}
const settled = () => new Promise((resolve) => setTimeout(resolve));
globalThis.document ??= { baseURI: "https://news.example/a/" };

test("nothing is fetched before play, and the player is fetched at the first play only", async () => {
  const video = film();
  const fetched = [];
  const attach = async (element, address) => video.calls.push(["attach", element === video, address]);
  connectVideo(video, { media: {}, fetchPlayer: async (address) => (fetched.push(address), { attach }) });
  assert.deepEqual(fetched, []);
  video.dispatchEvent(new Event("play"));
  video.dispatchEvent(new Event("play"));
  await settled();
  assert.deepEqual(fetched, ["https://news.example/static/player.js"]);
  assert.deepEqual(video.calls, ["pause", ["attach", true, "/media/videos/1/a/master.m3u8"], "play"]);
});

test("a browser that reads HLS itself is given it at the first play, and the MP4 again where that fails", async () => {
  const video = film({ native: "maybe" });
  video.currentSrc = "/media/videos/1/a/video.mp4";
  connectVideo(video, { media: {}, fetchPlayer: () => assert.fail("fetched") });
  assert.equal(video.src, undefined);
  video.dispatchEvent(new Event("play"));
  assert.equal(video.src, "/media/videos/1/a/master.m3u8");
  video.dispatchEvent(new Event("play"));
  video.dispatchEvent(new Event("error"));
  assert.equal(video.src, "/media/videos/1/a/video.mp4");
  assert.deepEqual(video.calls, ["play", "play"]);
});

test("a browser that knows neither HLS nor a media source is left alone", async () => {
  const video = film();
  connectVideo(video, { media: undefined, fetchPlayer: () => assert.fail("fetched") });
  video.dispatchEvent(new Event("play"));
  await settled();
  assert.deepEqual(video.calls, []);
});

test("a player that cannot be fetched leaves the MP4 playing", async () => {
  const video = film();
  connectVideo(video, { media: {}, fetchPlayer: () => Promise.reject(new Error("offline")) });
  video.dispatchEvent(new Event("play"));
  await settled();
  assert.deepEqual(video.calls, ["pause", "play"]);
});
