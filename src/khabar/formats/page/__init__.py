"""News pages, HTML or text only, to article records."""

from khabar.arabic.dates_zones import DEFAULT_COUNTRY, zone_for_country
from khabar.formats.page.errors import PageRefused
from khabar.formats.record import PageRecord

__all__ = ["PageRefused", "read_page"]


def read_page(data: bytes, *, source: str, url: str | None = None, country: str = DEFAULT_COUNTRY) -> PageRecord:
    """Read one news page.

    `source` names the input in the record; `url` is where the page came from. Local times are taken on the
    clock of the page's own country where its address or tags tell it, else of `country` (ISO 3166 alpha-2).
    Raises PageRefused when the input holds no article, and ValueError for an unknown country.
    """
    # The HTML layer loads lxml and trafilatura: only when there is a page to read.
    from khabar.formats.page.decode import decode_page
    from khabar.formats.page.text import read_text_page
    from khabar.formats.page.tree import looks_like_html

    zone_for_country(country)
    text = decode_page(data)
    if looks_like_html(text):
        from khabar.formats.page.html import read_html_page

        return read_html_page(text, source=source, url=url, country=country)
    return read_text_page(text, source=source, url=url, country=country)
