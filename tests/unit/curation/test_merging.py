"""Two editors' changes brought together, and what is told of a change."""

from datetime import timedelta

from hypothesis import given
from tests.unit.curation.arranging import NOW, arrangements

from khabar.curation.changes import Move, Thing, merge, moves
from khabar.curation.zones import FRONT_PAGE, Arranged, Placed, read


def lead(pk: int, *secondary: int) -> Arranged:
    return Arranged({"lead": (Placed(pk),), "secondary": tuple(Placed(one) for one in secondary)})


@given(arrangements(), arrangements())
def test_what_only_one_of_two_changed_is_what_comes_out(base: Arranged, other: Arranged) -> None:
    assert merge(base, base, other, FRONT_PAGE).arranged.to_json() == other.to_json()
    assert merge(base, other, base, FRONT_PAGE).arranged.to_json() == other.to_json()


@given(arrangements(), arrangements(), arrangements())
def test_what_comes_out_can_be_saved_and_nothing_is_lost_silently(
    base: Arranged, mine: Arranged, theirs: Arranged
) -> None:
    merged = merge(base, mine, theirs, FRONT_PAGE)
    assert read(merged.arranged.to_json(), FRONT_PAGE).to_json() == merged.arranged.to_json()
    there = _things(merged.arranged) | set(merged.left_over)
    assert (_things(mine) & _things(theirs)) - there == set()
    assert (_things(mine) - _things(base)) - there == set()
    assert (_things(theirs) - _things(base)) - there == set()


@given(arrangements())
def test_an_arrangement_survives_being_written_and_read(arranged: Arranged) -> None:
    assert read(arranged.to_json(), FRONT_PAGE).to_json() == arranged.to_json()
    assert moves(arranged, arranged) == []


def _things(arranged: Arranged) -> set[Thing]:
    return {Thing(one.pk, key == "video") for key, placed in arranged.lists.items() for one in placed}


def test_changes_in_different_zones_both_count() -> None:
    merged = merge(lead(1, 2, 3), lead(9, 2, 3), lead(1, 3, 2, 4), FRONT_PAGE)
    assert merged.arranged == lead(9, 3, 2, 4)
    assert merged.left_over == ()


def test_where_both_changed_the_same_mine_counts_and_theirs_is_named() -> None:
    merged = merge(lead(1), lead(2), lead(3), FRONT_PAGE)
    assert merged.arranged.lists == {"lead": (Placed(2),)}
    assert merged.left_over == (Thing(3, False),)


def test_a_pin_that_another_set_is_kept_on_what_i_moved_not() -> None:
    pinned = Arranged({"lead": (Placed(1, NOW),)})
    merged = merge(lead(1), Arranged({"lead": (Placed(1),), "opinion": (Placed(5),)}), pinned, FRONT_PAGE)
    assert merged.arranged.lists == {"lead": (Placed(1, NOW),), "opinion": (Placed(5),)}


def test_a_change_is_told_thing_by_thing() -> None:
    until = NOW + timedelta(hours=1)
    after = Arranged({"lead": (Placed(2),), "secondary": (Placed(3, until),)})
    assert moves(lead(1, 2, 3), after) == [
        Move(Thing(2, False), "secondary", "lead"),
        Move(Thing(3, False), "secondary", "secondary", until),
        Move(Thing(1, False), "lead", ""),
    ]
