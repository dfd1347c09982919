"""The panel and the marks: what is shown, where it leads, and a page without statements as ever."""

from collections.abc import Sequence

import pytest
from tests.factories.accounts import UserFactory
from tests.factories.attribution import (
    BRIDGE,
    PLAIN,
    RIVER,
    attributed,
    bridge,
    river,
    said,
    statement,
    texts_of,
)
from tests.factories.attribution import (
    read as read_again,
)
from tests.integration.front.conftest import Page, Read, text, texts

from khabar.articles.models import Agency, Article
from khabar.attribution import actions
from khabar.attribution.models import Reading, Statement

pytestmark = pytest.mark.django_db

AGREED = "وقال الوزير كمال الشاذلي إن منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع فعلا."


def story(*found: object, texts: Sequence[str] = (RIVER, BRIDGE), **fields: object) -> Article:
    return attributed(*(found or (river(texts), bridge(texts))), texts=texts, **fields)  # type: ignore[arg-type]


def marked(page: Page) -> list[str]:
    return texts(page, "//div[@class='story__body']//span[@class='said']")


def routes(page: Page) -> list[str]:
    return texts(page, "//*[@class='isnad__routes']/li")


def test_statements_are_marked_and_listed_under_their_speakers_each_leading_to_the_other(read: Read) -> None:
    page = read(story().get_absolute_url())
    assert marked(page) == [river().text, bridge().text]
    assert texts(page, "//*[@class='isnad__name']") == ["سلمى الراوي", "كمال الشاذلي"]
    for number in (1, 2):
        (entry,) = page.xpath(f"//li[@id='i{number}']")
        assert entry.xpath("./a/@href") == [f"#q{number}"]
        assert page.xpath(f"//span[@id='q{number}']/following-sibling::a[1]/@href") == [f"#i{number}"]
    assert text(page, "//li[@id='i2']") == "«الجسر آمن» للعابرين عبر وكالة تاس للأنباء"


def test_speakers_lead_to_their_pages(read: Read) -> None:
    page = read(story().get_absolute_url())
    for path in page.xpath("//section[@class='isnad']//a/@href[starts-with(., '/source/')]"):
        read(path)
    assert len(page.xpath("//*[@class='isnad__name']/a[starts-with(@href, '/source/')]")) == 2


def test_the_chain_is_drawn_from_the_speakers_to_the_portal(read: Read) -> None:
    texts_ = (RIVER, BRIDGE, "وقال مصدر أمني لصحيفة الضفة إن الطريق مغلق، بحسب إذاعة المدينة نقلا عن وكالة النهر.")
    chain = [("صحيفة الضفة", "told_to"), ("إذاعة المدينة", "relay"), ("وكالة النهر", "relay")]
    unnamed = said(texts_, "الطريق مغلق", "مصدر أمني", kind="unnamed", chain=chain)
    article = story(river(texts_), bridge(texts_), unnamed, texts=texts_, agencies=[Agency.objects.get(slug="dpa")])
    page = read(article.get_absolute_url())
    assert routes(page) == [
        "سلمى الراوي",
        "كمال الشاذلي عبر وكالة تاس للأنباء",
        "مصدر أمني أُدلي به إلى صحيفة الضفة عبر وكالة النهر ثم إذاعة المدينة",
    ]
    assert texts(page, "//*[@class='isnad__ends']//*[@class='isnad__node']") == ["د ب أ", "خبر"]
    assert text(page, "//*[@class='isnad__name'][contains(., 'مصدر')]") == "مصدر أمني بلا اسم"


def test_the_credited_agency_is_the_common_end_and_no_link_twice(read: Read) -> None:
    own = said((RIVER, BRIDGE), "منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع", "وكالة تاس", kind="media")
    article = story(own, bridge(), agencies=[Agency.objects.get(slug="tass")])
    page = read(article.get_absolute_url())
    assert routes(page) == ["كمال الشاذلي"]
    assert len(page.xpath("//*[@class='isnad__ends']//a[@href='/source/tass/']")) == 1
    assert text(page, "//li[@id='i2']") == "«الجسر آمن» للعابرين"


def test_many_speakers_of_one_way_are_counted(read: Read) -> None:
    lines = tuple(f"قال الشاهد رقم {letter} إن الحادثة {letter} وقعت." for letter in "ابتثجحخ")
    found = [said(lines, f"الحادثة {letter} وقعت", f"شاهد {letter}") for letter in "ابتثجحخ"]
    (route,) = routes(read(story(*found, texts=lines).get_absolute_url()))
    assert route.endswith("شاهد ج وقائلان آخران")


@pytest.mark.parametrize(
    ("found", "lines", "summary", "verdict"),
    [
        ([river], (RIVER,), "الإسناد مصدر واحد، قول واحد", []),
        ([river, bridge], (RIVER, BRIDGE), "الإسناد مصدران مستقلان، قولان", ["كل قول هنا عن صاحبه وحده"]),
        ([river, lambda t: bridge(t, "سلمى الراوي")], (RIVER, BRIDGE), "مصدر واحد، قولان", ["يعود إلى مصدر واحد"]),
    ],
)
def test_what_rests_on_a_single_source_is_said(
    read: Read, found: list[object], lines: tuple[str, ...], summary: str, verdict: list[str]
) -> None:
    page = read(story(*[make(lines) for make in found], texts=lines).get_absolute_url())  # type: ignore[operator]
    assert summary in text(page, "//summary")
    told = texts(page, "//*[@class='isnad__verdict']")
    assert len(told) == len(verdict)
    assert all(words in line for words, line in zip(verdict, told, strict=True))


def test_what_another_source_bears_out_is_told_from_the_rest(read: Read) -> None:
    lines = (RIVER, BRIDGE, AGREED)
    again = said(lines[2:], "منسوب النهر ارتفع 40 سنتيمترا هذا الأسبوع فعلا", "كمال الشاذلي")
    moved = type(again)(**{**vars(again), "par": 2})
    page = read(story(river(lines), bridge(lines), moved, texts=lines).get_absolute_url())
    assert [("قال مثله غيره" in line) for line in texts(page, "//section[@class='isnad']//li[@id]")] == [
        True,
        False,
        True,
    ]
    assert "والباقي عن مصدر واحد" in text(page, "//*[@class='isnad__verdict']")


def test_a_page_without_statements_is_as_it_was(read: Read, client: object) -> None:
    article = story()
    path = article.get_absolute_url()
    Reading.objects.filter(article=article).delete()
    plain = client.get(path).content.decode()  # type: ignore[attr-defined]
    assert "isnad" not in plain
    assert "said" not in plain
    read_again(article, river((RIVER, BRIDGE), confidence=0.1))
    assert Statement.objects.filter(article=article).exists()
    assert client.get(path).content.decode() == plain  # type: ignore[attr-defined]


def test_long_statements_are_shortened_in_the_panel_alone(read: Read) -> None:
    long = "كلمة " * 40 + "أخيرة"
    page = read(story(said([f"قالت سلمى {long}"], long), texts=[f"قالت سلمى {long}"]).get_absolute_url())
    assert marked(page) == [long]
    assert text(page, "//li[@id='i1']") == "كلمة " * 10 + "كلمة…"


def test_a_statement_across_markup_is_marked(read: Read) -> None:
    rich = "<p>قالت سلمى إن <b>الجسر</b> آمن &amp; متين 3-1.</p><p>ثم قالت: Good morning.</p>"
    article = attributed(river(), texts=(RIVER, PLAIN))
    article.body = [{"type": "paragraph", "value": rich, "id": "00000000-0000-4000-8000-000000000001"}]
    article.save()
    lines = ("قالت سلمى إن الجسر آمن & متين 3-1.", "ثم قالت: Good morning.")
    Reading.objects.filter(article=article).delete()
    read_again(article, said(lines, "الجسر آمن & متين 3-1"), said(lines, "Good morning"))
    page = read(article.get_absolute_url())
    assert marked(page) == ["الجسر آمن & متين 3-1", "Good morning"]


def test_a_statement_whose_words_do_not_stand_there_leads_to_its_block(read: Read) -> None:
    article = story()
    Statement.objects.filter(article=article).update(text="كلمات أخرى")
    page = read(article.get_absolute_url())
    assert marked(page) == []
    assert page.xpath("//section[@class='isnad']//li[@id='i1']/a/@href") == ["#b0"]


def test_nothing_of_a_speaker_s_name_gets_out_of_its_place(read: Read) -> None:
    hostile = '</p><script>alert("x")</script>'
    page = read(story(river((RIVER, BRIDGE), speaker=hostile)).get_absolute_url())
    assert not page.xpath("//script[not(@src) and not(@type='application/ld+json')]")
    assert text(page, "//*[@class='isnad__name']") == hostile


def test_an_unnamed_speaker_without_words_for_it_is_called_so(read: Read) -> None:
    article = story(river((RIVER, BRIDGE)))
    Statement.objects.filter(article=article).update(speaker=None, speaker_name="", mention="", kind="unnamed")
    assert text(read(article.get_absolute_url()), "//*[@class='isnad__name']") == "قائل لم يُسمَّ"


def test_a_correction_of_the_speaker_is_on_the_page(read: Read) -> None:
    article = story(river((RIVER, BRIDGE)))
    actions.correct(
        statement=statement(article), user=UserFactory(), paragraphs=texts_of(article), speaker="ليلى الراوي"
    )
    assert text(read(article.get_absolute_url()), "//*[@class='isnad__name']") == "ليلى الراوي"
