"""Cards of what stands on other sites, and the frames that show it once a reader asks: nothing is loaded before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from csp.constants import SELF
from django.conf import settings
from django.http import HttpResponse

from khabar.core.clean import safe_url
from khabar.front.policy import allow
from khabar.media import renditions
from khabar.media.embeds.frames import Frame, frame_of, read_frame
from khabar.media.embeds.models import Embed, addresses_in
from khabar.media.models import Picture
from khabar.pagestore.views import carry

if TYPE_CHECKING:
    from khabar.front.body import Block


@dataclass(frozen=True)
class EmbedCard:
    """What a page shows of something on another site; `about` is what that site said, if it has said anything yet."""

    url: str
    host: str
    given: str  # the title that an editor gave it
    about: Embed | None

    @property
    def title(self) -> str:
        """What the link says."""
        about = self.about
        return self.given or (about and (about.title or (about.author if about.text else ""))) or self.host

    @property
    def frame(self) -> Frame | None:
        """The frame that shows it: the one we know for its site, else the one the site named; never one of ours."""
        found = frame_of(self.url) or (read_frame(self.about.frame) if self.about and self.about.frame else None)
        return found if found and urlsplit(found.origin).hostname not in settings.ALLOWED_HOSTS else None

    @property
    def picture(self) -> Picture | None:
        return self.about.picture if self.about else None

    @property
    def film(self) -> bool:
        """Whether it is something to be played."""
        return self.about.kind == "video" if self.about and self.about.kind else not (self.frame and self.frame.tall)

    @property
    def shape(self) -> str:
        """The shape of picture and frame, by which their place is kept: a word of the stylesheet."""
        about = self.about
        if self.frame and self.frame.tall:
            return "tall"
        if about is None or not about.width or not about.height:
            return "wide"
        ratio = about.width / about.height
        return "wide" if ratio >= 1.5 else "classic" if ratio >= 1.15 else "square" if ratio >= 0.8 else "upright"

    @property
    def source(self) -> list[str]:
        """Whose it is: the site, and who put it there where the title does not say so."""
        about = self.about
        author = about.author if about and about.author != self.title else ""
        return [one for one in ((about.provider if about else "") or self.host, author) if one]


def embed_cards(raw: list[dict[str, Any]]) -> list[EmbedCard | None]:
    """A card for each block of a body, None for those that are no embeds; one query where there are any."""
    known = Embed.objects.of(addresses_in(raw))
    renditions.prefetch(one.picture for one in known.values())
    return [_card(block["value"], known) if block["type"] == "embed" else None for block in raw]


def follow_embeds(response: HttpResponse, blocks: "Iterable[Block]") -> HttpResponse:
    """Have a page go when what another site says becomes different, or its thumbnail does."""
    for about in embeds_in(blocks):
        carry(response, f"embed:{about.pk}", *([f"picture:{about.picture_id}"] if about.picture_id else []))
    return response


def embeds_in(blocks: "Iterable[Block]") -> list[Embed]:
    """What is known of the embeds among the blocks."""
    return [block.value.about for block in blocks if block.kind == "embed" and block.value.about]


def allow_frames(response: HttpResponse, blocks: "Iterable[Block]") -> HttpResponse:
    """Let a story's page show frames of the sites its embeds are from and of our own, and of no other."""
    origins = {block.value.frame.origin for block in blocks if block.kind == "embed" and block.value.frame}
    allow(response, "frame-src", SELF, *sorted(origins))
    return response


def _card(value: dict[str, Any], known: dict[str, Embed]) -> EmbedCard | None:
    url = safe_url(value.get("url") or "")
    if not url:
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return EmbedCard(url, host, (value.get("title") or "").strip(), known.get(url))
