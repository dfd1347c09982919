import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.bidi import LRI, PDI, isolate_html, isolate_phrase, isolate_text


def shown(text: str) -> str:
    return isolate_text(text).replace(LRI, "[").replace(PDI, "]")


@pytest.mark.parametrize(
    ("text", "isolated"),
    [
        ("فاز الفريق 3-1 على ضيفه", "فاز الفريق [3-1] على ضيفه"),
        ("هاتف +20 2 2391-5000 للحجز", "هاتف [+20 2 2391-5000] للحجز"),
        ("موسم 2020-2022 كله", "موسم [2020-2022] كله"),
        ("بين 2020 – 2022 فقط", "بين [2020 – 2022] فقط"),
        ("حساب @khabar_ar الرسمي", "حساب [@khabar_ar] الرسمي"),
        ("الحرارة -5 مئوية", "الحرارة [-5] مئوية"),
        ("لغة C++ ثم C#", "لغة [C++] ثم [C#]"),
        ("نسبة 10% هذا العام", "نسبة [10%] هذا العام"),
        ("شاشة Windows 11 الجديدة", "شاشة [Windows 11] الجديدة"),
        ("كتاب The Long Walk صدر", "كتاب [The Long Walk] صدر"),
        ("الساعة 10:25 مساء", "الساعة [10:25] مساء"),
        ("راسلنا desk@example.org الآن", "راسلنا [desk@example.org] الآن"),
        ("معيار ISO/IEC 14882:2020 المعتمد", "معيار [ISO/IEC 14882:2020] المعتمد"),
        ("شبكة IEEE 802.11ax السريعة", "شبكة [IEEE 802.11ax] السريعة"),
        ("هاتف iPhone 15 Pro وصل", "هاتف [iPhone 15 Pro] وصل"),
        ("جزيء H₂O وقانون E=mc² معا", "جزيء [H₂O] وقانون [E=mc²] معا"),
        ("إذا كان x < y && y > z صح", "إذا كان [x < y && y > z] صح"),
        ("هبط −1.75% اليوم", "هبط [−1.75%] اليوم"),
    ],
)
def test_runs_that_would_be_reordered_are_isolated(text: str, isolated: str) -> None:
    assert shown(text) == isolated


@pytest.mark.parametrize("text", ["عام 2022 كان حافلا", "كوفيد-19 ينحسر", "لا شيء هنا", "بلغ 1,500.25 دولار", ""])
def test_plain_text_and_numbers_are_left_alone(text: str) -> None:
    assert isolate_text(text) == text
    assert isolate_html(text) == text


def test_html_is_escaped_inside_and_outside_the_isolates() -> None:
    assert isolate_html('<b> R&D "خبر"') == (
        '&lt;<bdi dir="ltr">b</bdi>&gt; <bdi dir="ltr">R&amp;D</bdi> &quot;خبر&quot;'
    )


def test_a_word_with_a_hyphen_is_kept_on_one_line_unless_it_is_long() -> None:
    assert isolate_html("أطلقت GPT-5.2 أمس") == 'أطلقت <bdi dir="ltr" class="num">GPT-5.2</bdi> أمس'
    assert 'class="num">Al-Ahly<' in isolate_html("فاز Al-Ahly أمس")
    assert "num" not in isolate_html("موقع a-very-long-word-with-many-hyphens.example الجديد")
    assert "num" not in isolate_html("نادي Al-Ahly Club أمس")


def test_a_score_is_kept_on_one_line_and_a_name_is_not() -> None:
    assert isolate_html("فاز 3-1 في San Siro") == (
        'فاز <bdi dir="ltr" class="num">3-1</bdi> في <bdi dir="ltr">San Siro</bdi>'
    )


@pytest.mark.timeout(20)
@pytest.mark.parametrize("row", ["1", "1.", "(1", "a.", "1-", "a@"])
def test_a_row_of_signs_as_long_as_a_hostile_page_makes_it_is_soon_done(row: str) -> None:
    assert isolate_text(f"خبر {row * 40_000}").startswith("خبر ")


def test_controls_already_there_are_replaced_not_nested() -> None:
    assert isolate_text(isolate_text("فاز 3-1")) == isolate_text("فاز 3-1")
    assert isolate_text("خبر \u202eمقلوب") == "خبر مقلوب"


@given(st.text(alphabet="اب 3-1%+@a<>&\"'#./:\u2066\u202e", max_size=60))
def test_every_isolate_is_closed_and_no_letter_is_lost(text: str) -> None:
    bare = re.sub("[\u2066-\u2069\u202a-\u202e]", "", text)
    isolated = isolate_text(text)
    assert isolated.count(LRI) == isolated.count(PDI)
    assert isolated.replace(LRI, "").replace(PDI, "") == bare
    assert html.unescape(re.sub(r'<bdi dir="ltr"(?: class="num")?>|</bdi>', "", isolate_html(text))) == bare


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("f,jdk", '<bdi dir="ltr">f,jdk</bdi>'),
        ("a < b", '<bdi dir="ltr">a &lt; b</bdi>'),
        ("بوتين", "بوتين"),
        ("قناة f,jdk", 'قناة <bdi dir="ltr">f</bdi>,<bdi dir="ltr">jdk</bdi>'),
    ],
)
def test_a_phrase_without_arabic_letters_is_one_run(text: str, printed: str) -> None:
    assert isolate_phrase(text) == printed
