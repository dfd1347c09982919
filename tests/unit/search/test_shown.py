from datetime import UTC, datetime

import pytest

from khabar.search import shown
from khabar.search.documents import Document
from khabar.search.shown import Memory, Places, Shown


class Shelf:
    """Stories by the bytes of their numbers, which of them were unpacked, and what was read at which place."""

    def __init__(self) -> None:
        self.unpacked: list[int] = []
        self.read: list[int] = []

    def unpack(self, packed: bytes) -> Document:
        number = int(packed)
        self.unpacked.append(number)
        return Document(
            number, f"x{number}", f"/{number}", f"خبر {number}", "نص الخبر.", datetime(2026, 1, 1, tzinfo=UTC)
        )

    def at(self, place: int) -> bytes:
        self.read.append(place)
        return b"%d" % place


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_a_story_is_made_ready_once_and_given_in_the_order_asked_for(shelf: Shelf) -> None:
    places = Places(Memory(shelf.unpack), shelf.at)
    assert [story.id for story in places.stories([3, 1])] == [3, 1]
    assert [story.url for story in places.stories([1, 2, 3])] == ["/1", "/2", "/3"]
    assert shelf.read == shelf.unpacked == [3, 1, 2]


def test_stories_that_a_commit_has_not_changed_are_not_made_ready_again(shelf: Shelf) -> None:
    memory = Memory(shelf.unpack)
    Places(memory, shelf.at).stories([1, 2, 3])
    moved = Places(memory, {1: b"2", 2: b"4", 3: b"1"}.__getitem__)
    assert [story.id for story in moved.stories([1, 2, 3])] == [2, 4, 1]
    assert shelf.unpacked == [1, 2, 3, 4]


def test_what_is_asked_for_stays_and_the_rest_goes(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "_MOST_CHARACTERS", 30)
    memory = Memory(shelf.unpack)
    places = Places(memory, shelf.at)
    for number in range(2, 40):
        memory.story(b"1")
        places.stories([number])
    assert shelf.unpacked.count(1) == 1
    places.stories([2])
    assert shelf.unpacked.count(2) == shelf.read.count(2) == 2


def test_passages_are_of_standfirst_and_body_or_else_of_the_caption() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    told = Document(1, "", "/1", "عنوان", "متن.", moment, standfirst="مقدمة.", caption="صورة.")
    pictured = Document(2, "", "/2", "عنوان", "", moment, caption="صورة.")
    assert [Shown.of(doc).passage.text for doc in (told, pictured)] == ["مقدمة.\nمتن.", "صورة."]
