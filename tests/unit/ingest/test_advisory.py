"""Which story a kill message names: certain when exact and alone, else a question with candidates."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from khabar.ingest.advisory import MOST, Known, Naming, named_by

CAIRO = ZoneInfo("Africa/Cairo")
HARBOUR = Known(
    1, "urn:newsml:agency.example:20260301:har0412", "إغلاق الميناء القديم أمام السفن", "ميناء-إغلاق/عاجل",
    (datetime(2026, 3, 1, 9, 14, tzinfo=UTC),),
)  # fmt: skip
LIBRARY = Known(2, "urn:newsml:agency.example:20260301:lib0977", "مكتبة جديدة في الحي القديم", "مكتبة-ثقافة")
DAM = Known(3, "tag:agency.example,2026:dam-118", "Minister opens new dam in the valley", "DAM-OPENING")
BOATS = Known(4, "tag:agency.example,2026:boats-7", "Boat race ends in draw on the river", "RACE-BOATS")
ALL = (HARBOUR, LIBRARY, DAM, BOATS)


@pytest.mark.parametrize(
    ("lines", "meant"),
    [
        (["إلغاء خبر: إغلاق الميناء القديم أمام السفن"], 1),
        (["إلغاء خبر", "إغلاق الميناء القديم أمام السفن"], 1),
        (["إلغاء: إغلاق الميناء القديم امام السُّفن"], 1),
        (["برجاء عدم استخدام خبر «مكتبة جديدة في الحي القديم» لخطأ في المصدر"], 2),
        (["إلى المشتركين", 'يرجى إلغاء الخبر المعنون "مكتبة جديدة في الحي القديم" الذي بُث اليوم.'], 2),
        (["سحب خبر", "العنوان: مكتبة جديدة في الحي القديم", "السبب: معلومات غير دقيقة"], 2),
        (["إلغاء البرقية رقم har0412"], 1),
        (["يرجى إلغاء البرقية lib0977 المرسلة صباحا"], 2),
        (["KILL: Minister opens new dam in the valley"], 3),
        (["MANDATORY KILL", "Kill the story slugged DAM-OPENING, sent at 09:14 GMT. The quote was wrong."], 3),
        (["Mandatory Kill DAM-OPENING"], 3),
        (["STORY KILL", "Headline: Boat race ends in draw on the river", "A substitute will follow."], 4),
        (["KILL", "Please kill item boats-7"], 4),
        (["Please kill", 'The story "MINISTER OPENS NEW DAM IN THE VALLEY" is withdrawn.'], 3),
        (["kill", "tag:agency.example,2026:boats-7"], 4),
        (["إلغاء", "urn:newsml:agency.example:20260301:har0412"], 1),
    ],
)
def test_what_is_named_exactly_is_certain(lines: list[str], meant: int) -> None:
    assert named_by(lines, ALL) == Naming(certain=meant)


@pytest.mark.parametrize(
    ("lines", "candidates"),
    [
        (["إلغاء خبر", "يرجى عدم استخدام خبر الميناء"], ()),
        (["إلغاء خبر إغلاق الميناء القديم"], (1,)),
        (["إلغاء خبر: إغلاق الميناء القديم أمام السفن الكبيرة"], (1,)),
        (["KILL: Minister opens dam in valley"], (3,)),
        (["KILL", "A story about boats contained an error."], ()),
        (["إلغاء", "البرقية رقم 2026 ليوم 20260301"], ()),
        (["إلغاء", "urn:newsml:agency.example:20260301:har04129"], ()),
        (["إلغاء", "urn:newsml:agency.example:20260301"], ()),
        ([], ()),
    ],
)
def test_what_is_only_likely_is_a_question(lines: list[str], candidates: tuple[int, ...]) -> None:
    assert named_by(lines, ALL) == Naming(candidates=candidates)


def test_two_stories_named_in_one_message_are_a_question() -> None:
    lines = ["KILL: Minister opens new dam in the valley", 'Use instead: "Boat race ends in draw on the river"']
    assert named_by(lines, ALL) == Naming(candidates=(3, 4))


def test_a_number_and_a_headline_that_contradict_each_other_are_a_question() -> None:
    lines = ["إلغاء البرقية رقم lib0977", "العنوان: إغلاق الميناء القديم أمام السفن"]
    assert named_by(lines, ALL) == Naming(candidates=(1, 2))


def test_of_two_that_bear_the_name_the_time_of_day_decides_on_any_of_the_clocks() -> None:
    later = Known(9, "urn:other", HARBOUR.headline, sent_at=(datetime(2026, 3, 1, 12, 30, tzinfo=UTC),))
    both = (HARBOUR, later)
    name = "إلغاء خبر: إغلاق الميناء القديم أمام السفن"
    assert named_by([name], both, [UTC]) == Naming(candidates=(1, 9))
    assert named_by([name, "أُرسل الساعة 12:30"], both, [UTC]) == Naming(certain=9)
    assert named_by([name, "أُرسل الساعة 11:14 بتوقيت القاهرة"], both, [UTC, CAIRO]) == Naming(certain=1)
    assert named_by([name, "أُرسل الساعة 08:00"], both, [UTC]) == Naming(candidates=(1, 9))


def test_a_headline_or_slug_of_next_to_nothing_names_no_story() -> None:
    bare = Known(5, "urn:bare", "كرة القدم", "كرة")
    assert named_by(["إلغاء خبر: كرة القدم", "كرة"], [bare]) == Naming()


def test_a_person_is_not_shown_a_long_list() -> None:
    many = [Known(n, f"urn:{n}", HARBOUR.headline) for n in range(1, 30)]
    assert len(named_by([HARBOUR.headline], many).candidates) == MOST
