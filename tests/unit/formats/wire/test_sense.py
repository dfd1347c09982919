"""What an Arabic wire desk knows: datelines, initials, marks, notices and what is not for readers."""

from datetime import date

import pytest
from tests.unit.formats.wire.documents import credits, g2_item, paragraphs, read, texts

from khabar.formats.wire.dateline import read_dateline
from khabar.formats.wire.desk import is_initials

UNKNOWN = '<provider literal="مزود"/>'


@pytest.mark.parametrize(
    ("head", "place", "day", "agency"),
    [
        ("فريتاون, 26-11-2023 (أ ف ب) -", "فريتاون", "2023-11-26", "أ ف ب"),
        ("ديجون (فرنسا) (أ ف ب) -", "ديجون", None, "أ ف ب"),
        ("مينسك - (د ب أ) -", "مينسك", None, "د ب أ"),
        ("القاهرة (ا ف ب) -", "القاهرة", None, "أ ف ب"),
        ("القاهرة (أ.ف.ب) -", "القاهرة", None, "أ ف ب"),
        ("القاهرة (AFP) -", "القاهرة", None, "أ ف ب"),
        ("لندن في 23 نوفمبر (رويترز) -", "لندن", "2023-11-23", "رويترز"),
        ("الرياض / واس /", "الرياض", None, "واس"),
        ("رفح (الأراضي الفلسطينية), 25-11-2023 (أ ف ب) -", "رفح", "2023-11-25", "أ ف ب"),
        ("الكويت - 25 - 11 (كونا) --", "الكويت", "2023-11-25", "كونا"),
        ("الرباط 25 نونبر 2023 (ومع)", "الرباط", "2023-11-25", "و م ع"),
        ("صنعاء - سبأ:", "صنعاء", None, "سبأ"),
        ("القاهرة (أ ب) _", "القاهرة", None, "أ ب"),
        ("Berlin (dpa) -", "Berlin", None, "د ب أ"),
        ("GROSSETO, Italy (AP) --", "GROSSETO, Italy", None, "أ ب"),
        ("LONDON, Nov 23 (Reuters) -", "LONDON", "2023-11-23", "رويترز"),
        ("Paris, 24 nov 2023 (AFP) -", "Paris", "2023-11-24", "أ ف ب"),
        ("(ANSA) - ROME, NOV 24 -", "ROME", "2023-11-24", "أنسا"),
        ("MOSCOW, November 24. /TASS/.", "MOSCOW", "2023-11-24", "تاس"),
        ("TOKYO, Nov. 24, Kyodo -", "TOKYO", "2023-11-24", "كيودو"),
    ],
)
def test_datelines_are_split_and_leave_the_text(head: str, place: str, day: str | None, agency: str) -> None:
    record = read(g2_item(paragraphs(f"{head} بدأ العمل."), provider=UNKNOWN))
    assert (record.dateline.place, record.dateline.date) == (place, day)
    assert (credits(record), texts(record)) == ([agency], ["بدأ العمل."])


def test_a_dateline_below_points_notes_and_a_byline() -> None:
    lines = ("* Point one", "(Adds quotes)", "By Jane Roe", "LONDON, Nov 24 (Reuters) - It began.", "It went on.")
    record = read(g2_item(paragraphs(*lines), provider=UNKNOWN))
    assert texts(record) == ["Point one", "It began.", "It went on."]
    assert (record.dateline.place, record.byline, record.ednote) == ("LONDON", "Jane Roe", "(Adds quotes)")


def test_a_place_sent_with_its_agency_is_split_too() -> None:
    record = read(g2_item(content_meta="<located><name>بيروت (أ ف ب)</name></located>", provider=UNKNOWN))
    assert (record.dateline.place, credits(record)) == ("بيروت", ["أ ف ب"])


def test_blank_lines_in_mark_up_end_paragraphs_and_breaks_only_sentences() -> None:
    record = read(g2_item("سطر أول\n  من الفقرة.\n\n  فقرة ثانية<p>شطر<br/>يكمل.<br/>جملة أخرى.</p>"))
    assert texts(record) == ["سطر أول من الفقرة.", "فقرة ثانية", "شطر يكمل.", "جملة أخرى."]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير (وهو عضو في المجلس) إن العمل بدأ.",
        "The minister (a member of the council) said - without detail - that work began.",
        "The Bank (London) - which said nothing - closed.",
        "Work began (see below) on Monday.",
    ],
)
def test_other_parentheses_are_no_datelines(text: str) -> None:
    assert texts(read(g2_item(paragraphs(text), provider=UNKNOWN))) == [text]


def test_a_day_without_its_year_is_completed_only_near_the_items_own_day() -> None:
    assert read_dateline("LONDON, Jan 2 (Reuters) - x", near=date(2023, 12, 30)).day == date(2024, 1, 2)
    assert read_dateline("LONDON, June 2 (Reuters) - x", near=date(2023, 12, 30)).day is None
    assert read_dateline("LONDON, Jan 2 (Reuters) - x").day is None


@pytest.mark.parametrize(
    "line",
    ["بور/منى/نور", "هو/ماب/ب ق", "ماب/ب ق", "بل-اكو/غ ر/كام", "ع ز-دلا/كام/نور", "يبز/ح س/جص", "burs-hmw/dc",
     "dpa ab cde n1 xyz", "وام/محمد علي/أحمد", "(النهاية) ع س / ف ن"],
)  # fmt: skip
def test_initials_are_recognised_and_not_published(line: str) -> None:
    assert is_initials(line)
    assert texts(read(g2_item(paragraphs("نص الخبر.", line, "", "")))) == ["نص الخبر."]


@pytest.mark.parametrize(
    "line",
    [
        "نص الخبر.",
        "12 ألف نسمة/كلم مربع",
        "قال: نعم/لا، ولم يزد على ذلك",
        "السرعة 80 كم/ساعة في المدينة",
        "انتهى الخلاف بينهما أخيرا",
    ],
)
def test_sentences_are_not_initials(line: str) -> None:
    assert not is_initials(line)
    assert texts(read(g2_item(paragraphs("أول.", line)))) == ["أول.", line]


@pytest.mark.parametrize(
    "mark", ["انتهى", "-0-", "(انتهى)", "// انتهى //", "###", "-30-", "ENDS", "// انتهى //12:30 ت م 0045"]
)
def test_end_marks_are_not_published(mark: str) -> None:
    assert texts(read(g2_item(paragraphs("نص الخبر.", mark)))) == ["نص الخبر."]


def test_more_to_come_is_said_in_a_warning() -> None:
    record = read(g2_item(paragraphs("نص الخبر.", "(يتبع)")))
    assert (texts(record), len(record.warnings)) == (["نص الخبر."], 1)


@pytest.mark.parametrize("line", ["** خلفية الحدث **", "- خلفية الحدث -", "-- خلفية الحدث --", "<b>خلفية الحدث</b>"])
def test_crossheads_become_subheadings(line: str) -> None:
    record = read(g2_item(paragraphs("أول.", line, "ثان.")))
    assert [(block.type, block.text) for block in record.body] == [
        ("paragraph", "أول."),
        ("subheading", "خلفية الحدث"),
        ("paragraph", "ثان."),
    ]


def test_stray_stars_and_rules_go() -> None:
    record = read(g2_item(paragraphs("* قال *المدرب* ذلك.", "***", "----", "السعر 3*4 سم.")))
    assert texts(record) == ["قال المدرب ذلك.", "السعر 3*4 سم."]


def test_source_tags_stay_with_the_headline_and_are_pointed_out() -> None:
    record = read(g2_item(headline="<headline>الهدنة تدخل حيز التنفيذ (رسمي)</headline>"))
    assert record.headline == "الهدنة تدخل حيز التنفيذ (رسمي)"
    assert record.warnings == ["في العنوان إسناد إلى مصدر: رسمي"]


def test_a_headline_repeated_above_the_text_is_not_printed_twice() -> None:
    assert texts(read(g2_item(paragraphs("عنوان الخبر", "نص.")))) == ["نص."]
    assert texts(read(g2_item("<h1>عنوان الخبر</h1><p>نص.</p>"))) == ["نص."]
    assert texts(read(g2_item(paragraphs("عنوان الخبر")))) == ["عنوان الخبر"]


def test_an_alert_whose_body_begins_with_its_kind() -> None:
    record = read(g2_item(paragraphs("عاجل", "زلزال يضرب المدينة"), headline="<headline/>"))
    assert (record.headline, texts(record), record.signals) == ("زلزال يضرب المدينة", ["زلزال يضرب المدينة"], ["alert"])


@pytest.mark.parametrize(
    "line",
    [
        "للاستفسار: هاتف: 0020 2 2345 6789",
        "Ansprechpartner: Tel. (030) 2852-0",
        "الكاتب: فلان، +30 6944 33 24 77",
        "desk@example.org",
        "ملاحظة للمحررين: لا يذكر اسم الطفل",
        "EDITOR'S NOTE: for morning papers",
    ],
)
def test_contacts_and_notes_are_for_editors_only(line: str) -> None:
    record = read(g2_item(paragraphs("نص أول.", line, "نص ثان.")))
    assert texts(record) == ["نص أول.", "نص ثان."]
    assert record.ednote == line


def test_a_contact_inside_a_long_paragraph_takes_only_its_sentence() -> None:
    long = " ".join(["كلمة"] * 20)
    record = read(g2_item(paragraphs(f"{long} أولى. للحجز هاتف: 02 2345 6789 في أي وقت. {long} أخيرة.")))
    assert texts(record) == [f"{long} أولى. {long} أخيرة."]
    assert record.ednote == "للحجز هاتف: 02 2345 6789 في أي وقت."


@pytest.mark.parametrize(
    "number", ["فاز 123-120 و45-40", "في 26/11/2023 الساعة 10:30", "بلغ 1.234.567 دولارا", "بزيادة +2.5 بالمئة"]
)
def test_other_numbers_are_no_contacts(number: str) -> None:
    assert texts(read(g2_item(paragraphs(number)))) == [number]


@pytest.mark.parametrize(
    ("headline", "word"),
    [
        ("تنويه للمحررين", "تنويه"),
        ("ملاحظة إلى المحررين: صور", "تنويه"),
        ("Note to editors", "تنويه"),
        ("Achtung", "تنويه"),
        ("جدول المواد ليوم الأحد", "جدول"),
        ("أبرز الأحداث المرتقبة ليوم الاثنين", "جدول"),
        ("News schedule for Monday", "جدول"),
        ("Tagesvorschau", "جدول"),
        ("رسالة تجريبية", "تجريبية"),
        ("TEST - please ignore", "تجريبية"),
        ("إشعار قانوني", "قانوني"),
        ("LEGAL NOTICE", "قانوني"),
        ("ليس للنشر", "ليست للنشر"),
        ("NOT FOR PUBLICATION", "ليست للنشر"),
        ("إلغاء: خبر الأمس", "إلغاء"),
        ("MANDATORY KILL", "إلغاء"),
    ],
)
def test_what_is_not_for_readers_is_told_with_its_reason(headline: str, word: str) -> None:
    record = read(g2_item(headline=f"<headline>{headline}</headline>"))
    assert not record.publishable
    assert word in " ".join(record.reasons)


@pytest.mark.parametrize(
    "headline",
    [
        "محكمة تقضي بحظر النشر في القضية",
        "تصحيح مسار الاقتصاد في ثلاث سنوات",
        "إلغاء رسوم الجامعات في البلاد",
        "تنبيه من موجة حر",
        "Test cricket returns to the capital",
        "Do not use this medicine, agency warns",
        "Withdrawal of troops begins",
        "Budget vote delayed",
        "اختبار صاروخ جديد",
    ],
)
def test_news_that_uses_the_same_words_is_for_readers(headline: str) -> None:
    assert read(g2_item(headline=f"<headline>{headline}</headline>")).reasons == []


@pytest.mark.parametrize(
    ("headline", "signal"),
    [("تصحيح: عدد الضحايا", "correction"), ("CORRECTED-Oil prices", "correction"), ("تحديث - ارتفاع الحصيلة", "update"),
     ("عاجل: زلزال", "alert"), ("إلغاء: خبر الأمس", "kill")],
)  # fmt: skip
def test_signals_in_words(headline: str, signal: str) -> None:
    assert signal in read(g2_item(headline=f"<headline>{headline}</headline>")).signals


@pytest.mark.parametrize("genre", ["dpatextgenre:27", "dpatextgenre:32"])
def test_dpas_genres_of_notices(genre: str) -> None:
    item = g2_item(content_meta=f'<genre qcode="{genre}"/>', provider='<provider qcode="dnlprov:dpa"/>')
    assert not read(item).publishable


@pytest.mark.parametrize(
    ("note", "until"),
    [
        ("محظور النشر حتى 27 نوفمبر 2023 الساعة 10:00 بتوقيت غرينتش", "2023-11-27T10:00:00+00:00"),
        ("Embargoed until 10:00", None),
        ("Sperrfrist: 18 Uhr", None),
    ],
)
def test_embargoes_in_words_hold(note: str, until: str | None) -> None:
    record = read(g2_item(paragraphs(note, "القاهرة (أ.ف.ب) - نص الخبر."), provider=UNKNOWN))
    assert (texts(record), record.ednote) == (["نص الخبر."], note)
    assert (record.publishable, record.embargoed_until) == (False, until)


def test_without_a_clock_no_time_holds_an_item_back() -> None:
    future = g2_item(item_meta="<embargoed>2099-01-01T00:00:00Z</embargoed>")
    assert read(future, now=None).publishable
    assert not read(future).publishable


def test_credits_of_every_spelling_are_one_agency() -> None:
    meta = "".join(f"<creditline>{credit}</creditline>" for credit in ("أ ف ب", "ا ف ب", "أ.ف.ب", "AFP", "فرانس برس"))
    assert credits(read(g2_item(content_meta=meta, provider=UNKNOWN))) == ["أ ف ب"]


def test_double_escaped_and_direction_characters_are_put_right() -> None:
    body = paragraphs("قال &amp;quot;نعم&amp;quot; \u200f\u202bثم مضى.")
    assert texts(read(g2_item(body))) == ['قال "نعم" ثم مضى.']
