"""A story comes back from the bytes the index keeps as it went in."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.search.documents import Document
from khabar.search.packing import Packer, dictionary_of

from .conftest import Make

ANY_TEXT = st.text(st.characters(), max_size=60)  # lone surrogates too


@given(headline=ANY_TEXT, body=ANY_TEXT, topics=st.lists(ANY_TEXT, max_size=3))
def test_any_text_comes_back(headline: str, body: str, topics: list[str]) -> None:
    doc = Document(1, "x1", "/n/1", headline, body, datetime(2024, 1, 2, 3, tzinfo=UTC), topics=tuple(topics))
    assert Packer(b"").unpack(Packer(b"").pack(doc)) == doc


def test_every_field_comes_back(story: Make) -> None:
    doc = story(
        7, "عنوان «مقتبس» ٪١٢ 🎈", "نص \\u0627 و\tجدول", kicker="تحليل", standfirst="ملخص", caption="صورة",
        section="world", section_name="العالم", topics=("أ", "ب"), agencies=("و",), authors=("ك",), place="مينسك",
        names=("لوكاشنكو",), said_by=("1", "1>2"), through=("agency:afp",),
    )  # fmt: skip
    packer = Packer(dictionary_of([doc]))
    assert packer.unpack(packer.pack(doc)) == doc


def test_stories_alike_take_less_room(story: Make) -> None:
    docs = [story(number, "عنوان", "افتتح الوزير المعرض السنوي للكتاب في العاصمة صباح اليوم.") for number in (1, 2)]
    assert len(Packer(dictionary_of(docs[:1])).pack(docs[1])) < len(Packer(b"").pack(docs[1]))


@pytest.mark.parametrize("data", [b"", b"damaged", b"\xff" * 90])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a story"):
        Packer(b"").unpack(data)


def test_a_story_packed_with_another_dictionary_is_refused(story: Make) -> None:
    doc = story(1, "عنوان", "افتتح الوزير المعرض السنوي للكتاب في العاصمة.")
    packed = Packer(dictionary_of([doc])).pack(doc)
    with pytest.raises(ValueError, match="not a story"):
        Packer(b"").unpack(packed)
