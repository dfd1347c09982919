"""What we write, our own readers read back equal."""

import pytest
from hypothesis import given, settings
from tests.unit.formats.out.stories import (
    AT,
    FEEDS,
    PARTS,
    SITE,
    WIRES,
    hostile,
    lines,
    read_back,
    record_of,
    stories,
    story,
)

from khabar.formats.out.story import Part, Story
from khabar.formats.record import ISNAD, AgencyRef, Block, Dateline
from khabar.formats.text import clean
from khabar.formats.wire.record import Association, Subject

BODY = [Block(part.type, part.text) for part in PARTS]


@pytest.mark.parametrize("name", WIRES)
def test_a_story_comes_back_from_a_news_format_with_everything(name: str) -> None:
    one = story()
    (record,) = read_back(name, one)
    assert (record.guid, record.version, record.pub_status) == (one.uri, 3, "usable")
    assert (record.headline, record.abstract, record.byline) == (one.headline, one.abstract, one.byline)
    assert record.dateline == Dateline("مينسك", "2026-11-25")
    assert record.agencies == [
        AgencyRef("وكالة الأنباء الألمانية", "د ب أ"),
        AgencyRef("وكالة فرانس برس", "أ ف ب"),
    ]
    assert [(found.name, found.role, found.code) for found in record.info_sources if found.of_a_statement] == [
        ("سلمى الراوي", f"{ISNAD}speaker", f"{SITE}/source/salma/"),
        ("وكالة تاس", f"{ISNAD}relay", f"{SITE}/source/tass/"),
        ("صحيفة الضفة", f"{ISNAD}told_to", None),
    ]
    assert (record.language, record.urgency) == ("ar", 4)
    assert record.subjects == [Subject(subject.uri, subject.name) for subject in one.subjects]
    assert record.body == BODY
    image = one.pictures[0]
    assert record.associations == [Association("picture", image.alt, image.caption, image.credit, image.href)]
    assert (record.link, record.rights, record.usage_terms) == (one.link, one.notice, one.terms)
    assert record.created_at == "2026-11-26T10:00:00+02:00"
    assert record.modified_at == "2026-11-26T12:00:00+02:00"
    assert record.expires_at == "2026-12-26T10:00:00+02:00"
    assert record.publishable
    assert record.warnings == []


@pytest.mark.parametrize("name", FEEDS)
def test_a_story_comes_back_from_a_feed_for_readers(name: str) -> None:
    one = story()
    (record,) = read_back(name, one)
    assert (record.guid, record.headline, record.abstract) == (one.uri, one.headline, one.abstract)
    byline = one.authors[0].name if name == "jsonfeed" else one.byline  # the library reads the first one only
    assert (record.byline, record.link, record.language) == (byline, one.link, "ar")
    assert record.dateline == Dateline("مينسك", "2026-11-25")
    assert [ref.credit for ref in record.agencies] == ["د ب أ", "أ ف ب"]
    assert [subject.name for subject in record.subjects] == ["مدن", "أمطار", "موانئ"]
    assert record.body == BODY
    assert [found.href for found in record.associations] == [one.pictures[0].href]
    if name != "jsonfeed":  # which has no place for them
        assert record.rights == one.notice
        assert record.associations[0].caption == "القوس فوق الرصيف."
        assert record.associations[0].credit == "هدى سالم / خبر"


@pytest.mark.parametrize("name", [*WIRES, "atom"])
def test_a_withdrawn_story_comes_back_as_withdrawn_and_says_nothing(name: str) -> None:
    gone = Story(uri="https://newsroom.example/n/9", version=4, modified=AT, status="canceled")
    record, other = sorted(read_back(name, story(), gone), key=lambda found: found.pub_status)
    assert (record.guid, record.pub_status, record.publishable) == (gone.uri, "canceled", False)
    assert (record.headline, record.abstract, record.body, record.associations) == (None, None, [], [])
    assert other.publishable


@pytest.mark.parametrize("name", WIRES)
def test_a_withheld_story_comes_back_as_withheld(name: str) -> None:
    (record,) = read_back(name, Story(uri="https://newsroom.example/n/9", version=4, modified=AT, status="withheld"))
    assert (record.pub_status, record.publishable) == ("withheld", False)


@pytest.mark.parametrize("name", WIRES)
@settings(max_examples=80)
@given(one=stories(hostile()))
def test_any_words_come_back_as_the_desk_would_have_them(name: str, one: Story) -> None:
    assert [record.to_json() for record in read_back(name, one)] == [record_of(one, name).to_json()]


@pytest.mark.parametrize("name", FEEDS)
@settings(max_examples=60)
@given(one=stories(hostile(), titles=lines(3, 9)))
def test_any_text_comes_back_from_feeds_for_readers(name: str, one: Story) -> None:
    (record,) = read_back(name, one)
    wanted = record_of(one, name)
    assert record.body == wanted.body
    assert (record.guid, record.headline, record.abstract) == (wanted.guid, wanted.headline, wanted.abstract)
    assert (record.link, record.dateline, record.associations) == (wanted.link, wanted.dateline, wanted.associations)
    assert (record.created_at, record.modified_at) == (wanted.created_at, wanted.modified_at)
    if name != "jsonfeed":
        assert (record.byline, record.language) == (wanted.byline, wanted.language)


@pytest.mark.parametrize("name", [*WIRES, *FEEDS])
def test_a_very_long_story_comes_back_whole(name: str) -> None:
    long = "كلمة " * 400_000 + "النهاية هنا."
    (record,) = read_back(name, story(parts=(Part.plain("paragraph", long),)))
    assert [block.text for block in record.body] == [clean(long)]


@pytest.mark.parametrize("name", WIRES)
def test_a_story_without_a_headline_is_read_by_its_first_words(name: str) -> None:
    (record,) = read_back(name, story(headline="", kicker="", parts=PARTS[2:3]))
    assert record.headline == "وهطل المطر ساعتين ثم صفت السماء فوق المدينة كلها"


@pytest.mark.parametrize("name", WIRES)
def test_a_story_whose_text_may_not_leave_comes_back_as_headline_and_link(name: str) -> None:
    (record,) = read_back(name, story(parts=(), pictures=(), whole=False))
    assert (record.headline, record.abstract, record.link) == (story().headline, story().abstract, story().link)
    assert (record.body, record.associations) == ([], [])
    assert not record.publishable
