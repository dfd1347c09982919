"""Our stories as others take them: every address and format, what may leave, and what is told of what was withdrawn."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from lxml import etree
from tests.factories.articles import ArticleFactory, AuthorFactory, SectionFactory, TopicFactory, published
from wagtail.models import Revision

from khabar.articles import actions
from khabar.articles.consumers import clear_store, follow
from khabar.articles.models import Agency, Article
from khabar.articles.outlets import page_store
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.formats.wire import WireRecord
from khabar.ingest.reading import read_wire
from khabar.media.models import Picture
from khabar.pagestore.front import Front

pytestmark = pytest.mark.django_db

FORMS = ["", "atom/", "json/", "ninjs/", "newsml-g2/"]
TELLING = ["atom/", "ninjs/", "newsml-g2/"]
BODY = [
    {
        "type": "paragraph",
        "value": '<p>قالت <b>المديرة</b> إن <a href="/مدن/">المكتبة</a> مفتوحة كل يوم حتى المساء.</p>',
    },
    {"type": "subheading", "value": "كتب الأطفال"},
    {"type": "quote", "value": {"text": "القراءة حق", "speaker": "هدى", "speaker_title": "مديرة المكتبة"}},
    {"type": "list", "value": ["قاعة للصغار.", "وقاعة للكبار."]},
    paragraph("وتضم المكتبة عشرين ألف كتاب وقاعتين واسعتين."),
]


def _records(client: Client, path: str) -> dict[str, WireRecord]:
    response = client.get(path)
    assert response.status_code == 200, path
    return {record.guid or "": record for record in read_wire(response.content, source=path).records}


def _guid(article: Article) -> str:
    return f"http://testserver/n/{article.pk}"


@pytest.fixture
def full(picture: Picture) -> Article:
    return published(
        headline="مكتبة جديدة في الحي القديم",
        kicker="ثقافة",
        abstract="افتتحت البلدية المكتبة بعد عامين من العمل.",
        body=BODY,
        dateline_place="القاهرة",
        dateline_date=datetime(2026, 3, 1, tzinfo=UTC).date(),
        section=SectionFactory(name="مدن", slug="مدن"),
        topics=[TopicFactory(name="كتب", slug="كتب")],
        authors=[AuthorFactory(name="سالم ناجي")],
        urgency=3,
        lead_picture=picture,
        lead_caption="قاعة القراءة.",
        lead_credit="سالم ناجي / خبر",
        lead_alt="رفوف وطاولات",
    )


@pytest.mark.parametrize("form", ["ninjs/", "newsml-g2/"])
def test_a_story_leaves_whole_and_is_read_back_equal(client: Client, full: Article, form: str) -> None:
    record = _records(client, f"/feed/{form}")[_guid(full)]
    assert (record.headline, record.abstract, record.byline) == (full.headline, full.abstract, "سالم ناجي")
    assert (record.version, record.urgency, record.language, record.pub_status) == (1, 3, "ar", "usable")
    assert (record.dateline.place, record.dateline.date) == ("القاهرة", "2026-03-01")
    assert record.link == f"http://testserver{full.get_absolute_url()}"
    assert [(subject.code, subject.name) for subject in record.subjects] == [
        (f"http://testserver{full.section.get_absolute_url()}", "مدن"),
        (f"http://testserver{full.topics[0].get_absolute_url()}", "كتب"),
    ]
    assert [(block.type, block.text) for block in record.body] == [
        ("paragraph", "قالت المديرة إن المكتبة مفتوحة كل يوم حتى المساء."),
        ("subheading", "كتب الأطفال"),
        ("quote", "القراءة حق – هدى، مديرة المكتبة"),
        ("list_item", "قاعة للصغار."),
        ("list_item", "وقاعة للكبار."),
        ("paragraph", "وتضم المكتبة عشرين ألف كتاب وقاعتين واسعتين."),
    ]
    (picture,) = record.associations
    assert (picture.type, picture.caption, picture.credit) == ("picture", "قاعة القراءة.", "سالم ناجي / خبر")
    assert client.get((picture.href or "").removeprefix("http://testserver")).status_code == 200
    assert record.created_at == "2026-03-01T11:00:00+02:00"
    assert record.rights == "© 2026 خبر"
    assert record.publishable


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scope", ["/feed/", "/مدن/feed/", "/topic/كتب/feed/"])
def test_every_format_is_served_for_the_site_a_section_and_a_topic(
    client: Client, full: Article, scope: str, form: str
) -> None:
    other = published(headline="خبر في مكان آخر")
    found = _records(client, scope + form)
    assert _guid(full) in found
    assert (_guid(other) in found) == (scope == "/feed/")


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("", "application/rss+xml"),
        ("atom/", "application/atom+xml"),
        ("json/", "application/feed+json"),
        ("ninjs/", "application/json"),
        ("newsml-g2/", "application/vnd.iptc.g2.newsmessage+xml"),
    ],
)
def test_a_feed_says_what_it_is_and_is_kept_for_the_next_taker(
    client: Client, full: Article, form: str, kind: str
) -> None:
    first = client.get(f"/feed/{form}")
    assert first["Content-Type"].startswith(kind)
    front = Front(page_store(), ["testserver"], "session")
    packed = front.answer("GET", f"/feed/{form}", "", "testserver", "br, gzip")
    assert packed is not None
    headers = dict(packed[1])
    assert (headers["content-encoding"], headers["link"]) == ("br", first["Link"])
    again = front.answer("GET", f"/feed/{form}", "", "testserver", "br, gzip", if_none_match=headers["etag"])
    assert again is not None
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize("form", FORMS)
def test_older_stories_are_behind_the_next_link(client: Client, form: str) -> None:
    section = SectionFactory(slug="مدن")
    stories = [published(section=section, at=datetime(2026, 3, 1, 9, minute, tzinfo=UTC)) for minute in range(45)]
    first = client.get(f"/feed/{form}")
    links = dict(reversed(part.split("; rel=")) for part in first["Link"].split(", "))
    assert links['"self"'] == f"<http://testserver/feed/{form}>"
    older = links['"next"'].strip("<>").removeprefix("http://testserver")
    assert older == f"/feed/{form}before/{stories[15].pk}/"
    seen = [*_records(client, f"/feed/{form}"), *_records(client, older)]
    assert seen == [_guid(story) for story in reversed(stories)]
    assert '"next"' not in client.get(older)["Link"]
    assert client.get(f"/feed/{form}before/999999/").status_code == 404


def test_an_older_part_follows_what_happens_in_its_months(client: Client) -> None:
    stories = [published(at=datetime(2026, 3, 1, 9, minute, tzinfo=UTC)) for minute in range(35)]
    follow()
    older = f"/feed/ninjs/before/{stories[5].pk}/"
    assert _guid(stories[0]) in _records(client, older)
    actions.unpublish(article=stories[0])
    follow()
    assert _guid(stories[0]) not in _records(client, older)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_leaves_that_readers_may_not_see(client: Client, full: Article, form: str) -> None:
    later = clock.now() + timedelta(hours=1)
    hidden = [
        ArticleFactory(headline="مسودة محجوبة أولى"),
        published(headline="مسودة محجوبة ثانية", at=later),
        published(headline="مسودة محجوبة ثالثة", go_live_at=later),
    ]
    text = client.get(f"/feed/{form}").content.decode()
    assert "محجوبة" not in text
    assert full.headline in text
    told = _records(client, f"/feed/{form}")
    assert not any(_guid(article) in told for article in hidden)


@pytest.mark.parametrize("form", TELLING)
@pytest.mark.parametrize("act", ["unpublish", "kill", "delete", "expire"])
def test_what_was_taken_down_is_told_and_says_nothing(client: Client, full: Article, form: str, act: str) -> None:
    follow()
    before = _records(client, f"/feed/{form}")[_guid(full)]
    guid = _guid(full)
    if act == "delete":
        full.delete()
    elif act == "expire":
        Article.objects.filter(pk=full.pk).update(expire_at=clock.now() - timedelta(minutes=1))
    else:
        getattr(actions, act)(article=full)
    follow()
    path = f"/feed/{form}"
    response = _unstored(client, path) if act == "expire" else client.get(path)
    assert "المكتبة" not in response.content.decode()
    record = next(one for one in read_wire(response.content, source=path).records if one.guid == guid)
    assert record.pub_status == "canceled"
    assert not record.publishable
    if form != "atom/":
        assert (record.version or 0) >= (before.version or 0)


def _unstored(client: Client, path: str) -> Any:
    clear_store()
    return client.get(path)


@pytest.mark.parametrize("form", ["ninjs/", "newsml-g2/"])
def test_a_withheld_story_is_told_as_withheld_and_comes_back_newer(client: Client, full: Article, form: str) -> None:
    actions.withhold(article=full)
    follow()
    held = _records(client, f"/مدن/feed/{form}")[_guid(full)]
    assert (held.pub_status, held.version) == ("withheld", 2)
    actions.publish(article=full)
    follow()
    back = _records(client, f"/مدن/feed/{form}")[_guid(full)]
    assert (back.pub_status, back.version) == ("usable", 3)


def test_drafts_that_nobody_saw_are_not_told_when_they_go(client: Client) -> None:
    article = ArticleFactory()
    actions.kill(article=article)
    other = ArticleFactory()
    other.delete()
    assert client.get("/feed/ninjs/").json() == []


def test_a_withdrawal_is_told_for_a_month(client: Client, full: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    actions.unpublish(article=full)
    now = clock.now()
    monkeypatch.setattr("khabar.core.clock.now", lambda: now + timedelta(days=29))
    assert _guid(full) in _records(client, "/feed/ninjs/")
    monkeypatch.setattr("khabar.core.clock.now", lambda: now + timedelta(days=31))
    assert _unstored(client, "/feed/ninjs/").json() == []


def test_each_publishing_is_a_version_of_its_own(client: Client, full: Article) -> None:
    full.headline = "مكتبة جديدة في الحي القديم تفتح أبوابها"
    full.save_revision()
    actions.publish(article=full)
    follow()
    record = _records(client, "/feed/newsml-g2/")[_guid(full)]
    assert (record.version, record.headline) == (2, "مكتبة جديدة في الحي القديم تفتح أبوابها")
    assert Revision.objects.for_instance(full).count() >= 2


def test_a_withdrawal_by_somebody_who_saw_an_older_version_is_newer_still(client: Client, full: Article) -> None:
    stale = Article.objects.get(pk=full.pk)
    actions.publish(article=full)
    actions.kill(article=stale)
    follow()
    assert _records(client, "/feed/newsml-g2/")[_guid(full)].version == 3


@pytest.mark.parametrize("form", FORMS)
def test_text_that_a_contract_keeps_stays_here_and_its_headline_and_link_leave(
    client: Client, picture: Picture, form: str
) -> None:
    article = published(
        headline="مهرجان في الميناء",
        abstract="يستمر ثلاثة أيام.",
        body=[paragraph("نص لا يجوز لغيرنا أن يأخذه عنا.")],
        agencies=[Agency.objects.get(slug="dpa")],
        lead_picture=picture,
        lead_credit="د ب أ",
    )
    actions.limit_passing_on(article=article, allowed=False)
    follow()
    response = client.get(f"/feed/{form}")
    assert "لا يجوز لغيرنا" not in response.content.decode()
    record = _records(client, f"/feed/{form}")[_guid(article)]
    assert (record.headline, record.abstract) == (article.headline, "يستمر ثلاثة أيام.")
    assert record.link == f"http://testserver{article.get_absolute_url()}"
    assert record.associations == []
    if form in ("ninjs/", "newsml-g2/"):
        assert [ref.credit for ref in record.agencies] == ["د ب أ"]


def test_a_story_that_names_an_agency_leaves_whole_where_no_contract_speaks(client: Client) -> None:
    published(body=[paragraph("نص كتب هنا.")], agencies=[Agency.objects.get(slug="dpa")])
    (node,) = client.get("/feed/ninjs/").json()
    assert (node["representationType"], node["copyrightHolder"]) == ("full", Agency.objects.get(slug="dpa").name)


@pytest.mark.parametrize(
    ("credit", "leaves"), [("هدى سالم", True), ("", True), ("رويترز", False), ("هدى سالم / أ ف ب", False)]
)
def test_an_agencys_picture_does_not_leave_with_our_story(
    client: Client, picture: Picture, credit: str, leaves: bool
) -> None:
    published(lead_picture=picture, lead_credit=credit)
    (node,) = client.get("/feed/ninjs/").json()
    assert bool(node.get("associations")) == leaves
    assert bool(json.loads(client.get("/feed/json/").content)["items"][0].get("image")) == leaves


def test_pictures_in_the_text_leave_where_they_may(client: Client, picture: Picture) -> None:
    own = {"picture": picture.pk, "caption": "الميناء.", "credit": "هدى سالم", "alt": "سفينة"}
    foreign = {**own, "caption": "ميناء آخر.", "credit": "رويترز"}
    published(body=[paragraph("نص."), {"type": "picture", "value": own}, {"type": "picture", "value": foreign}])
    (node,) = client.get("/feed/ninjs/").json()
    assert [one["descriptions"][0]["value"] for one in node["associations"]] == ["الميناء."]
    text = json.loads(client.get("/feed/json/").content)["items"][0]["content_html"]
    assert "الميناء." in text
    assert "ميناء آخر." not in text


@pytest.mark.parametrize("form", ["ninjs", "newsml-g2"])
def test_one_story_can_be_taken_by_itself_as_long_as_it_is_public(client: Client, full: Article, form: str) -> None:
    path = f"/n/{full.pk}/{form}/"
    page = client.get(full.get_absolute_url()).content.decode()
    assert f'href="{path}"' in page
    assert list(_records(client, path)) == [_guid(full)]
    actions.unpublish(article=full)
    follow()
    assert client.get(path).status_code == 410
    assert client.get(f"/n/{ArticleFactory().pk}/{form}/").status_code == 404


def test_pages_name_the_feeds_they_can_be_followed_by(client: Client, full: Article) -> None:
    for path, base in (("/", "/feed/"), (full.section.get_absolute_url(), "/%D9%85%D8%AF%D9%86/feed/")):
        tree = etree.HTML(client.get(path).content.decode())
        links = [(link.get("href"), link.get("type")) for link in tree.iterfind(".//link[@rel='alternate']")]
        found = dict(links)
        assert len(found) == len(links)
        assert found["/feed/"] == "application/rss+xml"
        for form, kind in (("atom", "atom+xml"), ("json", "feed+json"), ("ninjs", "json")):
            assert found[f"{base}{form}/"] == f"application/{kind}"
            assert client.get(f"{base}{form}/").status_code == 200


def test_a_renamed_author_is_renamed_in_what_takers_get(client: Client, full: Article) -> None:
    follow()
    assert client.get("/feed/ninjs/").json()[0]["by"] == "سالم ناجي"
    author = full.authors[0]
    author.name = "سالم علي ناجي"
    author.save()
    follow()
    assert client.get("/feed/ninjs/").json()[0]["by"] == "سالم علي ناجي"


def test_the_publishers_terms_go_with_the_text(client: Client, full: Article, settings: Any) -> None:
    settings.USAGE_TERMS = "يُنقل كاملًا مع ذكر المصدر."
    assert _records(client, "/feed/newsml-g2/")[_guid(full)].usage_terms == "يُنقل كاملًا مع ذكر المصدر."
