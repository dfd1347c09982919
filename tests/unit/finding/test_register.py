"""Finding names by the beginning of their words or of their sounds in the register's text."""

from khabar.finding.register import Found, Register, _line

TEXT = "\n".join(
    [
        _line("n", 12, ["فلاديمير بوتين", "بوتن"]),
        _line("t", 7, ["بورصة القاهرة"]),
        _line("s", 3, ["رياضة"]),
        _line("t", 120, ["دورة 12"]),
        "",
    ]
)


def test_words_are_found_by_their_beginning_in_the_order_of_the_lines() -> None:
    register = Register(TEXT)
    assert register.starting("بو", 5) == [Found("n", 12), Found("t", 7)]
    assert register.starting("بو", 1) == [Found("n", 12)]
    assert register.starting("فلاديمير بو", 5) == [Found("n", 12)]
    assert register.starting("لقاهره", 5) == []  # inside a word
    assert register.starting("", 5) == []


def test_ids_signs_and_sounds_are_no_words() -> None:
    register = Register(TEXT)
    assert register.starting("12", 5) == [Found("t", 120)]
    assert register.starting("فلدمر", 5) == []
    assert register.sounding("فلدمر بتن", 5) == [Found("n", 12)]
    assert register.sounding("بوتين", 5) == []


def test_how_many_words_begin_so() -> None:
    register = Register(TEXT)
    assert register.begins("بو") == 2
    assert register.begins("رياض") == 1
    assert register.begins("زر") == 0


def test_an_empty_register_finds_nothing() -> None:
    assert Register("").starting("بو", 5) == []
    assert Register("").begins("بو") == 0
