"""The formats our stories can be taken in, by the last part of a feed's address."""

from dataclasses import dataclass

from django.conf import settings

from khabar.formats.out import newsml_g2, ninjs, syndication
from khabar.formats.out.story import Channel


@dataclass(frozen=True)
class Format:
    """One way a feed is written: the last part of its address, its name for people, its media type."""

    name: str
    label: str
    content_type: str

    @property
    def media_type(self) -> str:
        """The media type without its character set."""
        return self.content_type.partition(";")[0]

    def write(self, channel: Channel) -> bytes:
        """The feed in this format; what readers subscribe to has the texts if the site wants that."""
        if settings.FEED_TEXT == "summary" and self.name not in _FOR_NEWS_SYSTEMS:
            channel = channel.without_texts
        return _WRITERS[self.name](channel)


_WRITERS = {
    "rss": syndication.rss,
    "atom": syndication.atom,
    "json": syndication.json_feed,
    "ninjs": ninjs.write,
    "newsml-g2": newsml_g2.write,
}
_FOR_NEWS_SYSTEMS = ("ninjs", "newsml-g2")
RSS = Format("rss", "RSS", syndication.RSS_TYPE)
FORMATS = {
    one.name: one
    for one in (
        RSS,
        Format("atom", "Atom", syndication.ATOM_TYPE),
        Format("json", "JSON Feed", syndication.JSON_TYPE),
        Format("ninjs", "ninjs", ninjs.CONTENT_TYPE),
        Format("newsml-g2", "NewsML-G2", newsml_g2.CONTENT_TYPE),
    )
}
FURTHER = [one for one in FORMATS.values() if one is not RSS]
WIRES = [FORMATS[name] for name in _FOR_NEWS_SYSTEMS]
"""What news systems take, a story at a time too."""
