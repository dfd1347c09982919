"""Isolates around the runs that the bidirectional algorithm would reorder or tear apart in Arabic text.

In a right-to-left paragraph UAX #9 shows 3-1 as 1-3 (rules W4 to W7, N1, N2), moves a leading minus or + behind
its number, turns ranges and phone numbers round at their separators, and lets @, #, % and + change sides.
An isolate (rules X5a to X6a) keeps such a run in its own direction.
"""

import re
from collections.abc import Callable, Iterator
from html import escape

LRI, PDI = "\u2066", "\u2069"
"""LEFT-TO-RIGHT ISOLATE and POP DIRECTIONAL ISOLATE."""

_DIGIT = "0-9\u0660-\u0669\u06f0-\u06f9"
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_SMALL = "\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089"  # the digits of H₂O and m²
_LATIN_WORD = rf"[{_LATIN}][{_LATIN}0-9_{_SMALL}]*(?:[-.'’&/+=][{_LATIN}0-9{_SMALL}]+)*(?:\+\+|#|\+)?"
_LOCAL = f"{_LATIN}0-9._%+-"
# Each run is tried at its first sign alone and never taken back (++, *+): long rows of digits cost no more than others.
_START = rf"(?<![{_DIGIT}])(?<![{_DIGIT}][.,٫٬])"
_NUMBER = rf"[{_DIGIT}]++(?:[.,٫٬][{_DIGIT}]++)*+"
_ADDRESS = (
    rf"(?:https?://|www\.)[^\s<>\"«»\u0600-\u06ff]+|(?<![{_LOCAL}])[{_LOCAL}]++@[{_LATIN}0-9-]+(?:\.[{_LATIN}0-9-]+)+"
)
_HANDLE = rf"[@#][{_LATIN}_][{_LATIN}0-9_.]*[{_LATIN}0-9_]"
_PHONE = rf"(?<![{_DIGIT}])\+[{_DIGIT}][{_DIGIT} ()-]*[{_DIGIT}]|\([{_DIGIT}]+\)[{_DIGIT} -]*[{_DIGIT}]"
_SIGNED = rf"(?<![\w{_DIGIT}])[-−+±]{_NUMBER}(?:\s?[%٪])?"
_NUMBERS = rf"{_START}{_NUMBER}(?:\s?[-–—/:×xX]\s?{_NUMBER})++[%٪]?"
_PERCENT = rf"[%٪]{_NUMBER}|{_START}{_NUMBER}\s?[%٪]"
_MONEY = rf"[$€£¥]\s?{_NUMBER}|{_START}{_NUMBER}\s?[$€£¥]"
_MIXED = rf"(?<![{_DIGIT}])[{_DIGIT}]++[{_LATIN}][{_LATIN}0-9]*"
_SINGLE = re.compile("|".join([_ADDRESS, _HANDLE, _PHONE, _NUMBERS, _SIGNED, _PERCENT, _MONEY, _MIXED, _LATIN_WORD]))
_BETWEEN_LATIN = re.compile(r"[ \u00a0]?[-–:,&/.]?[ \u00a0]|[ \u00a0][<>=+*|&]{1,2}[ \u00a0]")
_HAS_LATIN = re.compile(f"[{_LATIN}]")
_HAS_ARABIC = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
# A version or a standard after its name: 11, 3.12, 802.11ax, 14882:2020.
_PLAIN_NUMBER = re.compile(rf"[ \u00a0][{_DIGIT}]++(?:[.:/-][{_DIGIT}]++)*+[{_LATIN}]*+(?![\w{_DIGIT}%٪])")
# A run of figures alone, or a word with hyphens, stays on one line up to this length; longer ones may break.
_UNBROKEN = 24
_ISOLATES = re.compile("[\u2066-\u2069\u202a-\u202e]")
# Every run has a digit or a Latin letter in it; most Arabic sentences have neither.
_MAY_HOLD_RUNS = re.compile(f"[{_DIGIT}{_LATIN}]")
_TO_ISOLATE = re.compile(f"{_MAY_HOLD_RUNS.pattern}|{_ISOLATES.pattern}")


def isolate_html(text: str) -> str:
    """Return `text` escaped for HTML, with `<bdi dir="ltr">` around each run that would be reordered.

    A score, a range, a number with its sign or one short word with a hyphen (GPT-5.2) has the class `num`: a line must
    not end inside it.
    """
    return _wrapped(text, _bdi, escape)


def isolate_phrase(text: str) -> str:
    """Return a text that stands alone, like a query, as `isolate_html` does; one without Arabic letters is one run.

    Its signs stay between its words then (f,jdk). Not for a part of a sentence: its full stop would go to the left.
    """
    latin = _HAS_LATIN.search(text) and not _HAS_ARABIC.search(text)
    return _bdi(_ISOLATES.sub("", text)) if latin else isolate_html(text)


def may_hold_runs(text: str) -> bool:
    """Return whether there may be something in `text` to isolate, or an isolate to take out: quickly, for most texts
    have nothing.
    """
    return _TO_ISOLATE.search(text) is not None


def isolate_text(text: str) -> str:
    """Return `text` with U+2066 and U+2069 around each run that would be reordered, for places without markup."""
    return _wrapped(text, lambda run: f"{LRI}{run}{PDI}", str)


def is_whole(run: str) -> bool:
    """Return whether a line must not end inside the run: it would tear a score, a range, a number from its sign, or a
    hyphenated name, whose second half would then stand before the first.
    """
    whole = not _HAS_LATIN.search(run) or ("-" in run and " " not in run)
    return whole and len(run) <= _UNBROKEN


def _bdi(run: str) -> str:
    opening = '<bdi dir="ltr" class="num">' if is_whole(run) else '<bdi dir="ltr">'
    return f"{opening}{escape(run)}</bdi>"


def _wrapped(text: str, isolate: Callable[[str], str], clean: Callable[[str], str]) -> str:
    text = _ISOLATES.sub("", text)
    if not _MAY_HOLD_RUNS.search(text):
        return clean(text)
    pieces, at = [], 0
    for start, end in ltr_runs(text):
        pieces += [clean(text[at:start]), isolate(text[start:end])]
        at = end
    return "".join([*pieces, clean(text[at:])])


def ltr_runs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each run to isolate; Latin words with only spaces or light signs between them are
    one run.
    """
    current: tuple[int, int] | None = None
    for match in _SINGLE.finditer(text):
        if current and match.start() < current[1]:
            continue
        if current and _joins(text, current, match):
            current = (current[0], match.end())
        else:
            if current:
                yield current
            current = match.span()
        current = _with_number(text, current)
    if current:
        yield current


def _joins(text: str, current: tuple[int, int], match: re.Match[str]) -> bool:
    between = text[current[1] : match.start()]
    both_latin = _HAS_LATIN.search(text, *current) and _HAS_LATIN.search(match[0])
    return bool(both_latin and _BETWEEN_LATIN.fullmatch(between))


def _with_number(text: str, run: tuple[int, int]) -> tuple[int, int]:
    """Return a Latin run with the plain number that follows it (Windows 11, iPhone 15)."""
    follows = _PLAIN_NUMBER.match(text, run[1]) if _HAS_LATIN.search(text[run[1] - 1]) else None
    return (run[0], follows.end()) if follows else run
