from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.normalise import fold_in_place
from khabar.search.folding import SPACE, folded_bytes, may_end

_LETTERS = st.text("أإآٱابتىيةهؤوکكچجگ٣3 \n\u00a0aBЖ😀\ud800؟?")


def test_what_folds_alike_looks_alike() -> None:
    assert folded_bytes("أإآٱ ىة ؤئ کیھ ABC ٣۴") == folded_bytes("اااا\nيه\tوي\u00a0كيه abc 34")


def test_different_letters_look_different() -> None:
    letters = "ابتثجحخدذرزسشصضطظعغفقكلمنهويء0123456789abcdefghijklmnopqrstuvwxyz "
    assert len(set(folded_bytes(letters))) == len(letters)


@given(_LETTERS, _LETTERS, _LETTERS)
def test_what_stands_in_the_fold_stands_in_the_bytes(before: str, wanted: str, after: str) -> None:
    text = before + wanted + after
    assert len(folded_bytes(text)) == len(text)
    found = fold_in_place(text).find(fold_in_place(wanted))
    assert folded_bytes(text)[found:].startswith(folded_bytes(fold_in_place(wanted)))


def test_white_space_is_a_space() -> None:
    assert set(folded_bytes(" \t\n\r\u00a0\u2009\u202f")) == set(SPACE)


@given(_LETTERS, st.sampled_from(".!?؟…؛\n"), _LETTERS)
def test_no_end_of_a_sentence_is_missed(before: str, sign: str, after: str) -> None:
    places = list(may_end(before + sign + after))
    assert len(before) in places
    assert places == sorted(set(places))


def test_letters_and_usual_signs_end_no_sentence() -> None:
    assert list(may_end("قالَ «نعم»، ثم 3,5 - لا: أبدًا")) == []
