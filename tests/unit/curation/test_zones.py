"""What an arrangement that somebody sends may not be."""

from typing import Any

import pytest

from khabar.curation.errors import BadArrangement
from khabar.curation.zones import FRONT_PAGE, SECTION_FRONT, Arranged, Placed, read, stored


def lists(**zones: Any) -> dict[str, Any]:
    return {"lists": zones}


def one(pk: Any, until: Any = None) -> dict[str, Any]:
    return {"id": pk, "until": until}


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {"lists": []},
        lists(lead=[one(1), one(2)]),
        lists(lead=[one(1)], secondary=[one(1)]),
        lists(video=[one(1), one(1)]),
        lists(lead=[one(True)]),
        lists(lead=[one("1")]),
        lists(lead=[one(0)]),
        lists(lead=[one(2**63)]),
        lists(lead=[7]),
        lists(lead="1"),
        lists(lead=[one(1, "غدًا")]),
        lists(lead=[one(1, "2026-11-26T10:00")]),
        lists(lead=[one(1, "0001-01-01T00:00:00+14:00")]),
        lists(lead=[one(1, 5)]),
        lists(elsewhere=[one(1)]),
        {"lists": {"river:x": [one(1)]}},
        {"lists": {"river:٣": [one(1)]}},
        {"hidden": ["lead"]},
        {"hidden": [["opinion"]]},
        {"order": {"a": 1}},
        {"opinion_from": "2"},
    ],
)
def test_what_cannot_be_is_refused_in_words(raw: Any) -> None:
    with pytest.raises(BadArrangement, match=r"[ء-ي]"):
        read(raw, FRONT_PAGE)


def test_a_sections_front_has_no_rivers() -> None:
    with pytest.raises(BadArrangement):
        read({"lists": {"river:3": [one(1)]}}, SECTION_FRONT)
    assert read({"order": [3, 4]}, SECTION_FRONT) == Arranged()


def test_a_video_and_a_story_may_have_the_same_number() -> None:
    assert read(lists(lead=[one(1)], video=[one(1)]), FRONT_PAGE).of("video") == (Placed(1),)


def test_what_was_stored_is_read_even_when_less_fits_today() -> None:
    raw = lists(lead=[one(1, "2026-11-26T10:00:00+02:00"), one(2)])
    assert [placed.pk for placed in stored(raw).of("lead")] == [1, 2]
