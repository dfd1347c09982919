"""Fingerprints and their comparison: what counts as one event, and what must hold of any text."""

import json
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khabar.events import Fingerprint, Rarity, Relation, Story, compare, fingerprint
from khabar.events.compare import WINDOW_HOURS, Verdict
from khabar.events.lexicon import stem_of
from khabar.events.reading import read

RARITY = Rarity()
QUAKE = Story(
    "زلزال بقوة 5.8 درجات يضرب وادي سميرة",
    [
        "ضرب زلزال قوته 5.8 درجات وادي سميرة فجر الأحد وأدى إلى انهيار عشرات المنازل القديمة، وفق مركز الرصد.",
        "وقال رئيس البلدية ياسين الورداني إن ثلاثة أشخاص أصيبوا بجروح وإن المدارس ستبقى مغلقة.",
    ],
)
REWRITTEN = Story(
    "هزة أرضية تهدم منازل في وادي سميرة",
    ["هزت أرض وادي سميرة فجر الأحد بقوة 5.8 درجات فانهارت بيوت قديمة وجرح ثلاثة من السكان، كما أفاد ياسين الورداني."],
)
ELSEWHERE = Story(
    "زلزال بقوة 4.9 درجات يضرب جزيرة تلمود",
    [
        "ضرب زلزال قوته 4.9 درجات جزيرة تلمود فجر الأحد وأدى إلى انهيار عشرات المنازل القديمة، وفق مركز الرصد.",
        "وقال رئيس البلدية جابر المنوفي إن ثلاثة أشخاص أصيبوا بجروح وإن المدارس ستبقى مغلقة.",
    ],
)
stories = st.builds(
    Story,
    headline=st.text(max_size=80),
    paragraphs=st.lists(st.text(max_size=200), max_size=4),
    place=st.text(max_size=20),
    language=st.sampled_from(["ar", "en", "", "fr-FR"]),
    subjects=st.lists(st.text(max_size=8), max_size=3),
)
WORDS = "قتل 12 شخصا في انفجار سوق سارفان وقال الوزير فريد الصباغ إن 3-1 نسبة 4.5% «ليل الميناء» Reuters"
arabic = st.lists(st.sampled_from(WORDS.split()), max_size=40).map(" ".join)


def _compared(one: Story, other: Story, hours: float = 1.0, **how: bool) -> Verdict:
    return compare(fingerprint(one), fingerprint(other), hours, RARITY, **how)


def test_a_rewrite_by_another_agency_tells_of_the_same_event_and_says_why() -> None:
    verdict = _compared(QUAKE, REWRITTEN)
    assert verdict.relation == Relation.SAME_EVENT
    assert "أسماء مشتركة" in verdict.reasons


def test_one_text_with_another_headline_is_the_same_story() -> None:
    verdict = _compared(QUAKE, Story("انهيار منازل في زلزال بوادي سميرة", QUAKE.paragraphs))
    assert verdict.relation == Relation.SAME_STORY


def test_the_same_form_filled_in_for_another_place_is_another_event() -> None:
    verdict = _compared(QUAKE, ELSEWHERE)
    assert verdict.relation == Relation.DIFFERENT
    assert {"أسماء مختلفة", "أرقام مختلفة"} <= set(verdict.reasons)


def test_other_spellings_of_a_name_meet() -> None:
    one = Story("الرئيس لوكاشينكوف يقيل قائد الحرس", ["أقال الرئيس لوكاشينكوف قائد الحرس غريغوري باتوشين."])
    other = Story("إقالة قائد الحرس جريجوري باتوشن", ["قرر لوكاشنكوف إعفاء قائد حرسه جريجوري باتوشن من منصبه."])
    assert _compared(one, other).relation != Relation.DIFFERENT


def test_a_digest_of_the_day_is_like_no_story() -> None:
    digest = Story("أبرز أخبار الأحد", QUAKE.paragraphs)
    assert _compared(QUAKE, digest).relation == Relation.DIFFERENT


def test_other_languages_and_other_days_are_other_events() -> None:
    assert _compared(QUAKE, QUAKE, WINDOW_HOURS + 1).relation == Relation.DIFFERENT
    in_english = Story(QUAKE.headline, QUAKE.paragraphs, language="en")
    assert _compared(QUAKE, in_english).relation == Relation.DIFFERENT


def test_one_agency_has_to_send_more_of_the_same_than_two_agencies() -> None:
    assert _compared(QUAKE, REWRITTEN, one_source=True).score < _compared(QUAKE, REWRITTEN).score


def test_what_every_story_says_weighs_less_than_what_few_say() -> None:
    counted = Rarity(1000, {"زلزال": 600, "سمير": 2})
    assert counted.weight("زلزال") < counted.weight("سمير")
    assert RARITY.weight(stem_of("قال")) < RARITY.weight("سمير")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قتل 12 شخصا وأصيب 30 آخرون", {("قتيل", 12.0), ("جريح", 30.0)}),
        ("مصرع سبعة عشر شخصا", {("قتيل", 17.0)}),
        ("ونقل ثلاثة وأربعون مصابا", {("جريح", 43.0)}),
        ("ارتفعت ٤٫٥ بالمئة", {("%", 4.5)}),
        ("بقيمة 64 مليون ريال", {("ريال", 64e6)}),
        ("في 12 مارس 2026", set()),
    ],
)
def test_numbers_are_read_with_what_they_count(text: str, expected: set[tuple[str, float]]) -> None:
    assert read(text).numbers == expected


def test_a_score_is_the_same_from_either_side() -> None:
    assert read("فاز 3-1").scores == read("خسر 1-3").scores != set()


@settings(max_examples=150)
@given(stories, stories, st.floats(0, 60))
def test_any_two_texts_compare_the_same_both_ways_and_every_time(one: Story, other: Story, hours: float) -> None:
    prints = [fingerprint(story) for story in (one, other)]
    there, back = compare(*prints, hours, RARITY), compare(*reversed(prints), -hours, RARITY)
    assert there == back == compare(fingerprint(one), fingerprint(other), hours, Rarity())
    assert 0 <= there.score <= 1


@settings(max_examples=100)
@given(arabic, arabic)
def test_news_like_texts_survive_being_stored(headline: str, body: str) -> None:
    made = fingerprint(Story(headline, [body]))
    kept = Fingerprint.load(made.dump())
    assert kept == made
    assert json.loads(made.dump())
    if made.words:
        assert compare(made, kept, 0, RARITY).relation == compare(made, made, 0, RARITY).relation


@given(st.binary(max_size=200))
def test_any_bytes_have_a_fingerprint(data: bytes) -> None:
    text = data.decode("utf-8", errors="surrogateescape")
    made = fingerprint(Story(text, [text]))
    assert Fingerprint.load(made.dump()).words.keys() == made.words.keys()


def test_a_signature_can_be_left_out_and_comparing_needs_no_numpy() -> None:
    program = (
        "import sys; from khabar.events import *\n"
        "p = fingerprint(Story('زلزال في وادي سميرة', ['انهارت منازل']), signed=False)\n"
        "compare(p, p, 0, Rarity())\n"
        "sys.exit(any(name in sys.modules for name in ('numpy', 'scipy', 'datasketch', 'django')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_scores_do_not_fall_when_a_story_shares_more() -> None:
    shorter = [Story(QUAKE.headline, [paragraph]) for paragraph in ("", "ضرب زلزال وادي سميرة", QUAKE.paragraphs[0])]
    scores = [_compared(QUAKE, story).score for story in shorter]
    assert all(low <= high for low, high in pairwise(scores))
