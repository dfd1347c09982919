"""Videos on the site: in stories, on their own pages, in lists, sitemap and structured data, and beside stories."""

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client, TestCase
from django.utils import timezone
from lxml import etree
from tests.factories.articles import SectionFactory, TopicFactory, published
from tests.factories.videos import prepared

from khabar.articles import actions
from khabar.articles.consumers import follow
from khabar.media.models import Captions, Video
from khabar.recommendations.videos import for_article

pytestmark = pytest.mark.django_db


def page(address: str) -> str:
    answer = Client().get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def nodes(html: str) -> dict[str, Any]:
    found = [json.loads(text) for text in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)]
    return {node["@type"]: node for node in found}


def in_body(video: Video, caption: str = "") -> list[dict[str, Any]]:
    return [{"type": "video", "value": {"video": video.pk, "caption": caption}}]


def test_the_player_of_a_story_works_without_scripts_and_moves_nothing() -> None:
    video = prepared()
    Captions.objects.create(video=video, language="en", text="WEBVTT\n")
    Captions.objects.create(video=video, language="ar", text="WEBVTT\n")
    answer = Client().get(published(lead_video=video).get_absolute_url())
    html = answer.content.decode()
    assert re.search(r'<video [^>]*controls playsinline preload="none" width="320" height="180" poster="/media/', html)
    sources = re.findall(r'<source src="([^"]+)" type="([^"]+)">', html)
    assert sources == [(video.mp4_url, "video/mp4")]
    assert f'data-hls="{video.hls_url}"' in html
    tracks = re.findall(r'<track kind="captions" src="[^"]+" srclang="(\w+)" label="([^"]+)"( default)?>', html)
    assert tracks == [("ar", "العربية", " default"), ("en", "الإنجليزية", "")]
    assert "autoplay" not in html
    assert "media-src 'self' blob:" in answer["Content-Security-Policy"]
    assert "blob:" not in Client().get(published().get_absolute_url())["Content-Security-Policy"]


def test_a_video_that_is_not_ready_is_left_out_until_it_is() -> None:
    video = prepared()
    made = video.made
    Video.objects.update(made="")
    story = published(body=in_body(video, "وصف الخبر"))
    assert "<video" not in page(story.get_absolute_url())
    with TestCase.captureOnCommitCallbacks(execute=True):
        video.refresh_from_db()
        video.made = made
        video.save()
    html = page(story.get_absolute_url())
    assert "<video" in html
    assert "وصف الخبر" in html


def test_the_page_of_a_video() -> None:
    video = prepared(caption="عند الفجر", credit="سلمى فؤاد")
    story = published(lead_video=video, headline="انطلاق السباق السنوي")
    html = page(video.get_absolute_url())
    assert "<h1" in html
    for words in (video.title, "عند الفجر", "سلمى فؤاد", "انطلاق السباق السنوي", story.get_absolute_url(), "0:01"):
        assert words in html
    node = nodes(html)["VideoObject"]
    assert (node["name"], node["description"], node["duration"]) == (video.title, "عند الفجر", "PT1S")
    assert node["contentUrl"] == f"http://testserver{video.mp4_url}"
    assert node["uploadDate"].startswith("2026-03-01T")
    assert node["thumbnailUrl"][0].startswith("http://testserver/media/images/")
    assert '<meta property="og:type" content="video.other">' in html
    assert '<meta property="og:image" content="http://testserver/media/images/' in html
    assert nodes(page(story.get_absolute_url()))["NewsArticle"]["video"][0]["@id"] == node["@id"]


def test_addresses_of_a_video() -> None:
    video = prepared()
    published(lead_video=video)
    for former in (f"/video/{video.pk}/", f"/video/{video.pk}/اسم-آخر/"):
        answer = Client().get(former)
        assert (answer.status_code, answer["Location"]) == (301, video.get_absolute_url())
    assert Client().get("/video/987654321/").status_code == 404
    assert Client().get("/video/?before=987654321").status_code == 404
    assert Client().get("/video/?before=x").status_code == 404


def test_the_list_goes_on_with_older_ones(monkeypatch: Any) -> None:
    monkeypatch.setattr("khabar.front.views.videos._ON_PAGE", 2)
    frame = prepared(title="أول").frame
    videos = [Video.objects.get(), *(prepared(title=title, frame=frame) for title in ("ثان", "ثالث"))]
    for day, video in enumerate(videos, start=1):
        published(lead_video=video, at=datetime(2026, 3, day, tzinfo=UTC))
    first = page("/video/")
    assert re.findall(r'card__headline"><a href="[^"]+">(\w+)', first) == ["ثالث", "ثان"]
    older = re.search(r'rel="next" href="(/video/\?before=\d+)"', first)
    assert older is not None
    assert re.findall(r'card__headline"><a href="[^"]+">(\w+)', page(older[1])) == ["أول"]


def test_lists_and_pages_follow_what_happens_to_a_story() -> None:
    video = prepared()
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert video.title not in page("/video/")
        assert "sitemap-videos" not in page("/sitemap.xml")
        story = published(lead_video=video)
    assert video.title in page("/video/")
    assert "sitemap-videos.xml" in page("/sitemap.xml")
    assert video.title in page(video.get_absolute_url())
    with TestCase.captureOnCommitCallbacks(execute=True):
        video.title = "سباق الهجن"
        video.save()
    assert "سباق الهجن" in page("/video/")
    assert "سباق الهجن" in page(story.get_absolute_url())
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.kill(article=story)
    assert "سباق الهجن" not in page("/video/")
    assert Client().get(video.get_absolute_url()).status_code == 410


def test_the_sitemap_of_videos() -> None:
    video = prepared(title="سباق & خيل", caption="عند <الفجر>", rights_until=timezone.now() + timedelta(days=3))
    published(lead_video=video)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "v": "http://www.google.com/schemas/sitemap-video/1.1"}
    entry = etree.fromstring(page("/sitemap-videos.xml").encode()).find("s:url", names)
    assert entry.findtext("s:loc", namespaces=names) == f"http://testserver{video.get_absolute_url()}"
    told = {child.tag.partition("}")[2]: child.text for child in entry.find("v:video", names)}
    assert (told["title"], told["description"], told["duration"]) == ("سباق & خيل", "عند <الفجر>", "1")
    assert told["content_loc"] == f"http://testserver{video.mp4_url}"
    assert told["thumbnail_loc"].startswith("http://testserver/media/images/")
    assert set(told) == {
        "title", "description", "duration", "content_loc", "thumbnail_loc", "publication_date", "expiration_date",
    }  # fmt: skip


def test_beside_a_story_stand_related_videos_then_those_of_its_section_and_never_its_own() -> None:
    topic, sport, city = TopicFactory(), SectionFactory(), SectionFactory()
    frame = prepared(title="قديم").frame
    by_title = {title: prepared(title=title, frame=frame) for title in ("صلة", "قسم", "بعيد", "عينه")}
    published(lead_video=by_title["صلة"], section=city, topics=[topic], headline="بناء جسر")
    published(lead_video=by_title["قسم"], section=sport, headline="نتائج المباريات")
    published(lead_video=by_title["بعيد"], section=city, headline="موعد الأمطار")
    story = published(body=in_body(by_title["عينه"]), section=sport, topics=[topic], headline="حفل الختام")
    assert [one.video.title for one in for_article(story)] == ["صلة", "قسم"]
    html = page(story.get_absolute_url())
    beside = html.partition("فيديو قد يعجبك")[2]
    assert "صلة" in beside
    assert "عينه" not in beside
    actions.kill(article=by_title["صلة"].showings.get().article)
    follow()
    assert "صلة" not in page(story.get_absolute_url()).partition("فيديو قد يعجبك")[2]


def test_a_story_to_which_no_video_is_near_has_the_newest_until_it_goes() -> None:
    far = published(lead_video=prepared(title="بعيد"), section=SectionFactory(), headline="موعد الأمطار")
    story = published(section=SectionFactory(), headline="حفل الختام")
    assert "بعيد" in page(story.get_absolute_url()).partition("فيديو قد يعجبك")[2]
    actions.kill(article=far)
    follow()
    assert "فيديو قد يعجبك" not in page(story.get_absolute_url())


def test_without_videos_there_is_no_such_part() -> None:
    assert "فيديو قد يعجبك" not in page(published().get_absolute_url())
    assert "لم يُنشر فيديو بعد" in page("/video/")


def test_what_stands_elsewhere_is_a_link_and_may_become_a_frame_of_that_site_only() -> None:
    url = "https://www.youtube.com/watch?v=a1B2c3D4"
    story = published(body=[{"type": "embed", "value": {"url": url, "title": "جولة في الميناء"}}])
    answer = Client().get(story.get_absolute_url())
    html = answer.content.decode()
    assert f'<a href="{url}"' in html
    assert 'data-embed="https://www.youtube-nocookie.com/embed/a1B2c3D4"' in html
    assert re.findall('<iframe[^>]* src="([^"]*)"', html) == ["/most-read/framed/"]
    assert "frame-src 'self' https://www.youtube-nocookie.com" in answer["Content-Security-Policy"].split("; ")
    plain = published(body=[{"type": "embed", "value": {"url": "https://port.example/1", "title": "جولة"}}])
    answer = Client().get(plain.get_absolute_url())
    assert "data-embed" not in answer.content.decode()
    assert "frame-src 'self'" in answer["Content-Security-Policy"].split("; ")
