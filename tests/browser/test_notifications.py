"""Notifications as a reader has them: chosen on their page, followed from a topic, shown, opened and ended.

Chromium subscribes with Google's service alone, which is not reached from here: `pushManager.subscribe` gives a
subscription of the test's own. Messages are handed to the real worker by the browser (CDP).
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.test_accessibility import violations
from tests.push_service import Browser as Subscribed

_ENDPOINT = "https://fcm.googleapis.com/fcm/send/browser-test"
_STUB = """
(held) => {
  const make = (options) => ({
    endpoint: held.endpoint, options,
    toJSON: () => ({ endpoint: held.endpoint, expirationTime: null, keys: { auth: held.auth, p256dh: held.p256dh } }),
    unsubscribe: async () => { sessionStorage.removeItem("subscribed"); return true; },
  });
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  PushManager.prototype.subscribe = async function (options) {
    sessionStorage.setItem("subscribed", btoa(String.fromCharCode(...options.applicationServerKey)));
    return make(options);
  };
  PushManager.prototype.getSubscription = async function () {
    const key = sessionStorage.getItem("subscribed");
    return key ? make({ applicationServerKey: bytes(key).buffer }) : null;
  };
}
"""


@pytest.fixture(params=["light", "dark"])
def reader(chromium: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A phone that lets the site notify, in both looks."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="ar-EG", timezone_id="Asia/Beirut", color_scheme=request.param
    )
    context.grant_permissions(["notifications"], origin=site)
    held = Subscribed(f"{_ENDPOINT}-{uuid4()}").held  # each test is another browser
    context.add_init_script(f"({_STUB})({json.dumps(held)})")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if "Content Security Policy" in line.text else None)
    yield page
    context.close()
    assert errors == []


def _topic(page: Page, lead: str) -> None:
    """Go to a topic's page, as a reader does from a story."""
    page.goto(lead)
    page.locator(".topics a").first.click()
    expect(page.locator(".card__kicker").first).to_have_text("موضوع")


def _worker(page: Page, site: str) -> tuple[CDPSession, str]:
    """The browser's own hand on the worker, and the number of its registration."""
    session = page.context.new_cdp_session(page)
    found: list[str] = []

    def told(event: dict[str, Any]) -> None:
        found.extend(one["registrationId"] for one in event["registrations"] if one["scopeURL"].startswith(site))

    session.on("ServiceWorker.workerRegistrationUpdated", told)
    session.send("ServiceWorker.enable")
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    for _ in range(600):
        if found:
            return session, found[0]
        page.wait_for_timeout(100)
    raise AssertionError("no worker")


_NOTIFICATIONS = """
async (wanted) => {
  const all = await (await navigator.serviceWorker.ready).getNotifications();
  return all.some(({ title }) => title === wanted)
    ? all.map(({ title, body, tag, dir, lang, silent, actions, data }) =>
        ({ title, body, tag, dir, lang, silent, actions: actions.map(({ action }) => action), data }))
    : [];
}
"""


def _shown(page: Page, title: str) -> list[dict[str, Any]]:
    """What is shown once a notification of this title is: at once, as a browser without a screen soon forgets it.

    Asked again and again from here: `wait_for_function` takes the promise of an answer for a yes.
    """
    for _ in range(3000):
        found: list[dict[str, Any]] = page.evaluate(_NOTIFICATIONS, title)
        if found:
            return found
        page.wait_for_timeout(20)
    raise AssertionError(f"no notification {title!r}")


def test_a_reader_chooses_changes_and_ends_it(reader: Page, site: str) -> None:
    reader.goto(f"{site}/notifications/")
    expect(reader.get_by_role("button", name="فعّل الإشعارات على هذا الجهاز")).to_be_visible()
    expect(reader.get_by_text("(Asia/Beirut)")).to_be_visible()
    expect(reader.locator("[data-why]:visible")).to_have_count(0)
    assert violations(reader) == []
    reader.get_by_label("الأخبار العاجلة").uncheck()
    reader.get_by_role("button", name="فعّل").click()
    expect(reader.get_by_role("status")).to_have_text("لم تختر شيئًا يصلك بعد.")
    reader.locator("[name=section]").first.check()
    reader.get_by_label("من").fill("22:30")
    reader.get_by_role("button", name="فعّل").press("Enter")
    expect(reader.get_by_role("status")).to_have_text("حُفظ ما اخترت، وتصلك الإشعارات على هذا الجهاز.")
    expect(reader.get_by_role("button", name="احفظ التغيير")).to_be_visible()
    assert violations(reader) == []
    reader.reload()
    expect(reader.get_by_label("من")).to_have_value("22:30")
    expect(reader.locator("[name=section]").first).to_be_checked()
    expect(reader.get_by_label("الأخبار العاجلة")).not_to_be_checked()
    reader.get_by_role("button", name="أوقف كل الإشعارات").click()
    expect(reader.get_by_role("status")).to_have_text("توقفت الإشعارات، وحُذف ما حفظناه.")
    reader.reload()
    expect(reader.get_by_role("button", name="فعّل الإشعارات على هذا الجهاز")).to_be_visible()
    expect(reader.get_by_role("button", name="أوقف كل الإشعارات")).to_be_hidden()


def test_a_topic_is_followed_with_one_click_and_left_with_another(reader: Page, lead: str) -> None:
    _topic(reader, lead)
    button = reader.locator("[data-follow]")
    expect(button).to_have_text("أشعرني بجديده")
    assert "notify.js" not in reader.evaluate("performance.getEntriesByType('resource').map(({ name }) => name).join()")
    button.click()
    expect(button).to_have_text("تتابعه: ألغِ المتابعة")
    assert violations(reader) == []
    name = reader.locator("h1").inner_text()
    reader.reload()
    expect(button).to_have_text("تتابعه: ألغِ المتابعة")
    reader.get_by_role("link", name="ما يصلك، وساعات الهدوء").click()
    expect(reader.get_by_role("checkbox", name=name, exact=True)).to_be_checked()
    expect(reader.get_by_label("الأخبار العاجلة")).not_to_be_checked()
    reader.go_back()
    button.click()
    expect(button).to_have_text("أشعرني بجديده")


def test_what_is_pushed_is_shown_replaced_opened_and_ended_by_the_worker(reader: Page, site: str) -> None:
    reader.goto(f"{site}/notifications/")
    session, number = _worker(reader, site)

    def push(**told: Any) -> list[dict[str, Any]]:
        message = {"title": "افتتاح الجسر", "body": "عاجل", "url": "/", "tag": "story-7", **told}
        delivered = {"origin": site, "registrationId": number, "data": json.dumps(message)}
        session.send("ServiceWorker.deliverPushMessage", delivered)
        return _shown(reader, message["title"])

    (one,) = push()
    assert (one["title"], one["dir"], one["lang"], one["actions"]) == ("افتتاح الجسر", "rtl", "ar", ["stop"])
    assert [one["title"] for one in push(title="سُحب خبر", silent=True)] == ["سُحب خبر"]
    worker = reader.context.service_workers[0]
    asked = worker.evaluate(
        """async () => {
          const seen = [];
          self.fetch = async (url, { body }) => {
            seen.push([url, JSON.parse(body)]);
            return new Response("{}");
          };
          let ended = false;
          const told = { endpoint: "https://p.example/1", keys: { auth: "a", p256dh: "p" } };
          const held = { toJSON: () => told, unsubscribe: async () => (ended = true) };
          self.registration.pushManager.getSubscription = async () => held;
          const [notification] = await self.registration.getNotifications();
          const event = new NotificationEvent("notificationclick", { notification, action: "stop" });
          const waited = [];
          event.waitUntil = (one) => waited.push(one);
          self.dispatchEvent(event);
          await Promise.all(waited);
          return { seen, ended, left: (await self.registration.getNotifications()).length };
        }"""
    )
    assert asked["seen"] == [["/notifications/stop/", {"endpoint": "https://p.example/1", "auth": "a", "p256dh": "p"}]]
    assert (asked["ended"], asked["left"]) == (True, 0)


def test_without_script_the_page_names_what_works(phone_without_scripts: Page, site: str) -> None:
    phone_without_scripts.goto(f"{site}/notifications/")
    told = phone_without_scripts.locator("noscript p")  # Playwright looks for no text inside of noscript
    expect(told).to_be_visible()
    expect(told).to_contain_text("متوقفة في متصفحك")
    expect(phone_without_scripts.locator("main a", has_text="خلاصة الأخبار").first).to_be_visible()
    form = phone_without_scripts.locator("form.notify__form")
    expect(form).to_be_hidden()
    expect(form.locator("[type=submit]")).to_be_disabled()  # nor is it sent while its script is on the way


def test_a_browser_that_cannot_or_may_not_is_told(chromium: Browser, site: str) -> None:
    for script, said in (
        ("delete globalThis.PushManager", "متصفحك لا يعرف الإشعارات"),
        ("delete globalThis.PushManager; navigator.standalone = false", "إضافة إلى الصفحة الرئيسية"),
        ("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })", "منعت متصفحك"),
    ):
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, service_workers="block")
        context.add_init_script(script)
        page = context.new_page()
        page.goto(f"{site}/notifications/")
        expect(page.locator("[data-why]:visible")).to_contain_text(said)
        expect(page.get_by_role("button", name="فعّل")).to_be_disabled()
        expect(page.get_by_label("الأخبار العاجلة")).to_be_disabled()
        context.close()


@pytest.mark.parametrize("width", [320, 360, 390, 1280])
def test_nothing_moves_when_following_is_offered_or_begun(chromium: Browser, site: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 844})
    page = context.new_page()

    def begins() -> float:
        page.goto(f"{site}/علوم/", wait_until="networkidle")
        top: float = page.locator(".section-top").evaluate("one => one.getBoundingClientRect().top")
        return top

    page.route("**/*.js", lambda route: route.abort())
    before = begins()
    expect(page.locator("[data-follow]")).to_be_hidden()
    page.unroute("**/*.js")
    assert begins() == before
    kind = page.locator("[data-follow]:visible").get_attribute("data-follow")
    page.evaluate("kind => localStorage.setItem('khabar-followed', kind)", kind)
    assert begins() == before
    expect(page.locator("[data-follow]")).to_have_text("تتابعه: ألغِ المتابعة")
    context.close()
