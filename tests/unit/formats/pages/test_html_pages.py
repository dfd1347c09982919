"""HTML pages in the mark-up habits of Arabic publishing systems."""
# ruff: noqa: E501 - the mark-up is kept as a browser gets it

import pytest
from tests.unit.formats.pages import markup
from tests.unit.formats.pages.markup import HEADLINE, P1, P2, P3, P4, STORY, document, paragraphs

from khabar.formats.page import PageRefused, furniture, read_page
from khabar.formats.record import PageRecord


def read(page: str | bytes, url: str | None = None) -> PageRecord:
    return read_page(page if isinstance(page, bytes) else page.encode(), source="page.html", url=url)


def texts(record: PageRecord) -> list[str]:
    return [block.text for block in record.body]


def credits(record: PageRecord) -> list[str]:
    return [agency.credit for agency in record.agencies]


@pytest.mark.parametrize(
    "make",
    [
        markup.egyptian_portal, markup.storefront_cms, markup.labelled_times, markup.json_ld_array, markup.french_public,
        markup.old_tables, markup.wordpress_graph, markup.microdata, markup.cable_news, markup.state_agency,
    ],
)  # fmt: skip
def test_the_body_is_the_story_and_nothing_else(make: object) -> None:
    record = read(make())  # type: ignore[operator]
    assert texts(record) == STORY
    assert (record.headline or "").endswith(HEADLINE)
    assert record.language == "ar"


def test_egyptian_portal() -> None:
    record = read(markup.egyptian_portal())
    assert record.published_at == "2022-12-19T22:25:00+02:00"
    assert record.authors == ["ريم الساحلي"]
    assert record.dateline.place == "واحة الندى"
    assert credits(record) == ["أ ش أ"]
    assert record.lead_media.caption == "قاعة السلال في المعرض"
    assert record.topics == ["حرف", "النخيل"]
    dropped = {item.text: item.reason for item in record.dropped}
    assert dropped["إعلان"] == furniture.AD
    assert dropped["تطبيق المنارة"] == furniture.APP
    assert dropped["اقرأ أيضا: مهرجان الربيع يعود إلى الواحة"] == furniture.RELATED


def test_site_names_and_junk_dates_in_meta_do_not_count() -> None:
    record = read(markup.storefront_cms())
    assert record.authors == ["سامي النجار"]
    assert record.published_at == "2022-12-19T22:25:00+02:00"
    assert record.section == "ثقافة"
    assert record.lead_media.url == "https://img.example.com/large/1.jpg"
    assert record.lead_media.caption == "مدخل المعرض"


def test_published_and_updated_on_one_line() -> None:
    record = read(markup.labelled_times())
    assert record.published_at == "2022-12-19T15:45:00+02:00"
    assert record.modified_at == "2022-12-19T17:10:00+02:00"
    assert record.authors == ["محمود الزين"]


def test_json_ld_of_this_story_is_chosen_among_several() -> None:
    record = read(markup.json_ld_array(), url="https://www.example.ae/culture/1")
    assert record.published_at == "2022-12-19T22:25:00+03:00"
    assert record.authors == ["هالة الراوي"]
    assert record.section == "الثقافة"
    assert record.abstract == "القطع جمعها طلاب الواحة في عامين وكتبوا عليها أسماء صناعها"
    assert (record.lead_media.caption, record.lead_media.credit) == ("زوار في المعرض", "رويترز")
    assert record.dateline.place == "دبي"


def test_broadcaster_with_suggestions_inside_the_body() -> None:
    record = read(markup.broadcaster())
    assert [(block.type, block.text) for block in record.body] == [
        ("paragraph", P1), ("paragraph", P2), ("subheading", "كيف جمعت القطع؟"), ("paragraph", P3), ("paragraph", P4),
    ]  # fmt: skip
    assert record.published_at == "2022-12-19"
    assert record.authors == ["لينا الحداد"]
    assert (record.lead_media.caption, record.lead_media.credit) == ("سلة من خوص النخيل", "Getty Images")


def test_lists_quotations_and_a_stated_zone() -> None:
    record = read(markup.television())
    assert [block.type for block in record.body] == [
        "paragraph", "subheading", "list_item", "list_item", "paragraph", "quote", "paragraph", "paragraph",
    ]  # fmt: skip
    assert record.published_at == "2022-12-19T20:25:00+04:00"
    assert credits(record) == ["رويترز", "أ ف ب"]


def test_standfirst_apart_from_the_body_and_copyright_credit() -> None:
    record = read(markup.french_public(), url="https://www.example.fr/ar/1")
    assert record.abstract is not None
    assert record.abstract.startswith("تحتفي واحة الندى")
    assert (record.published_at, record.modified_at) == ("2022-12-19T21:25:00+01:00", "2022-12-19T21:40:00+01:00")
    assert record.lead_media.url == "https://www.example.fr/media/x.webp"
    assert (record.lead_media.caption, record.lead_media.credit) == ("إحدى قاعات المعرض", "© أ ف ب")


def test_table_layout_in_windows_1256() -> None:
    record = read(markup.old_tables())
    assert record.headline == HEADLINE
    assert record.published_at == "2022-12-19"
    assert record.authors == ["فارس العتيبان"]


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("utf-8", "windows-1256"),
        ("windows-1256", "utf-8"),
        ("iso-8859-6", "windows-1256"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "utf-8-sig"),
    ],
)
def test_wrongly_declared_encodings(declared: str, actual: str) -> None:
    page = document(f"<h1>{HEADLINE}</h1>{paragraphs()}").replace('charset="utf-8"', f'charset="{declared}"')
    record = read(page.encode(actual))
    assert record.headline == HEADLINE
    assert texts(record) == STORY


def test_halves_of_utf_16_pairs_are_joined_and_lone_ones_dropped() -> None:
    page = document(f"<h1>{HEADLINE}</h1>{paragraphs()}").encode()
    pair, lone = "\U0001f4f7".encode("utf-16-be"), "\ud83d".encode("utf-8", errors="surrogatepass")
    halves = b"".join(chr(int.from_bytes(pair[at : at + 2])).encode("utf-8", "surrogatepass") for at in (0, 2))
    mark = STORY[0][:5].encode()
    record = read(page.replace(mark, mark + halves, 1).replace(STORY[1][:5].encode(), lone + STORY[1][:5].encode(), 1))
    assert texts(record) == [STORY[0][:5] + "\U0001f4f7" + STORY[0][5:], *STORY[1:]]


@pytest.mark.parametrize("codec", ["windows-1252", "windows-1256"])
def test_stored_mojibake_is_undone(codec: str) -> None:
    page = document(f"<h1>{HEADLINE}</h1>{paragraphs()}").encode()
    broken = "".join(bytes([byte]).decode(codec, errors="ignore") or chr(byte) for byte in page)
    assert texts(read(broken)) == STORY


def test_wordpress_clock_follows_the_country_of_the_address() -> None:
    record = read(markup.wordpress_graph())
    assert record.published_at == "2022-12-19T22:25:00+01:00"
    assert record.authors == ["أنس بنعلي"]
    assert record.topics == ["المعارض", "الصناعة التقليدية"]
    assert record.lead_media.credit == "رويترز"


def test_several_times_and_a_lead_outside_the_body() -> None:
    record = read(markup.microdata())
    assert (record.published_at, record.modified_at) == ("2022-12-19T17:27:00+00:00", "2022-12-19T17:49:00+00:00")
    assert record.section == "ثقافة وفن"
    assert record.authors == []


def test_state_agency_page() -> None:
    record = read(markup.state_agency())
    assert record.published_at == "2022-12-19"
    assert (record.dateline.place, record.dateline.date) == ("واحة الندى", "2022-12-19")
    assert credits(record) == ["واس"]


def test_pan_arab_network() -> None:
    record = read(markup.pan_arab_network())
    assert texts(record) == STORY
    assert record.abstract == "القطع جمعها طلاب الواحة في عامين"
    assert (record.published_at, record.modified_at) == ("2022-12-19", "2022-12-19T23:25:00+03:00")
    assert credits(record) == ["رويترز"]


def test_agency_report() -> None:
    record = read(markup.agency_report())
    assert texts(record) == STORY
    assert record.authors == ["سامي النجار"]
    assert (record.dateline.place, credits(record)) == ("واحة الندى", ["رويترز"])
    assert record.published_at == "2022-12-19T20:25:00+00:00"


def test_daily_portal() -> None:
    record = read(markup.daily_portal())
    assert [(block.type, block.text) for block in record.body if block.text not in STORY] == [
        ("picture", "سلة من الخوص")
    ]
    assert record.authors == ["ريم الساحلي"]
    assert record.topics == ["حرف", "نخيل"]


def test_timestamp_above_the_headline() -> None:
    record = read(markup.cable_news())
    assert record.published_at == "2022-12-19T20:25:00+00:00"
    assert credits(record) == ["تاس"]
    assert (record.lead_media.caption, record.lead_media.credit) == ("معرض حرف النخيل", "Reuters")


def _with_json_ld(published: str, printed: str) -> str:
    head = f'<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}","datePublished":"{published}"}}</script>'
    return document(f"<article><h1>{HEADLINE}</h1><p class='date'>{printed}</p>{paragraphs()}</article>", head=head)


@pytest.mark.parametrize(
    ("published", "printed", "expected"),
    [
        ("2022-12-19T20:25:31Z", "19 ديسمبر 2022 10:25 م", "2022-12-19T22:25:31+02:00"),
        ("2022-12-19T22:25:00Z", "19 ديسمبر 2022 10:25 م", "2022-12-19T22:25:00+02:00"),
        ("2022-12-19T00:00:00+02:00", "19 ديسمبر 2022", "2022-12-19"),
        ("2022-12-19T00:00:00+02:00", "19 ديسمبر 2022 10:25 م", "2022-12-19T22:25:00+02:00"),
        ("2022-12-19T22:25:00+02:00", "19 ديسمبر 2022", "2022-12-19T22:25:00+02:00"),
        ("2022-12-19T22:25:00+02:00", "منذ 3 ساعات", "2022-12-19T22:25:00+02:00"),
        ("2023-05-01T10:00:00+02:00", "19 ديسمبر 2022 10:25 م", "2022-12-19T22:25:00+02:00"),
        ("not a date", "19 ديسمبر 2022 10:25 م", "2022-12-19T22:25:00+02:00"),
    ],
)
def test_tags_against_print(published: str, printed: str, expected: str) -> None:
    assert read(_with_json_ld(published, printed), url="https://www.example.eg/1").published_at == expected


def test_a_contradiction_of_months_is_reported() -> None:
    assert read(_with_json_ld("2023-05-01T10:00:00+02:00", "19 ديسمبر 2022 10:25 م")).warnings != []


def test_dates_of_sidebars_and_page_clocks_never_count() -> None:
    record = read(document(f"<h1>{HEADLINE}</h1>{paragraphs()}"))
    assert record.published_at is None
    assert record.warnings == ["لم يُعثر على تاريخ النشر"]


def test_site_name_leaves_the_title() -> None:
    page = f"<html><head><title>{HEADLINE} | جريدة المنارة</title></head><body><div>{paragraphs()}</div></body></html>"
    assert read(page).headline == HEADLINE


def test_broken_json_ld_still_gives_its_plain_values() -> None:
    head = f"""<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}","datePublished":"2022-12-19T22:25:00+02:00",
    "articleBody":"قال "نصا" غير محصن"}}</script>"""
    assert read(document(f"<h1>{HEADLINE}</h1>{paragraphs()}", head=head)).published_at == "2022-12-19T22:25:00+02:00"


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>الصفحة غير موجودة</title></head><body><h1>404</h1><p>عذرا، الصفحة التي تبحث عنها غير موجودة في الموقع الآن.</p></body></html>",
        "<html><body></body></html>",
        markup.section_front(),
        "<html><head><title>المنارة</title></head><body><h1>ثقافة</h1>"
        + "".join(f'<div><h3><a href="/{i}">خبر رقم {i} عن معارض الواحة ومهرجاناتها</a></h3></div>' for i in range(30))
        + "</body></html>",
    ],
)
def test_pages_without_a_story_are_refused(page: str) -> None:
    with pytest.raises(PageRefused):
        read(page)


_HEAD = f"<html><head><title>{HEADLINE}</title></head><body><h1>{HEADLINE}</h1>"


@pytest.mark.parametrize(
    "page",
    [
        _HEAD + "<div>" * 3000 + paragraphs(),
        _HEAD + "<table><tr><td>" * 400 + paragraphs(),
        _HEAD + f"<div class='{'ad ' * 50000}'>" + paragraphs(),
        _HEAD.replace("</head>", f"<script type='application/ld+json'>{'[' * 20000}</script></head>") + paragraphs(),
        _HEAD.replace(
            "</head>",
            '<script type="application/ld+json">{"@type":"NewsArticle","headline":{"a":1},"author":[null,5,["x"],{"name":{"name":3}}],'
            '"datePublished":["x",4],"image":[[1]],"keywords":{"a":"b"},"articleSection":5,"articleBody":[1]}</script></head>',
        )
        + paragraphs(),
        _HEAD.replace(
            "</head>", '<link rel=canonical href="http://[::1"><meta property="og:image" content="http://[x"></head>'
        )
        + paragraphs(),
        '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + _HEAD + "&b;&#x110000;&#0;&#xD800;" + paragraphs(),
        _HEAD + "<i></i>" * 40000 + paragraphs(),
        _HEAD + "<p>قال\x00 \x01\x02</p>" + paragraphs(),
    ],
)
def test_hostile_pages_end_in_a_record_or_a_refusal(page: str) -> None:
    try:
        outcome = read(page).headline
    except PageRefused as refusal:
        outcome = refusal.reason
    assert outcome
