from datetime import UTC, datetime

import pytest

from khabar.search import shown
from khabar.search.documents import Document
from khabar.search.shown import Memory


class Shelf:
    """Stories by number, and which of them were read."""

    def __init__(self) -> None:
        self.read: list[int] = []

    def __call__(self, number: int) -> Document:
        self.read.append(number)
        return Document(
            number, f"x{number}", f"/{number}", f"خبر {number}", "نص الخبر.", datetime(2026, 1, 1, tzinfo=UTC)
        )


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


def test_a_story_is_read_once_and_given_in_the_order_asked_for(shelf: Shelf) -> None:
    memory = Memory(shelf)
    assert [story.id for story in memory.those([3, 1])] == [3, 1]
    assert [story.url for story in memory.those([1, 2, 3])] == ["/1", "/2", "/3"]
    assert shelf.read == [3, 1, 2]


def test_what_is_asked_for_stays_and_the_rest_goes(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shown, "_MOST_CHARACTERS", 30)
    memory = Memory(shelf)
    for number in range(2, 40):
        memory.those([1, number])
    assert shelf.read.count(1) == 1
    memory.those([2])
    assert shelf.read.count(2) == 2


def test_what_is_forgotten_is_read_again(shelf: Shelf) -> None:
    memory = Memory(shelf)
    memory.those([1])
    memory.forget()
    memory.those([1])
    assert shelf.read == [1, 1]


def test_passages_are_of_standfirst_and_body_or_else_of_the_caption() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    told = Document(1, "", "/1", "عنوان", "متن.", moment, standfirst="مقدمة.", caption="صورة.")
    pictured = Document(2, "", "/2", "عنوان", "", moment, caption="صورة.")
    texts = [story.passage.text for story in Memory({1: told, 2: pictured}.__getitem__).those([1, 2])]
    assert texts == ["مقدمة.\nمتن.", "صورة."]
