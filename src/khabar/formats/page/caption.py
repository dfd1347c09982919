"""A picture's caption and the credit printed with it."""

import re
from collections.abc import Collection

from khabar.formats.agencies import agencies_in, find_agency
from khabar.formats.text import clean, key

_COPYRIGHT = re.compile(
    r"(?:^|\s|[(\[])(?:(?:حقوق (?:الصورة|النشر|الطبع)(?: محفوظة)?|copyright)\s*[:،]?\s*)?"
    r"(?P<credit>(?:©|\(c\)|(?<=حقوق النشر )|(?<=حقوق الصورة )|(?<=محفوظة )|(?<=copyright ))\s*.{2,90})$",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?P<before>^|.*?[\s(\[.|\-–،:])(?P<label>تصوير|صورة من|صورة|مصدر الصورة|المصدر|عدسة|الصورة|صور|photo by"
    r"|photo|credit|source)\s*[:：/\-–]\s*"
    r"(?P<credit>[^()\[\]]{2,70})[)\]]?\s*$",
    re.IGNORECASE,
)
_PHOTOGRAPHED = re.compile(
    r"^(?P<caption>.*?)(?:^|(?<=\.)\s*|[-–—ـ|/،(]\s*)(?:تصوير|عدسة)\s*[:：/\-–]?\s+(?P<credit>\S+(?:\s\S+){0,4})$"
)
_BRACKETS = re.compile(r"^(?P<caption>.*?)\s*[(\[](?P<credit>[^()\[\]]{2,60})[)\]]\s*\.?$")
# A last bracket that is no credit: a year, or who stands where.
_NOT_CREDIT = re.compile(r"\d|(?:^|\s)(?:[ال]*يمين|[ال]*يسار|[ال]*وسط|ال?أعلى|ال?أسفل|من|في|على)(?:\s|$)")
# The photographer or library after a dash in Latin letters, «DR» for rights reserved.
_LATIN = re.compile(
    r"^(?P<caption>.*[\u0600-\u06ff].*?)\s*(?:[-–—|/]|\.\s|(?<=\.)|\s(?=DR$))\s*"
    r"(?P<credit>(?=[^\u0600-\u06ff]*[A-Za-z]{2})[^\u0600-\u06ff\-–—|]{2,60})$"
)
_TRAILING = re.compile(r"^(?P<caption>.+?)\s*(?:[-–—ـ|/،]|\.\s)\s*(?P<credit>[^-–—ـ|،]{2,40})$")
_ARCHIVE = re.compile(r"أرشيف|ارشيف|archive", re.IGNORECASE)
_PREFIX = re.compile(
    r"^(?:التعليق على الصورة|تعليق الصورة|شرح الصورة|image caption|caption)\s*[,،:：]?\s*", re.IGNORECASE
)
_SOURCE_PREFIX = re.compile(r"^(?:م?صدر الصورة|image source)\s*[,،:：]?\s*", re.IGNORECASE)
# Alternative texts that describe nothing.
_EMPTY_CAPTIONS = {
    "صوره", "صوره ارشيفيه", "صوره توضيحيه", "توضيحيه", "ارشيفيه", "صوره تعبيريه", "تعبيريه",
    "image", "photo", "صوره الخبر",
    "article image", "خبر", "تعبيريه ارشيفيه", "رئيسيه", "picture", "img",
}  # fmt: skip


def split_credit(text: str) -> tuple[str | None, str | None]:
    """Return (caption, credit) of a printed caption, each None when it is not there."""
    line = _PREFIX.sub("", clean(text))
    if not line:
        return None, None
    if (source := _SOURCE_PREFIX.sub("", line)) != line:
        return None, source or None
    for reader in (_copyright, _photographed, _labelled, _bracketed, _trailing, _latin):
        pair = reader(line)
        if pair is not None:
            return _tidy(pair[0]), pair[1].strip(" .()[]") or None
    if find_agency(line):
        return None, line
    return _tidy(line), None


def says_caption(text: str) -> bool:
    """Say whether `text` opens with words that announce a picture's caption or source."""
    return bool(_PREFIX.match(text) or _SOURCE_PREFIX.match(text))


def site_credit(caption: str, sites: Collection[str]) -> tuple[str, str] | None:
    """Split off the site's own name that ends a caption («… - المنارة»); `sites` are its folded names."""
    match = _TRAILING.match(caption)
    if match is None or not any(site in key(match["credit"]) for site in sites if len(site) > 3):
        return None
    return match["caption"].strip(), match["credit"].strip()


def meaningful_caption(text: str | None, headline: str | None) -> str | None:
    """Return `text` when it says something of the picture: not a file name, a label or the headline again."""
    if not text or key(text) in _EMPTY_CAPTIONS or re.search(r"\.(?:jpe?g|png|webp|gif)$", text, re.IGNORECASE):
        return None
    if headline and key(text) == key(headline):
        return None
    letters = sum(char.isalpha() for char in text)
    return text if letters >= 4 and not re.fullmatch(r"[\w\-]+\d[\w\-]*", text) else None


def _tidy(caption: str) -> str | None:
    return caption.strip(" -–—|/،.([") or None if len(caption.strip(" -–—|/،.([")) < 3 else caption.strip(" -–—|/،([")


def _copyright(line: str) -> tuple[str, str] | None:
    match = _COPYRIGHT.search(line)
    if match is None:
        return None
    return line[: match.start()], match["credit"]


def _photographed(line: str) -> tuple[str, str] | None:
    match = _PHOTOGRAPHED.match(line)
    return (match["caption"], match["credit"]) if match else None


def _labelled(line: str) -> tuple[str, str] | None:
    match = _LABELLED.match(line)
    if match is None or len(match["credit"].split()) > 8:
        return None
    if key(match["label"]) in ("صوره", "الصوره", "صور", "photo") and not agencies_in(match["credit"]):
        return None
    return match["before"], match["credit"]


def _bracketed(line: str) -> tuple[str, str] | None:
    match = _BRACKETS.match(line)
    if match is None:
        return None
    named = agencies_in(match["credit"]) or _ARCHIVE.search(match["credit"])
    short = len(match["credit"].split()) <= 5 and len(match["caption"].split()) >= 3
    if named or (short and not _NOT_CREDIT.search(match["credit"])):
        return match["caption"], match["credit"]
    return None


def _trailing(line: str) -> tuple[str, str] | None:
    match = _TRAILING.match(line)
    if match is None or len(match["credit"].split()) > 4:
        return None
    if agencies_in(match["credit"]) or _ARCHIVE.search(match["credit"]):
        return match["caption"], match["credit"]
    return None


def _latin(line: str) -> tuple[str, str] | None:
    match = _LATIN.match(line)
    if match is None or len(match["credit"].split()) > 6:
        return None
    return match["caption"], match["credit"].strip()
