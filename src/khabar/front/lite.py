"""Makes the light edition of a page: its text, links and captions, without scripts, fonts, pictures and looks."""

from collections.abc import Callable

from lxml import html
from lxml.html import HtmlElement

PREFIX = "/lite"

_DROPPED = (
    "script", "style", "link", "template", "svg", "noscript", "iframe", "object", "button", "dialog", "source", "input",
)  # fmt: skip
_NOT_SHOWN = (
    "//*[@hidden or @data-lite='none' or contains(concat(' ', @class, ' '), ' skip ')]",
    "//*[contains(concat(' ', @class, ' '), ' visually-hidden ')][not(self::h1 or self::h2 or self::caption)]",
)
_KEPT = frozenset(
    {"href", "lang", "dir", "datetime", "id", "colspan", "rowspan", "scope", "start", "aria-label", "cite"}
)
_CONTAINERS = ("div", "span", "section", "article", "header", "footer", "aside", "label")
_INLINE = ("span", "a", "time")
_PAGE = """<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title></title></head><body></body></html>"""


def light(page: bytes, *, path: str, stylesheet: str, in_edition: Callable[[str], bool]) -> bytes:
    """The light edition of a whole HTML page of the site.

    Args:
        page: the page as readers get it.
        path: its address on the site, which readers are offered as the full edition.
        stylesheet: address of the one small stylesheet.
        in_edition: whether a path of the site has a light edition, so that links stay in it.
    """
    full = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    made = html.document_fromstring(_PAGE)
    _fill_head(made.head, full, stylesheet)
    body = made.body
    body.append(_top(full, path))
    for part in full.xpath("//nav[contains(concat(' ', @class, ' '), ' nav ')] | //main | //body/footer"):
        part.tail = None
        _lighten(part, in_edition)
        body.append(part)
    written: bytes = html.tostring(made, encoding="utf-8", doctype="<!doctype html>")
    return written


def _fill_head(head: HtmlElement, full: HtmlElement, stylesheet: str) -> None:
    head.find("title").text = full.findtext(".//title")
    kept = "//head/link[@rel='canonical'] | //head/meta[@name='description' or @name='robots']"
    for element in full.xpath(kept):
        element.tail = None
        head.append(element)
    head.append(html.Element("link", rel="stylesheet", href=stylesheet))


def _top(full: HtmlElement, path: str) -> HtmlElement:
    """The site's name, and the way to the full edition."""
    name = full.xpath("string(//meta[@property='og:site_name']/@content)") or full.findtext(".//title") or ""
    top = html.Element("header")
    home = html.Element("a", href=f"{PREFIX}/")
    bold = html.Element("b")
    bold.text = name
    home.append(bold)
    home.tail = " · "
    other = html.Element("a", href=path)
    other.text = "النسخة الكاملة"
    other.tail = " · "
    search = html.Element("a", href="/search/")
    search.text = "البحث"
    top.extend([home, other, search])
    return top


def _lighten(part: HtmlElement, in_edition: Callable[[str], bool]) -> None:
    for figure in part.xpath(".//figure"):
        _in_words(figure)
    for element in part.xpath(" | ".join(f".{path}" for path in _NOT_SHOWN)):
        _drop(element)
    for element in list(part.iter(*_DROPPED, "img", "picture", "video")):
        _drop(element)
    for form in list(part.iter("form")):
        _drop(form)
    for element in list(part.iter(html.etree.Comment)):
        _drop(element)
    _lead_on(part, in_edition)
    for element in part.iter("span", "a", "time"):
        _keep_apart(element)
    for element in list(part.iter()):
        for name in set(element.attrib) - _KEPT:
            del element.attrib[name]
        if element is not part and element.tag in _CONTAINERS and not element.attrib:
            _unwrap(element)


def _lead_on(part: HtmlElement, in_edition: Callable[[str], bool]) -> None:
    """Links stay in the edition where it has the page; those that only held a picture go."""
    for link in part.iter("a"):
        href = link.get("href", "")
        if href.startswith("/") and in_edition(href.partition("#")[0].partition("?")[0]):
            link.set("href", PREFIX + href)
    for link in list(part.iter("a")):
        if not link.text_content().strip():
            _drop(link)


def _in_words(figure: HtmlElement) -> None:
    """A figure as one line: what its caption says, or else what its picture's alternative text does."""
    caption = figure.find(".//figcaption")
    words = caption.text_content() if caption is not None else figure.xpath("string(.//img/@alt)")
    kind = "فيديو" if figure.find(".//video") is not None else "صورة"
    tail, lang = figure.tail, figure.get("lang")
    figure.clear()
    figure.tag, figure.tail = "p", tail
    if lang:
        figure.set("lang", lang)
    figure.text = f"[{kind}: {' '.join(words.split())}]" if words.strip() else f"[{kind}]"


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _keep_apart(element: HtmlElement) -> None:
    """A space where only the full edition's style stood between two words."""
    tail, following = element.tail or "", element.getnext()
    if (tail[:1].isalpha() and element.tag == "span") or (
        not tail and following is not None and following.tag in _INLINE
    ):
        element.tail = f" {tail}"


def _unwrap(element: HtmlElement) -> None:
    """Take a container away and keep what is in it; blocks stay apart."""
    if element.tag in ("span", "label"):
        element.drop_tag()
    else:
        element.tag = "div"
