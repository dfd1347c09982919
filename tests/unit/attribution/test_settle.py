"""What becomes of decisions and suggestions when a text is read."""

from khabar.attribution.anchors import anchor_at
from khabar.attribution.paragraphs import Paragraph
from khabar.attribution.seam import Said
from khabar.attribution.settle import Kept, settle

TEXT = "قالت الطبيبة إن اللقاح متوفر في كل المراكز، وأضافت أن الإقبال عليه كبير."
NEW = "قالت الطبيبة إن اللقاح نفد من كل المراكز، وأضافت أن الإقبال عليه كبير."
VACCINE, DEMAND = "اللقاح متوفر في كل المراكز", "الإقبال عليه كبير"


def one(text: str) -> list[Paragraph]:
    return [Paragraph("a", 0, text)]


def kept(key: int, words: str, text: str = TEXT) -> Kept:
    start = text.index(words)
    return Kept(key, anchor_at(one(text), 0, start, start + len(words)))


def suggestion(words: str, text: str = TEXT) -> Said:
    start = text.index(words)
    return Said(0, start, start + len(words), words, "indirect", "person", "الطبيبة")


def test_without_decisions_everything_is_suggested() -> None:
    said = [suggestion(VACCINE), suggestion(DEMAND)]
    assert settle([], said, one(TEXT)).suggested == tuple(said)


def test_a_decision_takes_the_place_of_a_suggestion_about_its_words() -> None:
    settled = settle([kept(1, VACCINE)], [suggestion(VACCINE), suggestion(DEMAND)], one(TEXT))
    assert [(row.key, row.changed) for row in settled.carried] == [(1, False)]
    assert [row.text for row in settled.suggested] == [DEMAND]


def test_also_when_the_engine_cuts_the_words_otherwise() -> None:
    settled = settle([kept(1, VACCINE)], [suggestion("إن اللقاح متوفر في كل")], one(TEXT))
    assert settled.suggested == ()


def test_neighbours_that_share_a_word_both_stay() -> None:
    settled = settle([kept(1, "اللقاح متوفر في")], [suggestion("في كل المراكز")], one(TEXT))
    assert len(settled.suggested) == 1


def test_a_changed_decision_stands_beside_the_new_suggestion() -> None:
    settled = settle([kept(1, VACCINE)], [suggestion("اللقاح نفد من كل المراكز", NEW)], one(NEW))
    (row,) = settled.carried
    assert row.changed
    assert row.anchor.text == VACCINE
    assert len(settled.suggested) == 1


def test_a_decision_about_words_that_are_gone_is_kept_for_when_they_return() -> None:
    settled = settle([kept(1, VACCINE)], [], one("نص آخر تماما."))
    assert [(row.changed, row.anchor.text) for row in settled.carried] == [(True, VACCINE)]
    again = settle([Kept(1, settled.carried[0].anchor)], [], one(TEXT))
    assert [(row.changed, row.anchor.text) for row in again.carried] == [(False, VACCINE)]


def test_of_two_decisions_about_the_same_words_the_first_stands() -> None:
    settled = settle([kept(2, VACCINE), kept(1, VACCINE)], [], one(TEXT))
    assert [row.key for row in settled.carried] == [2]
    gone = settle([kept(2, VACCINE), kept(1, VACCINE)], [], one("نص آخر تماما."))
    assert [row.key for row in gone.carried] == [2]
