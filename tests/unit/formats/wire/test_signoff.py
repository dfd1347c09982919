"""Sign-off lines under reports: recognised, kept out of the body, their reporters kept for a byline that is missing."""

import json

import pytest

from khabar.formats.wire import read_wire
from khabar.formats.wire.signoff import read_sign_off, split_sign_off

TEXT = "افتتحت البلدية مكتبة جديدة في الحي القديم بعد عامين من العمل."


@pytest.mark.parametrize(
    ("line", "reporters"),
    [
        ("(Reporting by Jane Roe; Editing by John Doe)", "Jane Roe"),
        (
            "Reporting by Jane Roe in Cairo and Ann Poe in Tunis; Editing by John Doe",
            "Jane Roe in Cairo and Ann Poe in Tunis",
        ),
        ("(Writing by Ann Poe; editing by John Doe.)", "Ann Poe"),
        ("(Reporting by Jane Roe, additional reporting by Sam Coe; Writing by Ann Poe)", "Jane Roe, Sam Coe"),
        ("(Editing by John Doe)", ""),
        ("(إعداد سلمى نور للنشرة العربية - تحرير كمال حداد)", "سلمى نور"),
        ("(تغطية صحفية ليلى سالم - إعداد سلمى نور - تحرير كمال حداد)", "ليلى سالم"),
        ("(تغطية صحفية: ليلى سالم وعمر زكي من القاهرة؛ تحرير: كمال حداد).", "ليلى سالم وعمر زكي من القاهرة"),
        ("إعداد: سلمى نور / تحرير: كمال حداد", "سلمى نور"),
        ("(ترجمة سلمى نور)", ""),
    ],
)
def test_a_line_of_duties_and_names_is_a_sign_off(line: str, reporters: str) -> None:
    found = read_sign_off(line)
    assert found is not None
    assert found.reporters == reporters


@pytest.mark.parametrize(
    "line",
    [
        "إعداد الطعام في المخيمات يحتاج إلى وقود لا يصل",
        "تحرير المدينة - كما يقول سكانها - لم يكتمل",
        "تغطية نفقات العلاج مسؤولية الوزارة",
        "Reporting by phone was difficult in the valley",
        "(الصورة من إعداد سلمى نور)",
        "(تحرير سيناء عام 1982)",
        "(إعداد هذا التقرير استغرق ثلاثة أشهر من العمل في خمس مدن عربية)",
        "Editing by committee; nobody likes it",
        "(Reporting by Jane Roe; the minister denied it)",
        "",
        "()",
    ],
)
def test_sentences_that_use_the_words_are_not(line: str) -> None:
    assert read_sign_off(line) is None


def test_a_sign_off_at_the_end_of_a_paragraph_is_parted_from_it() -> None:
    parted = split_sign_off(f"{TEXT} (إعداد سلمى نور - تحرير كمال حداد)")
    assert parted is not None
    assert (parted[0], parted[1].reporters) == (TEXT, "سلمى نور")
    assert split_sign_off(f"{TEXT} (وكالات)") is None
    assert split_sign_off(TEXT) is None


def _record(*paragraphs: str, **fields: str) -> dict[str, object]:
    item = {"uri": "urn:1", "type": "text", "headline": "مكتبة في الحي", "body_text": "\n\n".join(paragraphs), **fields}
    return read_wire(json.dumps(item).encode(), source="x").records[0].to_json()


def _texts(record: dict[str, object]) -> list[str]:
    body = record["body"]
    assert isinstance(body, list)
    return [block["text"] for block in body]


def test_it_leaves_the_body_and_fills_a_byline_that_is_missing() -> None:
    line = "(Reporting by Jane Roe; Editing by John Doe)"
    record = _record(TEXT, "وتفتح أبوابها كل يوم.", line)
    assert (_texts(record), record["byline"]) == ([TEXT, "وتفتح أبوابها كل يوم."], "Jane Roe")
    record = _record(TEXT, f"وتفتح أبوابها كل يوم. {line}", byline="عمر زكي")
    assert (_texts(record), record["byline"]) == ([TEXT, "وتفتح أبوابها كل يوم."], "عمر زكي")
