"""The mail as Gmail's and Outlook's engines need it, held mechanically to the rules of docs/how-to/newsletters.md."""

import re
from collections.abc import Callable
from datetime import timedelta

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.factories.articles import SectionFactory, published
from tests.factories.letters import issue_due
from tests.factories.pictures import jpeg

from khabar.core import clock
from khabar.front.letters import issue_letter, mail_runs
from khabar.letters.gathering import MOST, Block, now_in
from khabar.letters.letter import Letter
from khabar.letters.links import PLACE
from khabar.letters.messages import of_issue, to_one
from khabar.letters.models import Issue, Newsletter, Reader
from khabar.media.actions import add_picture
from khabar.media.models import Picture

CLIPPED = 102 * 1024
"""Gmail cuts a mail's HTML here and hides what follows, the way out included."""
STYLES = {
    "margin", "padding", "width", "max-width", "height", "max-height", "background-color", "color", "font-size",
    "line-height", "font-family", "font-weight", "text-decoration", "border", "border-bottom", "border-radius",
    "border-collapse", "display", "overflow", "outline", "mso-hide", "mso-table-lspace", "mso-table-rspace",
    "mso-padding-alt", "white-space",
}  # fmt: skip
pytestmark = pytest.mark.django_db


@pytest.fixture
def full(letter: Newsletter) -> Issue:
    """The longest issue there can be: every place taken, the longest words, a picture with each."""
    picture = add_picture(data=jpeg(1600, 1067), name="a.jpg", alt="قارب عند الرصيف")
    sections = [SectionFactory(name=f"قسم {n}") for n in range(9)]
    for n in range(60):
        published(
            headline=f"{n} " + "عنوان طويل يصف ما جرى في Barcelona بنتيجة 3-1 " * 5,
            abstract="مقدمة طويلة فيها تفصيل كثير عن iPhone 15 وما يتصل به. " * 15,
            section=sections[n % 9],
            lead_picture=picture,
            at=clock.now() - timedelta(minutes=n + 1),
        )
    issue = issue_due(letter)
    issue.opening = "سطر أول.\n\nسطر ثان عن COP 30."
    issue.save()
    return issue


@pytest.fixture
def mail(full: Issue) -> Letter:
    return issue_letter(full, now_in(full))


def test_gmail_does_not_clip_the_longest_issue(full: Issue, mail: Letter) -> None:
    reader = Reader.objects.create(address="noor@example.com")
    sent = of_issue(mail, full.newsletter, reader, "x").message()
    assert mail.html.count("<h2") + mail.html.count("<h3") >= MOST
    assert len(mail.html.encode()) < CLIPPED
    html = next(part for part in sent.walk() if part.get_content_type() == "text/html")
    assert len(str(html.get_payload())) < CLIPPED, "as it travels, too"
    assert sent.as_bytes().count(b"\nSubject: =?utf-8?") == 1, "the subject begins beside its name"


def test_it_is_made_of_tables_that_run_right_to_left(mail: Letter) -> None:
    page = lxml.html.document_fromstring(mail.html)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    assert page.body.get("dir") == "rtl"
    for cell in page.iter("td"):
        assert cell.get("dir") in ("rtl", "ltr")
        assert cell.get("align") in ("right", "left", "center")
    assert not page.xpath("//a[@dir]")
    for table in page.iter("table"):
        assert table.get("role") == "presentation"
        assert (table.get("cellpadding"), table.get("cellspacing"), table.get("border")) == ("0", "0", "0")
    assert not page.xpath("//script | //link | //form | //input | //svg | //video | //iframe | //bdi | //picture")


def test_inline_styles_are_those_the_engines_keep(mail: Letter) -> None:
    page = lxml.html.document_fromstring(mail.html)
    used = {
        p.partition(":")[0].strip() for e in page.xpath("//*[@style]") for p in e.get("style").split(";") if p.strip()
    }
    assert used <= STYLES, used - STYLES
    inline = " ".join(e.get("style") for e in page.xpath("//*[@style]"))
    assert not re.search(r"flex|grid|position|float|url\(|var\(|calc\(|!important", inline)
    for element in page.iter("p", "h1", "h2", "h3", "a"):
        if element.tag != "a" or (element.text_content().strip() and not element.xpath("img")):
            assert "color:" in element.get("style", ""), lxml.html.tostring(element)
    for element in page.iter("p", "h1", "h2", "h3", "td"):
        if element.text_content().strip() and "font-family" not in element.get("style", ""):
            assert element.xpath("ancestor-or-self::*[contains(@style, 'font-family')]")


def test_pictures_have_a_size_words_and_a_full_address(mail: Letter) -> None:
    pictures = lxml.html.document_fromstring(mail.html).xpath("//img")
    assert len(pictures) >= MOST // 2
    for one in pictures:
        assert one.get("src", "").startswith("http://testserver/media/")
        assert one.get("src", "").endswith(".jpg"), "Word's engine shows neither WebP nor AVIF"
        assert int(one.get("width", "0")) <= 552
        assert int(one.get("height", "0")) > 0
        assert one.get("alt") is not None


def test_dark_mode_outlook_and_the_way_out(mail: Letter) -> None:
    assert '<meta name="color-scheme" content="light dark">' in mail.html
    assert "@media (prefers-color-scheme:dark)" in mail.html
    assert mail.html.count("<!--[if mso]>") == mail.html.count("<![endif]-->") == 3
    assert 'width="600"' in mail.html
    page = lxml.html.document_fromstring(mail.to("k" * 22).html)
    links = [a.get("href", "") for a in page.iter("a")]
    assert all(link.startswith("http://testserver/") for link in links)
    assert f"http://testserver/letters/{'k' * 22}/" in links
    assert PLACE not in mail.to("k" * 22).html + mail.to("k" * 22).text


def test_plain_text_has_each_link_on_its_own_line_and_no_markup(mail: Letter) -> None:
    assert not re.search(r"<[a-z/]", mail.text)
    for line in mail.text.splitlines():
        assert "http" not in line or re.fullmatch(r"http://testserver/\S*", line), line
    assert "&" not in mail.text.replace("&amp;", "&&")


def test_latin_names_and_scores_keep_their_direction_in_subject_and_text(mail: Letter) -> None:
    assert "\u2066Barcelona\u2069" in mail.subject
    assert "\u20663-1\u2069" in mail.subject
    assert '<span dir="ltr">Barcelona</span>' in mail.html


def test_a_score_is_not_torn_at_the_end_of_a_line(mail: Letter) -> None:
    scores = lxml.html.document_fromstring(mail.html).xpath("//span[@dir='ltr'][.='3-1']")
    assert scores
    assert {score.get("style") for score in scores} == {"white-space:nowrap;"}


def test_a_picture_whose_right_ended_is_in_no_mail(full: Issue) -> None:
    Picture.objects.update(rights_until=clock.now() - timedelta(minutes=1))
    assert "<img" not in issue_letter(full, now_in(full)).html


def test_a_foreign_story_says_its_language(letter: Newsletter) -> None:
    story = published(headline="Night train returns", abstract="After ten years.", language="en", at=clock.now())
    html = issue_letter(issue_due(letter), [Block("", [story])]).html
    heading = lxml.html.document_fromstring(html).xpath("//h2[a]")[0]
    assert (heading.get("lang"), heading.get("dir")) == ("en", "ltr")


def test_markup_in_a_story_is_text(letter: Newsletter) -> None:
    story = published(headline='<script>alert("x")</script> خبر', abstract="<img src=x onerror=y>", at=clock.now())
    letter_of: Callable[..., Letter] = issue_letter
    page = lxml.html.document_fromstring(letter_of(issue_due(letter), [Block("", [story])]).html)
    assert not page.xpath("//script | //img | //*[@onerror]")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_makes_another_header_or_recipient(headline: str, host: str) -> None:
    letter = Letter(headline + "\r\nBcc: all@example.com\n" + host, "<p>x</p>", "x")
    sent = to_one(letter, "noor@example.com", "note.1").message()
    assert sent["Bcc"] is None
    assert sent.get_all("To") == ["noor@example.com"]
    raw = sent.as_bytes().partition(b"\n\n")[0]
    assert not re.search(rb"^bcc:", raw, re.IGNORECASE | re.MULTILINE)


@given(st.text(max_size=300))
def test_runs_are_marked_and_nothing_else_is_added(text: str) -> None:
    made = lxml.html.fragment_fromstring(f"<p>{mail_runs(text)}</p>") if "\x00" not in text else None
    if made is not None:
        assert {element.tag for element in made.iter()} <= {"p", "span"}
