"""News agencies by any of their names: the authority file and the reading of credit lines."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khabar.arabic.dates_lexicon import fold
from khabar.formats.record import AgencyRef

_NOT_LETTER = re.compile(r"[\W_]+")
_SPLIT = re.compile(
    r"[،,؛;/|+&()\[\]©«»\"“”:•]|\s[-–—]+\s|\s(?:عبر|مع|via|by|and|with)\s|\sو\s|(?<=\S)[-–—](?=\s)|(?<=\s)[-–—](?=\S)"
    r"|[-–—]{2,}"
)
_LABEL = re.compile(
    r"^(?:المصدر|مصدر|الصورة|صورة|صور|تصوير|عدسة|نقلا عن|نقلاً عن|بحسب|تقرير|خاص|photo|source|credit|image|وكالات"
    r"|الوكالات)\s*[:：\-]?\s+",
    re.IGNORECASE,
)
_GENERIC = {
    "وكالات", "الوكالات", "وكالات الانباء", "وكالات انباء", "وكالات ومواقع", "وكالات وصحف", "وكاله", "متابعات",
    "مواقع", "مواقع الكترونيه", "خاص", "وكالات متعدده", "agencies", "مراسلون", "وكالات عالميه",
}  # fmt: skip


@dataclass(frozen=True)
class Agency:
    """One entry of `agencies.toml`."""

    code: str
    name: str
    credit: str
    latin: str
    aliases: tuple[str, ...]
    country: str
    website: str

    def ref(self) -> AgencyRef:
        """Return the pair of name and credit that records carry."""
        return AgencyRef(name=self.name, credit=self.credit)


@cache
def all_agencies() -> tuple[Agency, ...]:
    """Return the authority file's agencies in its order."""
    with files("khabar.formats").joinpath("agencies.toml").open("rb") as source:
        entries = tomllib.load(source)["agency"]
    return tuple(Agency(**{**entry, "aliases": tuple(entry["aliases"])}) for entry in entries)


def agency_by_code(code: str) -> Agency | None:
    """Return the agency with this stable code."""
    return next((agency for agency in all_agencies() if agency.code == code), None)


def _squeeze(text: str) -> str:
    return _NOT_LETTER.sub("", fold(text))


@cache
def _index() -> dict[str, Agency]:
    index: dict[str, Agency] = {}
    for agency in all_agencies():
        for form in (agency.name, agency.credit, agency.latin, *agency.aliases):
            index.setdefault(_squeeze(form), agency)
    return index


@cache
def _long_names() -> tuple[tuple[str, Agency], ...]:
    """Names safe to look for inside longer text: those that say they are agencies, and distinctive ones."""
    names = []
    for agency in all_agencies():
        for form in (agency.name, agency.latin, *agency.aliases):
            folded = " ".join(_NOT_LETTER.sub(" ", fold(form)).split())
            if "وكال" in folded or (folded.isascii() and len(folded) > 9):
                names.append((folded, agency))
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def find_agency(text: str) -> Agency | None:
    """Return the agency whose name, credit or alias `text` is, whatever its dots, spaces, hamzas and marks.

    The whole of `text` must be the name: a short credit such as وام is never found inside a word or sentence.
    """
    squeezed = _squeeze(text)
    return _index().get(squeezed) if squeezed else None


def is_generic_credit(text: str) -> bool:
    """Say whether `text` credits agencies without naming one (وكالات, متابعات…)."""
    return " ".join(_NOT_LETTER.sub(" ", fold(text)).split()) in _GENERIC


def agencies_in(credit: str) -> list[Agency]:
    """Return the agencies a credit line names, in order, each once (`القاهرة - رويترز، أ ف ب`)."""
    found: list[Agency] = []
    for piece in _SPLIT.split(credit):
        stripped = _LABEL.sub("", piece.strip(" .\t-–—"))
        agency = find_agency(stripped) if stripped else None
        for one in [agency] if agency else _joined_by_and(stripped) or _named_in(stripped):
            if one not in found:
                found.append(one)
    return found


def _joined_by_and(text: str) -> list[Agency]:
    """Read «رويترز وأ ف ب»: every part must be an agency, for و also begins words."""
    parts = [find_agency(part) for part in re.split(r"\sو(?=\S)", text)]
    return [part for part in parts if part] if len(parts) > 1 and all(parts) else []


def _named_in(text: str) -> list[Agency]:
    folded = f" {' '.join(_NOT_LETTER.sub(' ', fold(text)).split())} "
    hits: list[tuple[int, Agency]] = []
    for name, agency in _long_names():
        at = folded.find(f" {name} ")
        if at >= 0:
            hits.append((at, agency))
            folded = folded.replace(f" {name} ", " " + "\x00" * len(name) + " ")
    return [agency for _, agency in sorted(hits, key=lambda hit: hit[0])]
