import assert from "node:assert/strict";
import { test } from "node:test";

import { KEPT, STORY, copied, drawnWith, keeps, lost, names, news, noted, surplus, unhashed, verdict, wayOf, written } from "./rules.js";

const HERE = "https://khabar.example";
const ask = (path, more) => wayOf({ method: "GET", mode: "navigate", url: HERE + path, ...more }, HERE);
const answer = (headers, status = 200) => ({ status, headers: new Headers(headers) });

test("pages go the app's way; the desk, the light edition, media and ads do not, nor what is no page", () => {
  for (const path of ["/", "/economy/7/a/", "/search/?q=a", "/deskwork/"]) assert.equal(ask(path), "page", path);
  for (const path of ["/desk/", "/desk/articles/edit/3/", "/lite/", "/lite/a/7/", "/media/images/a.jpg", "/ads/frame/1/a/"])
    assert.equal(ask(path), null, path);
  assert.equal(ask("/", { method: "POST" }), null);
  assert.equal(ask("/recalled.json", { mode: "cors" }), null);
  assert.equal(ask("/", { url: "https://other.example/" }), null);
  assert.equal(ask("/static/khabar/css/site.css", { mode: "no-cors" }), "file");
});

test("kept are stories and the front page, unless an answer is one reader's own, or no whole answer", () => {
  const shared = { "cache-control": "public, max-age=0, must-revalidate" };
  assert.equal(keeps("/", answer(shared)), true);
  assert.equal(keeps("/a/7/b/", answer({ ...shared, [STORY]: "7;0" })), true);
  assert.equal(keeps("/search/", answer(shared)), false);
  assert.equal(keeps("/a/7/b/", answer({ [STORY]: "7;0", "cache-control": "private, no-cache" })), false);
  assert.equal(keeps("/", answer({ "cache-control": "no-store, private" })), false);
  assert.equal(keeps("/", answer(shared, 503)), false);
  assert.equal(keeps("/a/7/b/", answer({ ...shared, [STORY]: "7;0" }, 206)), false);
});

test("an address that answers 404 or 410, or leads elsewhere, has no copy any more; a failing server keeps it", () => {
  assert.deepEqual([404, 410, 200, 500, 503].map((status) => lost({ status })), [true, true, false, false, false]);
  assert.equal(lost({ status: 0, type: "opaqueredirect" }), true);
});

const list = { since: 1_000_000, gone: [7, 9], corrected: { 12: 40 } };
const copy = (story, kept = 2_000_000_000) => new Headers({ [KEPT]: kept, ...(story && { [STORY]: story }) });

test("a withdrawn story is dropped, one corrected since is renewed, others are kept", () => {
  assert.equal(verdict(copy("7;0"), list), "drop");
  assert.equal(verdict(copy("12;39"), list), "renew");
  assert.equal(verdict(copy("12;40"), list), "keep");
  assert.equal(verdict(copy("3;0"), list), "keep");
  assert.equal(verdict(copy(""), list), "keep");
});

test("a copy from before the list began is renewed, whoever's clock is a little wrong", () => {
  assert.equal(verdict(copy("3;0", 999_999_000), list), "renew");
  assert.equal(verdict(copy("", 1_000_000_000 + 3_600_000), list), "renew");
  assert.equal(verdict(copy("3;0", 1_000_000_000 + 90_000_000), list), "keep");
});

test("news is what the list did not say when it was last seen", () => {
  assert.deepEqual(news(list, undefined), [7, 9, "12"]);
  assert.deepEqual(news(list, list), []);
  assert.deepEqual(news(list, { gone: [7], corrected: { 12: 39 } }), [9, "12"]);
});

test("a page names a story by its address or its short one, and not by a number that only holds its digits", () => {
  assert.equal(names('<a href="/a/12/b/">', [12]), true);
  assert.equal(names('<a href="https://khabar.example/n/12">', [12, 13]), true);
  assert.equal(names('<a href="/a/112/b/"><a href="/n/120">', [12]), false);
  assert.equal(names('<a href="/a/12/b/">', []), false);
});

test("the oldest of the opened stories go first; the front page and what was saved stay", () => {
  assert.deepEqual(surplus(["/a/1/x/", "/", "/recalled.json", "/a/2/x/", "/a/3/x/"], ["/a/9/x/"], 3), ["/a/1/x/"]);
  assert.deepEqual(surplus(["/a/1/x/", "/"], ["/a/2/x/", "/a/3/x/"], 1), ["/a/1/x/"]);
  assert.deepEqual(surplus(["/a/1/x/"], [], 60), []);
});

test("a file is known by its name without the hash", () => {
  assert.equal(unhashed("/static/khabar/css/site.0123456789ab.css"), "/static/khabar/css/site.css");
  assert.equal(unhashed("/static/khabar/js/site.min.js"), "/static/khabar/js/site.min.js");
});

test("the shell is what the page is drawn with, each file once, without pictures", () => {
  const page = '<link href="/static/a.css"><script src="/static/a.js"></script><img src="/static/a.png"><i data-kept="/static/a.js">';
  assert.deepEqual([...drawnWith(page)], ["/static/a.css", "/static/a.js"]);
});

test("the moment is written in the edition's digits and zone", () => {
  const moment = Date.UTC(2026, 2, 1, 21, 30);
  assert.match(written(moment, { locale: "ar-EG-u-ca-gregory-nu-latn", zone: "Africa/Cairo" }), /1 مارس 2026، 11:30/);
  assert.match(written(moment, { locale: "ar-SA-u-ca-gregory-nu-arab", zone: "Asia/Riyadh" }), /٢ مارس ٢٠٢٦.*١٢:٣٠/);
});

test("the note stands first in the page's main part and says when the copy was kept", () => {
  const page = noted('<header></header><main id="content" tabindex="-1"><h1>$&</h1></main>', "1 مارس", "/a/7/b/");
  assert.match(page, /<main id="content" tabindex="-1"><p class="stale[^>]*>.*لم تُحدَّث.*1 مارس.*href="\/a\/7\/b\/".*<\/p><h1>\$&<\/h1>/);
});

test("a copy keeps body and headers, and says when it was made", async () => {
  const made = copied(new Response("نص", { headers: { [STORY]: "7;0" } }), 5);
  assert.equal(await made.text(), "نص");
  assert.equal(made.headers.get(STORY), "7;0");
  assert.equal(made.headers.get(KEPT), "5");
});
