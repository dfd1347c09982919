"""Marks around the statements in a paragraph's HTML, laid over the inline mark-up that stands there.

Places are first looked for in the cleaned HTML (`fitting`), then drawn in what the page prints of it (`marked`), where
isolates have been put around numbers and Latin words. A statement may cross elements, hold or touch another one.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TAG = re.compile("(<[^>]*>)")
_BREAK = re.compile(r"</p>|<br\s*/?>|</li>", re.IGNORECASE)
"""Where `khabar.articles.text` begins a new line."""
_ISOLATES = re.compile("[\u2066-\u2069\u202a-\u202e]")
"""Signs that the page leaves out for isolates of its own."""
_STEPPED_OVER = ("</bdi>", "</a>")


@dataclass(frozen=True)
class Mark:
    """A statement in a block: `start` to `end` are characters of its line `line`, as `text`.

    Both count as statements do, lines without words and the space around a line left out.
    """

    number: int
    line: int
    start: int
    end: int
    text: str


def fitting(shown: str, marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """The marks whose words stand in the HTML where they should, their places now those of the printed lines."""
    if not marks:
        return ()
    lines = [html.unescape(_TAG.sub("", part)) for part in _BREAK.split(shown)]
    filled = [number for number, line in enumerate(lines) if line.strip()]
    found = []
    for mark in marks:
        if mark.line >= len(filled):
            continue
        line = lines[filled[mark.line]]
        lead = len(line) - len(line.lstrip())
        start, end = lead + mark.start, lead + mark.end
        if line[start:end] == mark.text:
            found.append(Mark(mark.number, filled[mark.line], _printed(line, start), _printed(line, end), mark.text))
    return tuple(found)


def _printed(line: str, place: int) -> int:
    return len(_ISOLATES.sub("", line[:place]))


def marked(shown: str, marks: Sequence[Mark]) -> str:
    """The printed HTML of a block with its `fitting` marks; outer statements first, so that inner ones lie in them."""
    for mark in sorted(marks, key=lambda one: (one.start - one.end, one.number)):
        shown = _laid(shown, mark)
    return shown


@dataclass(frozen=True)
class _Piece:
    """A tag, or text that is wholly inside the statement or wholly outside."""

    html: str
    tag: bool = False
    inside: bool = False


def _laid(shown: str, mark: Mark) -> str:
    pieces = list(_pieces(shown, mark))
    inside = [number for number, piece in enumerate(pieces) if piece.inside]
    if not inside:
        return shown
    first, after = _grown(pieces, inside[0], inside[-1] + 1)
    sign = _sign_at(pieces, after)
    out = [piece.html for piece in pieces[:first]]
    out += _wrapped(pieces[first:after], mark.number)
    out += [piece.html for piece in pieces[after:sign]]
    out.append(f'<a class="said__sign" href="#i{mark.number}" tabindex="-1" aria-hidden="true"></a>')
    return "".join(out + [piece.html for piece in pieces[sign:]])


def _pieces(shown: str, mark: Mark) -> Iterator[_Piece]:
    line = at = 0
    for number, token in enumerate(_TAG.split(shown)):
        if number % 2:
            if _BREAK.fullmatch(token):
                line, at = line + 1, 0
            yield _Piece(token, tag=True)
            continue
        text = html.unescape(token)
        start, end = (min(max(place - at, 0), len(text)) for place in (mark.start, mark.end))
        if line != mark.line:
            start = end = 0
        for part, inside in ((text[:start], False), (text[start:end], True), (text[end:], False)):
            if part:
                yield _Piece(html.escape(part), inside=inside)
        at += len(text)


def _grown(pieces: list[_Piece], first: int, after: int) -> tuple[int, int]:
    """The pieces from `first` to `after` with the tags at either end whose elements the statement holds whole."""
    cuts = [pieces[first:after][place].html for place in _cuts(pieces[first:after])]
    ending = sum(cut.startswith("</") for cut in cuts)
    beginning = len(cuts) - ending
    while ending and first and pieces[first - 1].tag and not pieces[first - 1].html.startswith("</"):
        ending, first = ending - 1, first - 1
    while beginning and after < len(pieces) and pieces[after].html.startswith("</"):
        beginning, after = beginning - 1, after + 1
    return first, after


def _wrapped(pieces: list[_Piece], number: int) -> Iterator[str]:
    """Yield the statement's HTML in as few elements as its mark-up allows; the first one has the address."""
    cuts, opened, opening = _cuts(pieces), False, f'<span class="said" id="q{number}">'
    for place, piece in enumerate(pieces):
        if place in cuts and opened:
            yield "</span>"
            opened = False
        elif place not in cuts and not opened:
            yield opening
            opened, opening = True, f'<span class="said" data-q="{number}">'
        yield piece.html
    if opened:
        yield "</span>"


def _cuts(pieces: list[_Piece]) -> set[int]:
    """The tags among the pieces whose element begins or ends outside."""
    cuts, opened = set(), []
    for place, piece in enumerate(pieces):
        if piece.tag and not piece.html.startswith("</"):
            opened.append(place)
        elif piece.tag and opened:
            opened.pop()
        elif piece.tag:
            cuts.add(place)
    return cuts | set(opened)


def _sign_at(pieces: list[_Piece], after: int) -> int:
    """The piece before which the statement's sign stands: outside links, and outside an isolate that ends with it."""
    links = sum(_step(piece.html) for piece in pieces[:after] if piece.tag)
    while after < len(pieces) and (links or pieces[after].html in _STEPPED_OVER):
        links += _step(pieces[after].html)
        after += 1
    return after


def _step(tag: str) -> int:
    """How a tag changes the number of links that are open."""
    return 1 if re.match(r"<a[\s>]", tag) else -1 if tag == "</a>" else 0
