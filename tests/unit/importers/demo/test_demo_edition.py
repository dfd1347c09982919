"""The demo edition holds together and its Arabic keeps to the house's typography."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from khabar.formats.agencies import agency_by_code
from khabar.importers.demo import (
    Article,
    BulletList,
    Edition,
    EditionError,
    Paragraph,
    Quote,
    Related,
    Subheading,
    Table,
    load_edition,
)
from khabar.importers.demo.edition_file import parse_edition

FIVE_DAYS = 5 * 24 * 60


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition()


def block_texts(article: Article) -> Iterator[str]:
    for block in article.body:
        match block:
            case Paragraph(text) | Subheading(text):
                yield text
            case Quote(text, speaker, title):
                yield from (text, speaker, title)
            case BulletList(items):
                yield from items
            case Table(caption, header, rows):
                yield from (caption, *header, *(cell for row in rows for cell in row))


def prose(article: Article) -> list[str]:
    picture = article.picture
    words = [article.headline, article.kicker, article.abstract, picture.caption, picture.alt, picture.credit]
    return [*words, *block_texts(article)]


def all_prose(edition: Edition) -> list[str]:
    names = [text for section in edition.sections for text in (section.name, section.description)]
    names += [text for topic in edition.topics for text in (topic.name, topic.description)]
    names += [text for author in edition.authors for text in (author.name, author.bio)]
    return names + [text for article in edition.articles for text in prose(article)]


def offenders(edition: Edition, pattern: str) -> list[str]:
    return [text for text in all_prose(edition) if re.search(pattern, text)]


def test_fills_a_front_page(edition: Edition) -> None:
    per_section = Counter(article.section for article in edition.articles)
    assert len(edition.articles) >= 36
    assert len(edition.sections) == 8
    assert min(per_section[section.id] for section in edition.sections) >= 5


def test_menu_order_is_1_to_8(edition: Edition) -> None:
    assert [section.order for section in edition.sections] == list(range(1, 9))


def test_articles_come_newest_first_within_five_days(edition: Edition) -> None:
    ages = [article.minutes_ago for article in edition.articles]
    assert ages == sorted(set(ages))
    assert ages[0] >= 10
    assert ages[-1] <= FIVE_DAYS


def test_the_lead_is_the_newest_and_only_story_of_urgency_1(edition: Edition) -> None:
    assert edition.lead is edition.articles[0]
    assert all(2 <= article.urgency <= 9 for article in edition.articles[1:])


def test_every_topic_has_several_stories(edition: Edition) -> None:
    stories = Counter(topic for article in edition.articles for topic in article.topics)
    assert [topic.id for topic in edition.topics if stories[topic.id] < 2] == []


def test_every_story_says_whose_it_is(edition: Edition) -> None:
    assert [article.id for article in edition.articles if not article.authors and not article.agencies] == []
    writers = {author for article in edition.articles for author in article.authors}
    assert writers == {author.id for author in edition.authors}
    assert any(len(article.authors) == 2 for article in edition.articles)


def test_credited_agencies_are_in_the_authority_file(edition: Edition) -> None:
    codes = {code for article in edition.articles for code in article.agencies}
    assert len(codes) >= 3
    assert [code for code in codes if agency_by_code(code) is None] == []


def test_bodies_are_long_enough_and_begin_with_a_paragraph(edition: Edition) -> None:
    lengths = {a.id: sum(len(text.split()) for text in block_texts(a)) for a in edition.articles}
    assert {story: words for story, words in lengths.items() if not 250 <= words <= 550} == {}
    assert all(isinstance(article.body[0], Paragraph) for article in edition.articles)


def test_every_kind_of_block_is_shown(edition: Edition) -> None:
    kinds = {type(block) for article in edition.articles for block in article.body}
    assert kinds == {Paragraph, Subheading, Quote, BulletList, Table, Related}


def test_no_two_stories_open_alike(edition: Edition) -> None:
    openings = Counter(" ".join(next(block_texts(article)).split()[:2]) for article in edition.articles)
    assert [words for words, count in openings.items() if count > 1] == []


def test_running_stories_point_back_to_older_ones(edition: Edition) -> None:
    age = {article.id: article.minutes_ago for article in edition.articles}
    links = [(a.id, block.article) for a in edition.articles for block in a.body if isinstance(block, Related)]
    assert len(links) >= 6
    assert [(source, target) for source, target in links if age[target] <= age[source]] == []


def test_tables_are_rectangular(edition: Edition) -> None:
    tables = [block for article in edition.articles for block in article.body if isinstance(block, Table)]
    assert all(len(row) == len(table.header) for table in tables for row in table.rows)


def test_every_picture_has_its_words(edition: Edition) -> None:
    pictures = [article.picture for article in edition.articles]
    assert all(picture.caption and picture.alt and picture.credit for picture in pictures)
    assert len({(picture.scene, picture.seed) for picture in pictures}) == len(pictures)


def test_ids_are_ascii_and_slugs_arabic(edition: Edition) -> None:
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", article.id) for article in edition.articles)
    slugs = [entry.slug for entry in (*edition.sections, *edition.topics)]
    assert all(re.fullmatch(r"[ء-ي]+(-[ء-ي]+)*", slug) for slug in slugs)
    assert len(set(slugs)) == len(slugs)


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"[,;?]", id="Latin comma, semicolon or question mark"),
        pytest.param(r"[٠-٩۰-۹٪٫]", id="Arabic-Indic digits: the edition is written in Latin digits"),
        pytest.param(r"[\"'“”‘’]", id="quotation marks other than guillemets"),
        pytest.param(r"اً", id="tanwin on the alef instead of before it"),
        pytest.param(r"\s[،؛؟.:!»)]|[«(]\s", id="space on the wrong side of a mark"),
        pytest.param(r"[،؛؟](?=[^\s»])", id="no space after a mark"),
        pytest.param(r"\s\s|^\s|\s$", id="stray space"),
        pytest.param(r"ـ", id="kashida"),
        pytest.param(r"[ىة][ء-ي]", id="final letter inside a word"),
        pytest.param(r"[\u200e\u200f\u202a-\u202e]", id="invisible direction mark"),
    ],
)
def test_typography(edition: Edition, pattern: str) -> None:
    assert offenders(edition, pattern) == []


def test_guillemets_are_paired(edition: Edition) -> None:
    for text in all_prose(edition):
        assert re.sub(r"[^«»]", "", text) in {"", "«»", "«»«»", "«»«»«»"}, text


def test_paragraphs_and_abstracts_end_with_a_full_stop(edition: Edition) -> None:
    endings = [article.abstract for article in edition.articles]
    endings += [block.text for a in edition.articles for block in a.body if isinstance(block, Paragraph | Quote)]
    assert [text for text in endings if not re.search(r"[.؟!:]$|[.؟!]»$", text)] == []


def test_headlines_do_not_end_with_a_full_stop(edition: Edition) -> None:
    assert [article.headline for article in edition.articles if article.headline.endswith(".")] == []


FILES = {
    "authors.toml": '[[authors]]\nid = "a"\nname = "كاتب"\nbio = "نبذة"\n',
    "topics.toml": '[[topics]]\nid = "t"\nname = "موضوع"\nslug = "موضوع"\ndescription = "وصف"\n',
    "news.toml": """
[section]
id = "news"
name = "أخبار"
slug = "أخبار"
description = "وصف"
order = 1

[[articles]]
id = "first"
headline = "عنوان"
abstract = "موجز."
place = "تونس"
authors = ["a"]
topics = ["t"]
urgency = 1
minutes_ago = 10
picture = { scene = "dunes", seed = 1, caption = "شرح", credit = "رسم", alt = "وصف" }
body = ["فقرة.", { list = ["واحد", "اثنان"] }]
""",
}


def test_a_small_edition_is_read() -> None:
    article = parse_edition(FILES).lead
    assert article.kicker == ""
    assert article.agencies == ()
    assert article.body == (Paragraph("فقرة."), BulletList(("واحد", "اثنان")))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('authors = ["a"]', 'authors = ["t"]', "first refers to what is not there: t"),
        ('authors = ["a"]', "authors = []", "first names neither an author nor an agency"),
        ('topics = ["t"]', 'topics = ["x"]', "first refers to what is not there: x"),
        ('scene = "dunes"', 'scene = "volcano"', "volcano"),
        ('{ list = ["واحد", "اثنان"] }', '{ related = "second" }', "second"),
        ('{ list = ["واحد", "اثنان"] }', '{ related = "first" }', "refers to what is not there: first"),
        ('{ list = ["واحد", "اثنان"] }', '{ video = "v" }', "unknown body block"),
        ("urgency = 1", "urgency = 4", "exactly one story of urgency 1, not 0"),
        ('place = "تونس"\n', "", "cannot be read"),
        ("seed = 1,", 'seed = 1, light = "high",', "cannot be read"),
        ('id = "first"', "id = first", "cannot be read"),
    ],
)
def test_a_wrong_edition_is_refused_with_the_reason(old: str, new: str, reason: str) -> None:
    assert old in FILES["news.toml"]
    with pytest.raises(EditionError, match=reason):
        parse_edition({**FILES, "news.toml": FILES["news.toml"].replace(old, new)})


def test_doubled_headlines_are_refused() -> None:
    story = (
        FILES["news.toml"].split("[[articles]]")[1].replace('"first"', '"second"').replace("urgency = 1", "urgency = 2")
    )
    with pytest.raises(EditionError, match="headline used more than once: عنوان"):
        parse_edition({**FILES, "news.toml": f"{FILES['news.toml']}[[articles]]{story}"})
