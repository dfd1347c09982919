"""Pages given as text: which line is what."""

import pytest
from tests.unit.formats.pages.markup import HEADLINE, P1, P2, P3, P4, STORY

from khabar.formats.page import PageRefused, furniture, read_page
from khabar.formats.page.assemble import WARN_ASSUMED_ZONE
from khabar.formats.record import PageRecord


def page(*lines: str, country: str = "EG") -> PageRecord:
    return read_page("\n\n".join(lines).encode(), source="page.txt", country=country)


def texts(record: PageRecord) -> list[str]:
    return [block.text for block in record.body]


def reasons(record: PageRecord) -> dict[str, str]:
    return {item.text: item.reason for item in record.dropped}


def test_a_portal_page_from_top_to_end() -> None:
    record = page(
        "لم يتم العثور على نتائج البحث", "إعلان", HEADLINE, "10:25 م الإثنين 19 ديسمبر 2022",
        "مديرة المعرض في القاعة الأولى",
        "تطبيق المنارة", "كل خبـــر في حينــــه", "مينسك - (د ب أ)", *STORY, "فيديو قد يعجبك:",
    )  # fmt: skip
    assert record.headline == HEADLINE
    assert record.published_at == "2022-12-19T22:25:00+02:00"
    assert record.lead_media.caption == "مديرة المعرض في القاعة الأولى"
    assert record.dateline.place == "مينسك"
    assert [agency.credit for agency in record.agencies] == ["د ب أ"]
    assert texts(record) == STORY
    assert record.warnings == [f"{WARN_ASSUMED_ZONE} (Africa/Cairo)"]
    assert reasons(record) == {
        "لم يتم العثور على نتائج البحث": furniture.SEARCH,
        "إعلان": furniture.AD,
        "تطبيق المنارة": furniture.APP,
        "كل خبـــر في حينــــه": furniture.MOTTO,
        "فيديو قد يعجبك:": furniture.RELATED,
    }


def test_menus_shares_related_stories_and_the_end_of_the_page_are_dropped() -> None:
    record = page(
        "الرئيسية", "سياسة", "اقتصاد", "الرئيسية > ثقافة > معارض", HEADLINE, "كتب: سامي النجار",
        "الاثنين 19/ديسمبر/2022 - 10:25 م",
        "شارك", "فيسبوك", "مدخل المعرض", P1, P2, "اقرأ أيضا", "مهرجان الربيع يعود إلى الواحة", P3, P4,
        "الكلمات المفتاحية", "النخيل",
        "حرف", "تعليقات", "أضف تعليق", "الأكثر قراءة", "خبر أول عن سباق القوارب في المرفأ القديم",
        "جميع الحقوق محفوظة 2022",
    )  # fmt: skip
    assert record.headline == HEADLINE
    assert record.authors == ["سامي النجار"]
    assert record.lead_media.caption == "مدخل المعرض"
    assert texts(record) == STORY
    assert record.topics == ["النخيل", "حرف"]
    assert reasons(record)["مهرجان الربيع يعود إلى الواحة"] == furniture.RELATED_STORY
    assert reasons(record)["سياسة"] == furniture.MENU


def test_the_page_clock_above_the_headline_does_not_win() -> None:
    record = page(
        "الخميس 19 مارس 2026 04:38 مـ 30 رمضان 1447 هـ", "أنباء الواحة", "رئيس التحرير علي الزين", HEADLINE,
        "سامي النجار",
        "الإثنين 16 مارس 2026 10:25 صـ 27 رمضان 1447 هـ", *STORY,
    )  # fmt: skip
    assert record.published_at == "2026-03-16T10:25:00+02:00"
    assert record.authors == ["سامي النجار"]
    assert texts(record) == STORY


def test_kicker_standfirst_update_time_and_source_line() -> None:
    record = page(
        "ثقافة", "حرف النخيل", HEADLINE, "القطع جمعها طلاب الواحة في عامين وكتبوا عليها أسماء صناعها بخط أيديهم.",
        "نشر في: 19 ديسمبر 2022: 10:25 م", "آخر تحديث: 19 ديسمبر 2022: 11:00 م", "دبي - المنارة.نت", *STORY,
        "المصدر: رويترز",
        country="AE",
    )  # fmt: skip
    assert record.kicker == "حرف النخيل"
    assert record.abstract is not None
    assert record.abstract.startswith("القطع جمعها")
    assert record.published_at == "2022-12-19T22:25:00+04:00"
    assert record.modified_at == "2022-12-19T23:00:00+04:00"
    assert record.dateline.place == "دبي"
    assert [agency.credit for agency in record.agencies] == ["رويترز"]
    assert texts(record) == STORY


def test_a_caption_with_credit_is_neither_headline_nor_standfirst() -> None:
    record = page(
        HEADLINE, "القطع جمعها طلاب في عامين", "جانب من المعرض في واحة الندى (رويترز)", "لندن: «المنارة»",
        "نُشر: 22:25-19 ديسمبر 2022 م ـ 25 جمادى الأولى 1444 هـ", *STORY,
    )  # fmt: skip
    assert record.headline == HEADLINE
    assert record.abstract == "القطع جمعها طلاب في عامين"
    assert (record.lead_media.caption, record.lead_media.credit) == ("جانب من المعرض في واحة الندى", "رويترز")
    assert record.published_at == "2022-12-19T22:25:00+02:00"


def test_time_and_date_on_two_lines_are_one_timestamp() -> None:
    record = page(HEADLINE, "كتب - أحمد سالم:", "10:25 م", "الإثنين 19 ديسمبر 2022", "القاهرة- المنارة:", *STORY)
    assert record.published_at == "2022-12-19T22:25:00+02:00"
    assert record.authors == ["أحمد سالم"]
    assert record.dateline.place == "القاهرة"
    assert texts(record) == STORY


def test_a_lead_printed_above_the_byline_belongs_to_the_story_that_goes_on() -> None:
    record = page(HEADLINE, P1, "الإثنين 19 ديسمبر 2022 10:25 م", "كتبت- ريم الساحلي:", P2, P3, P4)
    assert texts(record) == STORY
    assert record.abstract is None


def test_subheadings_lists_and_quotations() -> None:
    record = page(
        HEADLINE,
        "19-12-2022",
        P1,
        "كيف جمعت القطع؟",
        P2,
        "• قاعة السلال",
        "• قاعة الأبواب",
        "«لكل قطعة حكاية نحفظها»",
        P3,
    )
    assert [block.type for block in record.body] == [
        "paragraph", "subheading", "paragraph", "list_item", "list_item", "quote", "paragraph",
    ]  # fmt: skip
    assert record.body[3].text == "قاعة السلال"


def test_a_last_paragraph_without_its_full_stop_is_kept() -> None:
    record = page(
        HEADLINE,
        "19-12-2022",
        P1,
        P2,
        "وتستقبل القاعة زوارها كل يوم من التاسعة صباحا",
        "سباق القوارب يعود إلى المرفأ القديم بعد غياب",
    )
    assert texts(record)[-1] == "وتستقبل القاعة زوارها كل يوم من التاسعة صباحا"
    assert reasons(record) == {"سباق القوارب يعود إلى المرفأ القديم بعد غياب": furniture.OUTSIDE}


def test_relative_time_is_not_guessed() -> None:
    record = page(HEADLINE, "منذ 3 ساعات", *STORY)
    assert record.published_at is None
    assert any("نسبي" in note for note in record.warnings)


def test_a_dateline_inside_the_first_paragraph_is_lifted_out() -> None:
    record = page(HEADLINE, "19-12-2022", f"فريتاون, 26-11-2023 (أ ف ب) - {P1}", P2)
    assert texts(record) == [P1, P2]
    assert (record.dateline.place, record.dateline.date) == ("فريتاون", "2023-11-26")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"  \n\t ",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"%PDF-1.7 something",
        "الرئيسية\nأخبار\nرياضة\nخبر أول\nخبر ثان".encode(),
        f"الكويت - 19 - 12 (كونا) -- {P1}\n{P2}".encode(),
        b"x" * (20 * 1024 * 1024 + 1),
    ],
)
def test_what_holds_no_article_is_refused_in_arabic(data: bytes) -> None:
    with pytest.raises(PageRefused) as refusal:
        read_page(data, source="x")
    assert any("\u0600" <= char <= "\u06ff" for char in refusal.value.reason)


def test_record_has_exactly_the_contracts_keys() -> None:
    record = page(HEADLINE, "19-12-2022", *STORY).to_json()
    assert list(record) == [
        "source", "url", "headline", "kicker", "abstract", "published_at", "modified_at", "authors",
        "agencies", "dateline",
        "lead_media", "section", "topics", "body", "language", "dropped", "warnings",
    ]  # fmt: skip
    assert list(record["dateline"]) == ["place", "date"]
    assert list(record["lead_media"]) == ["url", "caption", "credit"]
    assert record["body"][0] == {"type": "paragraph", "text": P1}
