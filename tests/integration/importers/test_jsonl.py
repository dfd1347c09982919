"""The bulk path: every good line in, every bad line named, nothing doubled."""

import json
from io import BytesIO
from typing import Any

import pytest

from khabar.articles.enums import ObjectType
from khabar.articles.models import Article, Change, Section
from khabar.importers.jsonl import BATCH, LINE_LIMIT, import_jsonl

pytestmark = pytest.mark.django_db


def _line(**fields: Any) -> dict[str, Any]:
    return {
        "id": "a-1",
        "headline": "المتحف البحري يفتح أبوابه",
        "body": ["افتتح المتحف أبوابه أمام الزوار.", "ويضم المتحف 40 قطعة."],
        "section": "ثقافة",
        "published_at": "2026-02-03T10:00:00+02:00",
        **fields,
    }


def _changes() -> int:
    return Change.objects.filter(object_type=ObjectType.ARTICLE).count()


def _file(*lines: dict[str, Any] | bytes) -> BytesIO:
    rows = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return BytesIO(b"\n".join(rows) + b"\n")


def test_a_line_becomes_a_public_article_with_all_it_says() -> None:
    line = _line(
        abstract="مقدمة", topics=["متاحف", "بحر"], authors=["سلمى ناصر"], agencies=["د ب أ", "رويترز"], place="صور"
    )
    report = import_jsonl(_file(line))
    article = Article.objects.public().get()
    assert (report.created, report.refused) == (1, [])
    assert article.headline == "المتحف البحري يفتح أبوابه"
    assert article.section.name == "ثقافة"
    assert [topic.name for topic in article.topics] == ["متاحف", "بحر"]
    assert [author.name for author in article.authors] == ["سلمى ناصر"]
    assert [agency.slug for agency in article.agencies] == ["dpa", "reuters"]
    assert article.dateline_place == "صور"
    assert article.external_id == "a-1"
    assert article.first_published_at.isoformat() == "2026-02-03T08:00:00+00:00"
    assert "40 قطعة" in str(article.body)


def test_the_same_file_again_changes_nothing() -> None:
    import_jsonl(_file(_line()))
    before = _changes()
    report = import_jsonl(_file(_line()))
    assert (report.created, report.updated, report.unchanged) == (0, 0, 1)
    assert _changes() == before


def test_a_changed_line_updates_the_same_article_and_says_so_in_the_change_log() -> None:
    import_jsonl(_file(_line(topics=["متاحف"])))
    before = _changes()
    report = import_jsonl(_file(_line(headline="المتحف البحري يمدد ساعاته", topics=["ساعات"])))
    article = Article.objects.get()
    assert (report.created, report.updated) == (0, 1)
    assert article.headline == "المتحف البحري يمدد ساعاته"
    assert [topic.name for topic in article.topics] == ["ساعات"]
    assert _changes() == before + 1


def test_one_identity_twice_in_a_file_is_one_article() -> None:
    import_jsonl(_file(_line(), _line(headline="العنوان الأخير")))
    assert Article.objects.get().headline == "العنوان الأخير"


@pytest.mark.parametrize(
    "bad",
    [
        b"{not json",
        b"[1, 2]",
        b'{"id": "x"}',
        b'{"headline": "\xd8\xae\xd8\xa8\xd8\xb1"}',
        b'{"id": "x", "headline": "h", "body": {"a": 1}}',
        b'{"id": "x", "headline": "h", "published_at": "yesterday"}',
        b'{"id": "x", "headline": "h", "published_at": "2026-13-40"}',
        b'{"id": "x", "headline": ["h"]}',
        b'{"id": true, "headline": "h"}',
        b"\xff\xfe\x00",
        json.dumps({"id": "x", "headline": "ط" * 251}).encode(),
    ],
)
def test_a_bad_line_is_refused_by_number_and_the_others_go_on(bad: bytes) -> None:
    report = import_jsonl(_file(_line(id=1), bad, _line(id=2)))
    assert report.created == 2
    assert [source for source, _ in report.refused] == ["السطر 2"]
    assert all(reason for _, reason in report.refused)


@pytest.mark.parametrize(
    "bad",
    [
        b'{"id": "x", "headline": "h", "body": ' + b"[" * 100_000,
        b'{"id": "x", "headline": "h", "published_at": "0001-01-01T00:00:00+14:00"}',
        b'{"id": "x", "headline": "h", "published_at": 1700000000}',
        b'{"id": ' + b"9" * 5_000 + b', "headline": "h"}',
        b'{"id": 1.5, "headline": "h"}',
        b'{"id": "x", "headline": "h", "topics": [1]}',
        b'{"id": "x", "headline": "h", "body": "' + b"a" * LINE_LIMIT * 2 + b'"}',
        "{'id': 1}".encode("utf-16"),
    ],
)
def test_an_odd_line_is_refused_in_words_under_its_own_number(bad: bytes) -> None:
    report = import_jsonl(_file(_line(id=1), bad.replace(b"\n", b""), _line(id=2), b"{"))
    assert report.created == 2
    assert [source for source, _ in report.refused] == ["السطر 2", "السطر 4"]
    assert all(any("\u0600" < letter < "\u06ff" for letter in reason) for _, reason in report.refused)


def test_byte_order_marks_and_line_ends_of_other_systems_are_no_hindrance() -> None:
    lines = b"\r\n".join(json.dumps(_line(id=number)).encode() for number in (1, 2))
    report = import_jsonl(BytesIO(b"\xef\xbb\xbf" + lines + b"\r\n\r\n"))
    assert (report.created, report.refused) == (2, [])


def test_long_identities_that_begin_alike_are_two_articles() -> None:
    long = "a" * 600
    assert import_jsonl(_file(_line(id=long + "1"), _line(id=long + "2"))).created == 2
    assert import_jsonl(_file(_line(id=long + "1"), _line(id=long + "2"))).unchanged == 2


def test_an_identity_given_twice_is_told() -> None:
    report = import_jsonl(_file(_line(), _line(headline="العنوان الأخير")))
    assert [source for source, _ in report.warnings] == ["السطر 2"]
    assert (report.created, report.unchanged) == (1, 1)


def test_html_leaves_nothing_behind_that_a_database_or_a_feed_cannot_take() -> None:
    html = "<h2>فرعي&#1;</h2><ul><li>بند&#x1b;</li></ul><blockquote>قول&#2;</blockquote><p>نص&#3;</p>"
    assert import_jsonl(_file(_line(body=html))).refused == []
    assert not any(letter < " " for letter in str(Article.objects.get().body.raw_data[:]))


def test_drafts_nobody_touched_are_published_by_an_import_that_publishes() -> None:
    import_jsonl(_file(_line(), _line(id="a-2")), published=False)
    report = import_jsonl(_file(_line(), _line(id="a-2")))
    assert (report.updated, report.unchanged) == (2, 0)
    assert Article.objects.public().count() == 2
    assert _changes() == 2


def test_control_characters_and_lone_surrogates_do_not_stop_a_batch() -> None:
    report = import_jsonl(_file(_line(headline="عنوان\x00 نظيف", body=["نص\ud800 سليم"])))
    assert report.refused == []
    assert Article.objects.get().headline == "عنوان نظيف"


def test_drafts_are_not_public_and_leave_no_change() -> None:
    import_jsonl(_file(_line()), published=False)
    assert Article.objects.count() == 1
    assert not Article.objects.public().exists()
    assert _changes() == 0


def test_html_bodies_are_cleaned_and_split_into_blocks() -> None:
    import_jsonl(_file(_line(body="<p>أولى</p><script>alert(1)</script><h2>فرعي</h2><p>ثانية</p>")))
    kinds = [block.block_type for block in Article.objects.get().body]
    assert kinds == ["paragraph", "subheading", "paragraph"]


def test_more_than_a_batch_goes_in_and_progress_is_told() -> None:
    told: list[int] = []
    lines = [_line(id=number, headline=f"خبر رقم {number}") for number in range(BATCH + 5)]
    file = _file(*lines)
    report = import_jsonl(file, after_batch=told.append)
    assert report.created == BATCH + 5
    assert told[-1] == len(file.getvalue())
    assert Section.objects.filter(name="ثقافة").count() == 1


def test_date_without_an_hour_or_zone_counts_in_the_editions_zone() -> None:
    import_jsonl(_file(_line(published_at="2026-02-03")))
    assert Article.objects.get().first_published_at.isoformat() == "2026-02-02T22:00:00+00:00"


def test_a_list_is_a_list_of_its_items_for_the_desk_and_the_reader() -> None:
    import_jsonl(_file(_line(body="<ul><li>بند أول</li><li>بند ثان</li></ul>")))
    block = Article.objects.get().body[0]
    assert (block.block_type, list(block.value)) == ("list", ["بند أول", "بند ثان"])
