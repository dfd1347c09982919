import pytest

from khabar.search import snippets
from khabar.search.snippets import SNIPPET_CHARS, Prepared, Wanted


def highlight(text: str, words: Wanted) -> str:
    return snippets.highlight(Prepared(text), words)


def snippet(text: str, words: Wanted) -> str:
    return snippets.snippet(Prepared(text), words)


def wanted(*norms: str, stems: tuple[str, ...] = ()) -> Wanted:
    return Wanted(
        {norm: number for number, norm in enumerate(norms)}, {stem: 10 + number for number, stem in enumerate(stems)}
    )


def test_the_word_is_marked_as_printed() -> None:
    assert highlight("زار الوَزِيـــرُ مدينةً", wanted("الوزير")) == "زار <mark>الوَزِيـــرُ</mark> مدينةً"


def test_a_word_is_marked_by_its_stem() -> None:
    assert highlight("بدأت المحادثات اليوم", wanted(stems=("محادث",))) == "بدأت <mark>المحادثات</mark> اليوم"


def test_everything_is_escaped() -> None:
    assert highlight('<script>خبر & "نص"', wanted("خبر")) == ("&lt;script&gt;<mark>خبر</mark> &amp; &quot;نص&quot;")


def test_the_passage_with_most_query_words_is_shown() -> None:
    filler = "جملة لا شأن لها بالسؤال وتملأ المكان فقط. " * 12
    text = f"ذُكر القمح مرة. {filler}ارتفع سعر القمح في الأسواق أمس. {filler}"
    shown = snippet(text, wanted("سعر", "القمح"))
    assert shown.startswith("ارتفع <mark>سعر</mark> <mark>القمح</mark> في الأسواق أمس.")


def test_a_snippet_keeps_to_its_length_at_word_ends() -> None:
    text = "كلمة " * 300 + "الهدف " + "تتمة " * 300
    shown = snippet(text, wanted("الهدف"))
    plain = shown.replace("<mark>", "").replace("</mark>", "").strip("… ")
    assert "<mark>الهدف</mark>" in shown
    assert len(plain) <= SNIPPET_CHARS
    assert set(plain.split()) == {"كلمة", "الهدف", "تتمة"}
    assert shown.startswith("… ")
    assert shown.endswith("…")


@pytest.mark.parametrize(("text", "start"), [("أول الخبر. ثم بقيته.", "أول الخبر."), ("", "")])
def test_without_a_match_the_beginning_is_shown(text: str, start: str) -> None:
    assert snippet(text, wanted("غائب")).startswith(start)
    assert "<mark>" not in snippet(text, wanted("غائب"))


def test_a_word_before_a_long_sentence_is_not_lost() -> None:
    text = "جملة أولى قصيرة. ثم نصل إلى المطار. " + "كلام كثير لا ينتهي " * 30 + "ثم قمح."
    assert "<mark>قمح</mark>" in snippet(text, wanted("قمح"))
    assert "<mark>المطار</mark>" in snippet(text, wanted("المطار"))


def test_a_word_in_letters_that_are_not_arabic_is_marked() -> None:
    assert highlight("زارت Москва أمس", wanted("москва")) == "زارت <mark>Москва</mark> أمس"


def test_of_equally_good_passages_the_one_that_begins_with_its_match_is_shown() -> None:
    filler = "كلام طويل في أمر آخر لا صلة له بما يسأل عنه القارئ هنا أبدًا ولا قبله ولا بعده. " * 4
    text = f"كلام يسبق ذكر القمح في هذه الجملة. {filler}القمح وصل. {filler}القمح عاد. {filler}"
    assert snippet(text, wanted("القمح")).startswith("<mark>القمح</mark> وصل.")


def test_white_space_in_a_passage_is_one_space() -> None:
    assert highlight("سعر\u00a0 القمح\tاليوم", wanted("القمح")) == "سعر <mark>القمح</mark> اليوم"
    assert "سعر <mark>القمح</mark> اليوم" in snippet("أول.\n\nسعر  القمح اليوم. آخر.", wanted("القمح"))
