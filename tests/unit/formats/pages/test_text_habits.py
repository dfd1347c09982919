"""Single habits of pages given as text, each in the fewest lines that show it."""

import pytest
from tests.unit.formats.pages.markup import HEADLINE, P1, P2, P3, P4, STORY

from khabar.formats.page import PageRefused, furniture, read_page
from khabar.formats.record import PageRecord

STAMP = "الإثنين 19 ديسمبر 2022 10:25 م"
OTHER = "سباق القوارب يعود إلى المرفأ القديم"


def page(*lines: str, url: str | None = None) -> PageRecord:
    return read_page("\n\n".join(lines).encode(), source="page.txt", url=url)


def texts(record: PageRecord) -> list[str]:
    return [block.text for block in record.body]


def reasons(record: PageRecord) -> dict[str, str]:
    return {item.text: item.reason for item in record.dropped}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("سامي النجار", ["سامي النجار"]),
        ("سامي النجار -", ["سامي النجار"]),
        ("ليلى حسن وسامر عودة", ["ليلى حسن", "سامر عودة"]),
        ("سامي النجار @sami_n", ["سامي النجار"]),
        ("د. نهاوند القصير", ["نهاوند القصير"]),
        ("مدخل القرية القديمة", []),
        ("سلوى الهادي", []),
        ("Article Information", []),
    ],
)
def test_a_line_alone_is_a_writer_only_when_surely_a_name_the_story_does_not_tell_of(
    line: str, names: list[str]
) -> None:
    record = page(HEADLINE, line, STAMP, *STORY)
    assert [name.removeprefix("د. ") for name in record.authors] == names
    assert texts(record) == STORY


def test_staff_names_above_the_headline_are_the_sites() -> None:
    record = page("رئيس مجلس الإدارة", "عمر الساحلي", "الإشراف العام", "هدى الزين", HEADLINE, STAMP, *STORY)
    assert (record.headline, record.kicker, record.authors) == (HEADLINE, None, [])
    assert reasons(record)["هدى الزين"] == furniture.STAFF


def test_the_alternative_text_printed_behind_the_headline_is_the_caption() -> None:
    record = page(HEADLINE, STAMP, f"{HEADLINE} قاعة السلال في المعرض", "مينسك (أ ف ب)", *STORY)
    assert record.lead_media.caption == "قاعة السلال في المعرض"
    assert (record.dateline.place, texts(record)) == ("مينسك", STORY)


def test_a_caption_with_an_agency_is_no_dateline() -> None:
    record = page(HEADLINE, STAMP, "مديرة المعرض / Sputnik", "من الافتتاح (أ ف ب).", *STORY)
    assert record.dateline.place is None
    assert (record.lead_media.caption, record.lead_media.credit) == ("مديرة المعرض", "Sputnik")


def test_labels_and_times_on_lines_of_their_own() -> None:
    record = page(
        HEADLINE, "تاريخ النشر:", "19.12.2022 | 20:25 GMT", "|", "آخر تحديث:", "19.12.2022 | 20:40 GMT", *STORY
    )
    assert (record.published_at, record.modified_at) == ("2022-12-19T20:25:00+00:00", "2022-12-19T20:40:00+00:00")
    later = page(HEADLINE, "19/12/2022", "آخر تحديث: 20/12/2022", "01:25 ص (بتوقيت مكة المكرمة)", *STORY)
    assert (later.published_at, later.modified_at) == ("2022-12-19", "2022-12-20T01:25:00+03:00")


def test_the_sites_clock_over_its_menu_dates_nothing() -> None:
    record = page("الخميس 22 ديسمبر 2022", "الرئيسية", "سياسة", HEADLINE, *STORY)
    assert record.published_at is None
    assert any("تاريخ" in note for note in record.warnings)


def test_the_clock_is_that_of_the_address() -> None:
    record = page(HEADLINE, STAMP, *STORY, url="https://www.example.ae/1")
    assert (record.published_at, record.warnings) == ("2022-12-19T22:25:00+04:00", [])


def test_a_standfirst_between_headline_and_timestamp() -> None:
    words = "قالت مديرة المعرض إن الطلاب جمعوا القطع"
    record = page(HEADLINE, words, STAMP, *STORY)
    assert (record.headline, record.abstract, record.lead_media.caption) == (HEADLINE, words, None)


def test_a_summary_that_repeats_the_first_paragraphs_is_the_standfirst() -> None:
    words = "افتتحت بلدية واحة الندى معرضا دائما لحرف النخيل في الواحة."
    record = page(HEADLINE, STAMP, words, *STORY)
    assert (record.abstract, texts(record)) == (words, STORY)


def test_headline_and_captions_printed_twice() -> None:
    caption = "قاعة السلال في المعرض الدائم (رويترز)"
    record = page(HEADLINE, caption, caption, "TT", HEADLINE, caption, *STORY)
    assert (record.lead_media.caption, record.lead_media.credit) == ("قاعة السلال في المعرض الدائم", "رويترز")
    assert texts(record) == STORY


@pytest.mark.parametrize(
    "between",
    [
        ["اقرأ أيضا", OTHER],
        [f"قد يهمك أيضا {OTHER}"],
        ["نشرة المنارة البريدية", "أهم الأخبار في بريدك كل صباح."],
        [OTHER, "الأحد 18 ديسمبر 2022 09:00 ص"],
        ["معرض جديد في الواحة pic.twitter.com/abc123", "— المنارة (@almanara) December 19, 2022"],
    ],
)
def test_the_text_goes_on_after_what_interrupts_it(between: list[str]) -> None:
    short = "وأضافت أن الدخول مجاني للجميع."
    record = page(HEADLINE, STAMP, P1, P2, *between, short, P3, P4)
    assert texts(record) == [P1, P2, short, P3, P4]


@pytest.mark.parametrize(
    "after",
    [
        ["أخبار ذات صلة", OTHER, "قال شهود إن السباق سيقام في موعده رغم الرياح القوية."],
        [OTHER, "الأحد 18 ديسمبر 2022", "انطلق سباق القوارب في المرفأ القديم بمشاركة عشرين فريقا من القرى.", P2],
        ["تعليقات الزوار", "معرض جميل زرته أمس مع أولادي وأنصح الجميع بزيارته."],
        ["سامي النجار/ منى علي"],
        ["#حرف #النخيل"],
    ],
)
def test_the_text_ends_before_other_stories_comments_and_signatures(after: list[str]) -> None:
    assert texts(page(HEADLINE, STAMP, *STORY, *after)) == STORY


def test_hashtags_and_signatures_are_read() -> None:
    record = page(HEADLINE, STAMP, *STORY, "سامي النجار/ منى علي", "#حرف #النخيل")
    assert (record.authors, record.topics) == (["سامي النجار", "منى علي"], ["حرف", "النخيل"])


def test_a_captioned_picture_inside_the_text() -> None:
    record = page(HEADLINE, STAMP, P1, P2, "سلة من الخوص - (Photo by SAMI ALI/AFP via Getty Images)", P3, P4)
    assert [(block.type, block.text) for block in record.body if block.text not in STORY] == [
        ("picture", "سلة من الخوص")
    ]


def test_the_outlet_before_the_first_sentence_is_left_out() -> None:
    assert texts(page(HEADLINE, STAMP, f"المنارة الإخبارية- {P1}", *STORY[1:])) == STORY


def test_a_page_without_a_headline_is_refused() -> None:
    with pytest.raises(PageRefused):
        page("بغداد اليوم - بغداد", *STORY)


def test_a_list_stays_with_the_sentence_that_announces_it() -> None:
    lines = ["وجاءت نتائج سباق القوارب في المرفأ القديم على النحو الآتي:", "النخيل 3", "* السدر 2", "الجبل 1"]
    assert texts(page(HEADLINE, STAMP, *lines)) == lines


def test_a_page_that_prints_no_full_stops() -> None:
    bare = [line.rstrip(".") for line in [*STORY, "غادر سامي النجار مساء أمس المعرض إلى قريته"]]
    record = page(HEADLINE, STAMP, bare[-1], *bare[:-1])
    assert texts(record) == [bare[-1], *bare[:-1]]
    assert record.lead_media.caption is None


@pytest.mark.parametrize(
    "headline", ["طقس الإثنين", "المنستير : ملتقى للأطباء المبدعين", "حادث قرب المرفأ بين سيارتي أب وابنه.."]
)
def test_short_headlines_over_the_timestamp(headline: str) -> None:
    record = page(headline, STAMP, *STORY)
    assert (record.headline, texts(record)) == (headline, STORY)


def test_a_ticker_of_other_stories_above_the_headline() -> None:
    ticker = " ".join([OTHER] * 4)
    record = page(ticker, HEADLINE, STAMP, *STORY)
    assert (record.headline, texts(record)) == (HEADLINE, STORY)


def test_an_agency_after_the_reporter_without_a_mark_behind_it() -> None:
    record = page(HEADLINE, STAMP, f"باكو/ سامي النجار/ الأناضول {P1}", *STORY[1:])
    assert (record.dateline.place, record.authors, record.agencies[0].credit) == ("باكو", ["سامي النجار"], "الأناضول")
    assert texts(record) == STORY


def test_a_text_printed_twice_is_read_once() -> None:
    assert texts(page(HEADLINE, STAMP, *STORY, *STORY)) == STORY
