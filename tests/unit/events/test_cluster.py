"""Groups made of pairs: no chains, no order, and a person's word first."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from khabar.events import Tie, cluster

THRESHOLD = 0.5


def _groups(ties: dict[tuple[str, str], Tie], keys: str) -> set[frozenset[str]]:
    return {frozenset(group) for group in cluster({key: key for key in keys}, ties, THRESHOLD)}


def test_strong_pairs_are_together_and_the_rest_alone() -> None:
    assert _groups({("a", "b"): Tie(0.9), ("b", "c"): Tie(0.2)}, "abc") == {frozenset("ab"), frozenset("c")}


def test_one_bridge_does_not_make_one_event_of_two() -> None:
    ties = {pair: Tie(0.9) for group in ("abc", "xyz") for pair in combinations(group, 2)}
    assert _groups(ties | {("c", "x"): Tie(0.7)}, "abcxyz") == {frozenset("abc"), frozenset("xyz")}


def test_a_bridge_that_is_like_most_of_both_brings_them_together() -> None:
    ties = {("a", "b"): Tie(0.9), ("x", "y"): Tie(0.9)}
    ties |= {(one, other): Tie(0.4) for one in "ab" for other in "xy"}
    assert len(_groups(ties, "abxy")) == 2
    ties |= {("m", other): Tie(0.8) for other in "abxy"}
    assert _groups(ties, "abmxy") == {frozenset("abmxy")}


def test_what_a_person_said_stands_against_any_score() -> None:
    ties = {("a", "b"): Tie(0.99, said=False), ("a", "c"): Tie(0.0, said=True), ("b", "c"): Tie(0.9)}
    assert _groups(ties, "abc") == {frozenset("ac"), frozenset("b")}


@given(
    st.dictionaries(
        st.sampled_from(list(combinations("abcdefg", 2))),
        st.builds(
            Tie, st.sampled_from([0.1, 0.3, 0.5, 0.6, 0.8, 1.0]), st.sampled_from([None, None, None, True, False])
        ),
    ),
    st.randoms(use_true_random=False),
)
def test_groups_do_not_depend_on_order(ties: dict[tuple[str, str], Tie], rng: random.Random) -> None:
    shuffled = [(pair if rng.random() < 0.5 else pair[::-1], tie) for pair, tie in ties.items()]
    rng.shuffle(shuffled)
    keys = list("abcdefg")
    rng.shuffle(keys)
    again = cluster({key: key for key in keys}, dict(shuffled), THRESHOLD)
    assert {frozenset(group) for group in again} == _groups(ties, "abcdefg")
    assert sorted(key for group in again for key in group) == list("abcdefg")
    for group in again:
        assert all(tie.said is not False for pair, tie in ties.items() if set(pair) <= group)
