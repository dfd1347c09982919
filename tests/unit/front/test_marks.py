"""Marks lie where their statements stand, whatever mark-up they cross, and never change what is read."""

import html
import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.articles.text import paragraph_lines
from khabar.core.clean import clean_body
from khabar.front.marks import Mark, fitting, marked
from khabar.front.templatetags.front import bidi_html

_ISOLATES = re.compile("[\u2066-\u2069\u202a-\u202e]")


def lines_of(shown: str) -> list[str]:
    return [line for line in paragraph_lines(shown) if line]


def mark(shown: str, words: str, number: int = 1) -> Mark:
    """The mark of words that stand once in the HTML's lines."""
    lines = lines_of(shown)
    line = next(at for at, text in enumerate(lines) if words in text)
    start = lines[line].index(words)
    return Mark(number, line, start, start + len(words), words)


def printed(shown: str, *marks: Mark) -> str:
    return marked(bidi_html(shown), fitting(shown, marks))


def said(page: str, number: int = 1) -> str:
    """The text of a statement's elements, in their order."""
    tree = lxml.html.fragment_fromstring(page, create_parent="div")
    found = tree.xpath(f"//*[@id='q{number}' or @data-q='{number}']")
    return "".join(one.text_content() for one in found)


def test_plain_words_are_one_element_with_the_address_of_its_entry() -> None:
    shown = "<p>قالت سلمى إن الجسر آمن، وانتهى.</p>"
    assert printed(shown, mark(shown, "الجسر آمن")) == (
        '<p>قالت سلمى إن <span class="said" id="q1">الجسر آمن</span>'
        '<a class="said__sign" href="#i1" tabindex="-1" aria-hidden="true"></a>، وانتهى.</p>'
    )


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("<p>قال إن <b>الجسر</b> آمن.</p>", "الجسر آمن"),
        ("<p>قال <b>إن الجسر</b> آمن.</p>", "الجسر آمن"),
        ("<p>قال إن الجسر <b>آمن اليوم</b>.</p>", "الجسر آمن"),
        ('<p>قال <a href="/x/">إن الجسر <b>آمن</b> جدا</a>.</p>', "الجسر آمن"),
        ("<p>قال إن <b>ال</b><i>جسر</i> آمن.</p>", "الجسر آمن"),
        ("<p>قال إن A &amp; B &lt; C آمن.</p>", "A & B < C آمن"),
        ("<p>قال إن النتيجة 3-1 عادلة.</p>", "النتيجة 3-1"),
        ("<p>قال إن James O'Neill كتبه.</p>", "James O'Neill كتبه"),
        ("<p>قال \u2067إن\u2069 الجسر آمن.</p>", "الجسر آمن"),
        ("<p>سطر أول<br>قال إن الجسر آمن<br/>سطر</p>", "الجسر آمن"),
        ("<p> </p><p>  قال إن الجسر آمن.</p>", "الجسر آمن"),
        ("<ul><li>بند</li><li>قال إن الجسر آمن</li></ul>", "الجسر آمن"),
    ],
)
def test_words_are_marked_through_the_markup_they_cross(shown: str, words: str) -> None:
    page = printed(shown, mark(shown, words))
    assert said(page) == words
    assert page.count('class="said__sign"') == 1


@pytest.mark.parametrize("shown", ['<p>قال إن <a href="/x/">الجسر آمن جدا</a>.</p>', "<p>كتب Good morning. ثم</p>"])
def test_the_sign_stands_outside_links_and_isolates(shown: str) -> None:
    words = "الجسر آمن" if "الجسر" in shown else "Good morning"
    tree = lxml.html.fragment_fromstring(printed(shown, mark(shown, words)))
    (sign,) = tree.xpath("//a[@class='said__sign']")
    assert not {parent.tag for parent in sign.iterancestors()} & {"a", "bdi"}


def test_statements_lie_in_one_another_touch_and_cross() -> None:
    shown = "<p>قال كمال إن سلمى قالت إن الجسر آمن والطريق مفتوح.</p>"
    words = ["سلمى قالت إن الجسر آمن", "الجسر آمن", "والطريق مفتوح", "آمن والطريق"]
    marks = [mark(shown, one, number) for number, one in enumerate(words, start=1)]
    page = printed(shown, *marks)
    tree = lxml.html.fragment_fromstring(page)
    for number, one in enumerate(words, start=1):
        pieces = tree.xpath(f"//*[@id='q{number}' or @data-q='{number}']")
        assert "".join(piece.text_content() for piece in pieces) == one
        assert len(tree.xpath(f"//*[@id='q{number}']")) == 1
    assert tree.text_content() == "قال كمال إن سلمى قالت إن الجسر آمن والطريق مفتوح."


def test_words_that_do_not_stand_there_are_not_marked() -> None:
    shown = "<p>قالت سلمى إن الجسر آمن.</p>"
    wrong = [Mark(1, 0, 3, 8, "الجسر"), Mark(2, 4, 0, 4, "قالت"), Mark(3, 0, 90, 95, "الجسر")]
    assert fitting(shown, wrong) == ()
    assert printed(shown, *wrong) == bidi_html(shown)


_TAGS = ["<b>", "</b>", "<i>", "</i>", '<a href="/x/">', "</a>", "<br>", "</p><p>", "</li><li>"]
_WORDS = [
    "الجسر ",
    "آمن",
    " 3-1 ",
    " Good morning ",
    "&amp;",
    "&lt;b&gt;",
    "\u2067",
    "\u2069",
    " ",
    "«",
    "»",
    "&nbsp;",
    "+20 ",
]
PIECES = st.sampled_from(_TAGS + _WORDS)


@given(st.lists(PIECES, max_size=30), st.data())
def test_no_mark_changes_what_is_read_or_breaks_the_markup(pieces: list[str], data: st.DataObject) -> None:
    shown = clean_body(f"<p>{''.join(pieces)}</p>")
    lines = lines_of(shown)
    marks = []
    for number in range(1, data.draw(st.integers(0, 4)) + 1):
        if lines:
            line = data.draw(st.integers(0, len(lines) - 1))
            start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(lines[line]))] * 2)))
            if start < end:
                marks.append(Mark(number, line, start, end, lines[line][start:end]))
    plain = bidi_html(shown)
    page = marked(plain, fitting(shown, marks))
    assert _balanced(page)
    assert re.sub(r'<span class="said[^>]*>|</span>|<a class="said__sign"[^>]*></a>', "", page) == plain
    for one in marks:
        assert said_raw(page, one.number) == _ISOLATES.sub("", one.text)


def said_raw(page: str, number: int) -> str:
    """The text inside a statement's elements, read token by token, as a browser's own repairs would hide mistakes."""
    text, depth = [], []
    for at, token in enumerate(re.split("(<[^>]*>)", page)):
        if at % 2 == 0:
            text.append(html.unescape(token) if any(depth) else "")
        elif token.startswith("<span"):
            depth.append(f'id="q{number}"' in token or f'data-q="{number}"' in token)
        elif token == "</span>":
            depth.pop()
    return "".join(text)


def _balanced(page: str) -> bool:
    """Whether every element ends inside the one it began in."""
    opened = []
    for name in re.findall(r"<(/?\w+)", page):
        if name in ("br", "hr"):
            continue
        if not name.startswith("/"):
            opened.append(name)
        elif not opened or opened.pop() != name[1:]:
            return False
    return not opened
