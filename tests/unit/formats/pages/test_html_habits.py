"""Single habits of Arabic sites' mark-up, each in the smallest page that shows it."""
# ruff: noqa: E501 - the mark-up is kept as a browser gets it

import pytest
from tests.unit.formats.pages.markup import HEADLINE, P1, P2, P3, P4, STORY, document, paragraphs

from khabar.formats.page import furniture, read_page
from khabar.formats.page.assemble import WARN_ASSUMED_ZONE
from khabar.formats.record import PageRecord

STAMP = "<div>الإثنين 19 ديسمبر 2022 - 22:25</div>"


def read(
    above: str = STAMP,
    body: str = "",
    *,
    below: str = "",
    head: str = "",
    url: str | None = "https://news.example.eg/1",
) -> PageRecord:
    """Read a page of headline, `above`, a body of the story (or `body`) and `below`."""
    story = f'<div class="article-body">{body or paragraphs()}</div>'
    page = document(f"<article><h1>{HEADLINE}</h1>{above}{story}{below}</article>", head=head)
    return read_page(page.encode(), source="page.html", url=url)


def texts(record: PageRecord) -> list[str]:
    return [block.text for block in record.body]


def credits(record: PageRecord) -> list[str]:
    return [agency.credit for agency in record.agencies]


@pytest.mark.parametrize(
    ("markup", "caption", "credit"),
    [
        ('<div class="pic"><img src="/1.jpg"><span>قاعة السلال في المعرض</span></div>', "قاعة السلال في المعرض", None),
        ('<div><img src="/1.jpg"><p>قاعة السلال - صورة أرشيفية</p></div>', "قاعة السلال", "صورة أرشيفية"),
        ('<div><img src="/1.jpg"></div><div class="bottomcaption">قاعة السلال</div>', "قاعة السلال", None),
        ('<img data-src="/1.jpg" src="data:image/gif;base64,AA" data-caption="قاعة السلال (رويترز)">', "قاعة السلال", "رويترز"),
        ('<figure><amp-img src="/1.jpg"></amp-img><figcaption>قاعة السلال. DR</figcaption></figure>', "قاعة السلال", "DR"),
        ('<figure><img src="/1.jpg"><figcaption>قاعة السلال / Studio Press</figcaption></figure>', "قاعة السلال", "Studio Press"),
        ('<figure><img src="/1.jpg"><figcaption>زوار قاعة السلال (المنارة)</figcaption></figure>', "زوار قاعة السلال", "المنارة"),
        ('<figure><img src="/1.jpg"><figcaption>سامي النجار (يمين)</figcaption></figure>', "سامي النجار (يمين)", None),
        ('<figure><img src="/1.jpg"><figcaption>قاعة السلال - حقوق النشر AP Photo/Sami Ali</figcaption></figure>', "قاعة السلال", "AP Photo/Sami Ali"),
        ('<figure><img src="/1.jpg"><p role="text"><span>صدر الصورة، </span>Getty Images</p></figure>', None, "Getty Images"),
        ('<span class="author"><img src="/sami.jpg">سامي النجار</span>', None, None),
    ],
)  # fmt: skip
def test_words_beside_the_picture(markup: str, caption: str | None, credit: str | None) -> None:
    record = read(STAMP + markup)
    assert (record.lead_media.caption, record.lead_media.credit) == (caption, credit)
    assert texts(record) == STORY


def test_a_picture_below_the_second_paragraph_is_not_the_lead() -> None:
    figure = '<figure><img src="/2.jpg"><figcaption>سلة من الخوص</figcaption></figure>'
    record = read(body=paragraphs([P1, P2]) + figure + paragraphs([P3, P4]))
    assert record.lead_media.caption is None
    assert [block.text for block in record.body if block.type == "picture"] == ["سلة من الخوص"]


@pytest.mark.parametrize(
    ("line", "place", "names", "agencies"),
    [
        ("<div>سامي النجار (جدة) <span>@sami_n</span></div>", "جدة", ["سامي النجار"], []),
        ("<div>دبي - المنارة.نت</div>", "دبي", [], []),
        ("<div><span>أبوظبي - المنارة نيوز</span><span>19 ديسمبر 2022 - 20:25 بتوقيت أبوظبي</span></div>", "أبوظبي", [], []),
        ('<div><a href="/a">المنارة / وكالات - واشنطن</a></div>', "واشنطن", [], []),
        ("<div>القاهرة</div><div>سامي النجار</div>", "القاهرة", [], []),
        ('<div><a href="/c">القاهرة</a></div>', None, [], []),
        ("<div>19-12-2022 | 22:25 <span>المصدر: <a>أ ف ب</a></span></div>", None, [], ["أ ف ب"]),
        ("<div>بقلم: <a>المنارة</a> مع AFP</div>", None, [], ["أ ف ب"]),
        ('<div class="author">المنارة - و.م.ع</div>', None, [], ["و م ع"]),
        ('<div class="author">ليلى حسن</div><div class="author">ترجمة: هدى منصور</div>', None, ["ليلى حسن"], []),
        ("<div>ترجمة: هدى منصور</div>", None, ["هدى منصور"], []),
        ("<div>كتبه <span>سامي النجار</span> في <span>19 ديسمبر 2022</span></div>", None, ["سامي النجار"], []),
        ('<div>بواسطة <a class="author">سامي النجار</a> - </div>', None, ["سامي النجار"], []),
    ],
)  # fmt: skip
def test_lines_between_headline_and_body(line: str, place: str | None, names: list[str], agencies: list[str]) -> None:
    record = read(line)
    assert (record.dateline.place, record.authors, credits(record)) == (place, names, agencies)
    assert texts(record) == STORY


@pytest.mark.parametrize(
    ("dateline", "place", "agencies"),
    [
        ("واشنطن ـ «المنارة»", "واشنطن", []),
        ("بغداد/ شفق نيوز", "بغداد", ["شفق نيوز"]),
        ("عواصم - وكالات", "عواصم", []),
        ("الدوحة - الشرق", "الدوحة", []),
        ("بغداد اليوم - بغداد", "بغداد", []),
        ("دبي، الإمارات العربية المتحدة (CNN)--", "دبي، الإمارات العربية المتحدة", []),
    ],
)
def test_datelines_on_their_own_line_and_before_the_text(dateline: str, place: str, agencies: list[str]) -> None:
    own = read(body=f"<p>{dateline}</p>{paragraphs()}")
    assert (own.dateline.place, credits(own), texts(own)) == (place, agencies, STORY)
    if dateline != "بغداد اليوم - بغداد":
        mark = "" if dateline.endswith("--") else ":"
        joined = read(body=f"<p><b>{dateline}</b>{mark} {P1}</p>{paragraphs(STORY[1:])}")
        assert (joined.dateline.place, credits(joined), texts(joined)) == (place, agencies, STORY)


def test_an_agency_that_opens_the_text_without_a_place() -> None:
    record = read(body=f"<p>شفق نيوز/ {P1}</p>{paragraphs(STORY[1:])}")
    assert (credits(record), record.dateline.place, texts(record)) == (["شفق نيوز"], None, STORY)


@pytest.mark.parametrize(
    ("closing", "agencies", "names"),
    [
        ("ع.ش/ ف.ي (أ ف ب، رويترز)", ["أ ف ب", "رويترز"], []),
        ("فرانس24/ أ ف ب", ["أ ف ب"], []),
        ("سامي النجار/ منى علي", [], ["سامي النجار", "منى علي"]),
        ("(وكالات)", [], []),
    ],
)
def test_closing_credits_leave_the_body(closing: str, agencies: list[str], names: list[str]) -> None:
    record = read(body=f"{paragraphs()}<p>{closing}</p>")
    assert (credits(record), record.authors, texts(record)) == (agencies, names, STORY)


def test_the_mark_an_agency_sets_after_its_last_sentence_is_cut_off() -> None:
    record = read(body=paragraphs([P1, P2, P3, f"{P4}(النهاية)"]))
    assert texts(record) == STORY


def test_what_stands_above_the_first_paragraph_is_no_paragraph() -> None:
    record = read(body=f"<p>Gaza</p><p>غزة/ سامي النجار/ الأناضول</p><p>المنارة ديجيتال</p>{paragraphs()}")
    assert texts(record) == STORY
    assert (record.dateline.place, record.authors, credits(record)) == ("غزة", ["سامي النجار"], ["الأناضول"])
    assert {item.text: item.reason for item in record.dropped}["المنارة ديجيتال"] == furniture.SITE_NAME


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('<blockquote class="twitter-tweet"><p>معرض جديد في الواحة</p></blockquote>', furniture.EMBED),
        ("<p>صور من المعرض pic.twitter.com/abc123</p>", furniture.EMBED),
        ("<p>لمتابعة أهم الأخبار انضموا إلينا عبر واتساب</p>", furniture.FOLLOW),
        ("<p>للاشتراك في قناة المنارة على تلغرام اضغط هنا</p>", furniture.FOLLOW),
        ("<p>لقراءة المزيد: <a href='/2'>سباق القوارب يعود</a></p>", furniture.RELATED),
        ("<h4>نشرة المنارة البريدية</h4>", furniture.NEWSLETTER),
        ("<h3>هذا المحتوى للمشتركين فقط</h3>", furniture.PAYWALL),
    ],
)
def test_the_sites_lines_inside_the_text(line: str, reason: str) -> None:
    record = read(body=paragraphs([P1, P2]) + line + paragraphs([P3, P4]))
    assert texts(record) == STORY
    assert reason in {item.reason for item in record.dropped}


def test_days_named_in_the_text_stay_in_it() -> None:
    days = ["الثلاثاء 20 ديسمبر 2022", "الأربعاء 21 ديسمبر 2022"]
    record = read(body=paragraphs([P1, P2, days[0], P3, days[1], P4]))
    assert texts(record) == [P1, P2, days[0], P3, days[1], P4]


@pytest.mark.parametrize(
    "standfirst",
    [
        "<h2>{}</h2>",
        '<div class="entry-desc"><h3>{}</h3></div>',
        '<p class="summary">{}</p>',
    ],
)
def test_standfirsts(standfirst: str) -> None:
    words = "القطع جمعها طلاب الواحة في عامين وكتبوا عليها أسماء صناعها"
    record = read(standfirst.format(words) + STAMP)
    assert (record.abstract, texts(record)) == (words, STORY)


def test_a_summary_inside_the_body_is_told_from_its_paragraphs_by_its_element() -> None:
    words = "القطع جمعها طلاب الواحة في عامين وكتبوا عليها أسماء صناعها."
    record = read(body=f'<div class="subheadline">{words}</div>{paragraphs()}')
    assert (record.abstract, texts(record)) == (words, STORY)


@pytest.mark.parametrize(
    ("markup", "published"),
    [
        ('<time datetime="2022-12-19T19:25:00+00:00">قبل سنة</time>', "2022-12-19T19:25:00+00:00"),
        ('<div><time datetime="2022-12-19T22:25:00+03:00"></time></div>', "2022-12-19T22:25:00+03:00"),
        ("<span>2022-12-19T19:25:00+00:00</span>", "2022-12-19T19:25:00+00:00"),
        ("<span>منذ 3 ساعات</span>", None),
    ],
)
def test_dates_in_and_out_of_time_elements(markup: str, published: str | None) -> None:
    assert read(markup).published_at == published


def test_an_update_is_not_read_from_a_printed_hour_on_another_clock() -> None:
    record = read('<time datetime="2022-12-19T22:25:00+03:00">19 ديسمبر 2022 22:25</time>')
    assert (record.published_at, record.modified_at) == ("2022-12-19T22:25:00+03:00", None)


@pytest.mark.parametrize(
    ("url", "stamp", "published", "assumed"),
    [
        ("https://news.example.kw/1", "19 ديسمبر 2022 22:25", "2022-12-19T22:25:00+03:00", False),
        (None, "19 دجنبر 2022 22:25", "2022-12-19T22:25:00+01:00", False),
        (None, "19 جويلية 2022 22:25", "2022-07-19T22:25:00+01:00", False),
        (None, "19 كانون الأول 2022 22:25", "2022-12-19T22:25:00+02:00", True),
        (None, "19 ديسمبر 2022 22:25 بتوقيت القاهرة", "2022-12-19T22:25:00+02:00", False),
    ],
)
def test_whose_clock_a_page_keeps(url: str | None, stamp: str, published: str, assumed: bool) -> None:
    record = read(f"<div>{stamp}</div>", url=url)
    assert record.published_at == published
    assert any(WARN_ASSUMED_ZONE in note for note in record.warnings) == assumed


def test_the_article_ends_where_the_next_one_begins() -> None:
    other = "<article><h1>فريق النخيل يفوز بكأس القرى</h1><p>فاز فريق النخيل بكأس القرى بعد مباراة امتدت إلى ركلات الترجيح.</p></article>"
    assert texts(read(below=other * 3)) == STORY


def test_an_urgent_item_of_one_sentence_among_longer_teasers() -> None:
    words = "افتتحت واحة الندى قبل قليل معرضا دائما لحرف النخيل."
    teaser = f'</article><div><h4><a href="/r">سباق القوارب</a></h4><p>{P2}</p></div><article>'
    assert texts(read(body=f"<p>{words}</p>", below=teaser)) == [words]


def test_names_in_lists_of_broken_json_ld() -> None:
    head = f"""<script type="application/ld+json">{{"@graph":[{{"@type":["NewsArticle","Article"],"headline":"{HEADLINE}",
"datePublished":"2022-12-19T22:25:00","author":["سامي النجار",{{"name":["منى علي"]}},{{"@type":"Organization","name":"المنارة"}}],}},]}}</script>"""
    record = read("", head=head)
    assert (record.authors, record.published_at) == (["سامي النجار", "منى علي"], "2022-12-19T22:25:00+02:00")


@pytest.mark.parametrize(
    "tags", ["<p>كلمات مفتاحية: حرف، النخيل</p>", '<div><a href="/1">#حرف</a> <a href="/2">#النخيل</a></div>']
)
def test_topics_without_a_class(tags: str) -> None:
    record = read(below=tags)
    assert (record.topics, texts(record)) == (["حرف", "النخيل"], STORY)


def test_a_list_stays_with_the_one_sentence_that_announces_it() -> None:
    lines = ["وجاءت نتائج سباق القوارب في المرفأ القديم على النحو الآتي:", "النخيل 3", "السدر 2", "الجبل 1"]
    record = read(body=paragraphs(lines), below='<h3>أخبار ذات صلة</h3><a href="/2">خبر آخر عن القوارب</a>')
    assert texts(record) == lines


@pytest.mark.parametrize("between", ["\\n", "<br>", "</p><p>"])
def test_a_page_whose_text_only_a_script_would_print(between: str) -> None:
    script = f"""<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}",
"datePublished":"2022-12-19T22:25:00+03:00","articleBody":"دبي - المنارة.نت: {between.join(STORY)}"}}</script>"""
    page = f'<html lang="ar"><head><title>{HEADLINE}</title>{script}</head><body><div id="root"></div></body></html>'
    record = read_page(page.encode(), source="page.html")
    assert (record.headline, texts(record), record.dateline.place) == (HEADLINE, STORY, "دبي")


def test_half_characters_of_broken_json_are_left_out() -> None:
    script = f"""<script type="application/ld+json">{{"@type":"NewsArticle","headline":"{HEADLINE}\\ud83d",
"author":{{"name":"سامي \\ud800النجار"}},"articleBody":"{P1} \\udc00\\n{P2}\\u0000"}}</script>"""
    page = f'<html lang="ar"><head>{script}</head><body></body></html>'
    record = read_page(page.encode(), source="page.html")
    assert (record.headline, record.authors, texts(record)) == (HEADLINE, ["سامي النجار"], [P1, P2])
