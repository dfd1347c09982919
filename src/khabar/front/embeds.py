"""What stands on other sites and can be shown in a frame, once a reader asks for it: nothing is loaded before."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from csp.constants import SELF
from django.http import HttpResponse

from khabar.front.body import Block
from khabar.front.policy import allow

_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,25}", re.ASCII)


@dataclass(frozen=True)
class Frame:
    """The address of a frame and the origin it comes from; `tall` for a post, which is no film."""

    origin: str
    path: str
    tall: bool = False

    @property
    def address(self) -> str:
        return self.origin + self.path


def frame_of(url: str) -> Frame | None:
    """The frame in which the site behind `url` shows that; None for sites and pages we know no frame of."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.").removeprefix("mobile.")
    steps = [step for step in parts.path.split("/") if step]
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _youtube(host, steps, parts.query)
    if host == "vimeo.com" and steps and _NUMBER.fullmatch(steps[-1]):
        return Frame("https://player.vimeo.com", f"/video/{steps[-1]}?dnt=1")
    if host in ("x.com", "twitter.com") and len(steps) > 2 and steps[1] == "status" and _NUMBER.fullmatch(steps[2]):
        return Frame("https://platform.twitter.com", f"/embed/Tweet.html?id={steps[2]}&dnt=true&lang=ar", tall=True)
    return None


def _youtube(host: str, steps: list[str], query: str) -> Frame | None:
    if host == "youtu.be":
        found = steps[0] if steps else ""
    elif steps[:1] == ["watch"]:
        found = (parse_qs(query).get("v") or [""])[0]
    else:
        found = steps[1] if len(steps) > 1 and steps[0] in ("embed", "shorts", "live") else ""
    return Frame("https://www.youtube-nocookie.com", f"/embed/{found}") if _ID.fullmatch(found) else None


def allow_frames(response: HttpResponse, blocks: Iterable[Block]) -> HttpResponse:
    """Let a story's page show frames of the sites its embeds are from and of our own, and of no other."""
    frames = [frame_of(block.value["url"]) for block in blocks if block.kind == "embed"]
    origins = sorted({frame.origin for frame in frames if frame})
    allow(response, "frame-src", SELF, *origins)
    return response
