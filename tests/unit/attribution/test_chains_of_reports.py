"""Reports within reports, second outlets, and marks that do not match: who speaks, through whom, and which words."""

import pytest

from khabar.attribution.extract import extract

Expected = list[tuple[str, str, list[str]]]

MARKS: dict[str, tuple[str, Expected]] = {
    "closed by a double prime": (
        "وقالت صحيفة “البيان″، إن الجسر مغلق. وأعلنت الوزيرة ليلى بدران أن العمل جار.",
        [("الجسر مغلق", "صحيفة البيان", []), ("العمل جار", "ليلى بدران", [])],
    ),
    "opened by a closing mark": (
        "وقال المدير سامر الخطيب:” سنعود غدا إلى العمل”. وأكدت ليلى بدران أن الطريق آمن.",
        [("” سنعود غدا إلى العمل”", "سامر الخطيب", []), ("الطريق آمن", "ليلى بدران", [])],
    ),
    "closed by a straight mark": (
        'وقال المدير سامر الخطيب «سنعود غدا إلى العمل". وأكدت ليلى بدران أن الطريق آمن.',
        [('«سنعود غدا إلى العمل"', "سامر الخطيب", []), ("الطريق آمن", "ليلى بدران", [])],
    ),
    "straight marks inside others": (
        'وقال المدير سامر الخطيب «إن حي "النور" سيفتح غدا» وأكدت ليلى بدران أن الطريق آمن.',
        [('«إن حي "النور" سيفتح غدا»', "سامر الخطيب", []), ("الطريق آمن", "ليلى بدران", [])],
    ),
}


def read(text: str) -> Expected:
    return [(one.text, one.speaker.name, [relay.name for relay in one.chain]) for one in extract([text])]


@pytest.mark.parametrize(("text", "expected"), MARKS.values(), ids=MARKS.keys())
def test_marks_that_do_not_match(text: str, expected: Expected) -> None:
    assert read(text) == expected
