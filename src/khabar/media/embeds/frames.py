"""Frames of other sites: which one shows what is behind an address. Pure code; nothing is asked."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlsplit

_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,25}", re.ASCII)
_NAME = re.compile(r"[\w.-]{1,60}", re.ASCII)
# What may stand in a policy and in an attribute: a plain host with a dot in it, and no user, port or wildcard.
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}")
_LONGEST = 1000
_PLAYERS = {"player.vimeo.com": "https://vimeo.com/", "dailymotion.com": "https://www.dailymotion.com/video/"}


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
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = bare(parts.hostname or "")
    steps = [step for step in parts.path.split("/") if step]
    if host in ("youtube.com", "youtube-nocookie.com", "youtu.be"):
        return _youtube(host, steps, parts.query)
    if host == "facebook.com":
        return _facebook(url, steps)
    return _by_number(host, steps) or _by_name(host, steps)


def own_page(src: str) -> str:
    """The page behind the address of a frame, as a reader would share it; empty for frames we do not know."""
    src = f"https:{src}" if src.startswith("//") else src
    frame = frame_of(src)
    if frame is None:
        return _behind_player(src)
    if frame.origin == "https://www.youtube-nocookie.com":
        return f"https://www.youtube.com/watch?v={frame.path.rpartition('/')[2]}"
    return src


def _behind_player(src: str) -> str:
    try:
        parts = urlsplit(src)
    except ValueError:
        return ""
    site = _PLAYERS.get(bare(parts.hostname or ""))
    found = re.fullmatch(r"/(?:embed/)?video/([\w-]{1,40})", parts.path, re.ASCII)
    return site + found[1] if found and site else ""


def read_frame(src: str) -> Frame | None:
    """The frame at an address that another server gave; only https and a plain host, whatever else it says."""
    src = f"https:{src}" if src.startswith("//") else src
    try:
        parts = urlsplit(src)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme != "https" or port or parts.username or not _HOST.fullmatch(host) or len(src) > _LONGEST:
        return None
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{_query(parts.query)}" if parts.query else "")
    return Frame(f"https://{host}", path)


def bare(host: str) -> str:
    """A host without what only says how the site is shown."""
    return host.removeprefix("www.").removeprefix("m.").removeprefix("mobile.")


def _query(query: str) -> str:
    return quote(query, safe="/%:@!$&'()*+,;=~-._?")


def _by_number(host: str, steps: list[str]) -> Frame | None:
    """Sites whose things have numbers."""
    if host == "vimeo.com" and steps and _NUMBER.fullmatch(steps[-1]):
        return Frame("https://player.vimeo.com", f"/video/{steps[-1]}?dnt=1")
    if len(steps) < 2 or not _NUMBER.fullmatch(steps[2] if len(steps) > 2 else steps[1]):
        return None
    if host in ("x.com", "twitter.com") and len(steps) > 2 and steps[1] == "status":
        return Frame("https://platform.twitter.com", f"/embed/Tweet.html?id={steps[2]}&dnt=true&lang=ar", tall=True)
    if host == "tiktok.com" and len(steps) > 2 and steps[0].startswith("@") and steps[1] == "video":
        return Frame("https://www.tiktok.com", f"/embed/v2/{steps[2]}", tall=True)
    if host == "t.me" and len(steps) == 2 and _NAME.fullmatch(steps[0]):
        return Frame("https://t.me", f"/{steps[0]}/{steps[1]}?embed=1", tall=True)
    return None


def _by_name(host: str, steps: list[str]) -> Frame | None:
    """Sites whose things have names."""
    if len(steps) < 2 or not _ID.fullmatch(steps[1]):
        return None
    if host == "instagram.com" and steps[0] in ("p", "reel", "tv"):
        return Frame("https://www.instagram.com", f"/{steps[0]}/{steps[1]}/embed/captioned/", tall=True)
    if host == "dailymotion.com" and steps[0] == "video":
        return Frame("https://www.dailymotion.com", f"/embed/video/{steps[1]}")
    return None


def _facebook(url: str, steps: list[str]) -> Frame | None:
    """Facebook shows what it is asked for by address."""
    film = "videos" in steps or steps[:1] in (["watch"], ["reel"])
    if not film and "posts" not in steps and steps[:1] not in (["permalink.php"], ["photo"], ["share"]):
        return None
    kind = "video" if film else "post"
    return Frame("https://www.facebook.com", f"/plugins/{kind}.php?href={quote(url, safe='')}", tall=not film)


def _youtube(host: str, steps: list[str], query: str) -> Frame | None:
    if host == "youtu.be":
        found = steps[0] if steps else ""
    elif steps[:1] == ["watch"]:
        found = (parse_qs(query).get("v") or [""])[0]
    else:
        found = steps[1] if len(steps) > 1 and steps[0] in ("embed", "shorts", "live") else ""
    return Frame("https://www.youtube-nocookie.com", f"/embed/{found}") if _ID.fullmatch(found) else None
