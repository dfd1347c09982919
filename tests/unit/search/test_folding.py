from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.normalise import fold_in_place, stays_at
from khabar.search.folding import SPACE, encoded, folded_bytes, may_end, may_stay

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
    places = list(may_end(encoded(before + sign + after)))
    assert len(before) in places
    assert places == sorted(set(places))


def test_letters_and_usual_signs_end_no_sentence() -> None:
    assert list(may_end(encoded("قالَ «نعم»، ثم 3,5 - لا: أبدًا"))) == []


@given(_LETTERS, st.sampled_from("ءًَ٬٪,'’é\u200f\ufb56"), _LETTERS)
def test_no_character_that_stays_is_missed(before: str, char: str, after: str) -> None:
    text = before + char + after
    staying = {place for place in range(len(text)) if stays_at(text, place)}
    assert len(before) in staying
    assert staying <= set(may_stay(encoded(text)))


def test_hardly_any_other_character_may_stay() -> None:
    assert list(may_stay(encoded("قال «نعم»؛ ثم 3.5 - لا: أبدا."))) == []
