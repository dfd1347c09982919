"""The search fold of a text as one byte for each character: what a snippet looks for is found faster in bytes.

A page of hits looks for a few words in twenty stories of some thousand characters. To translate so much text takes
longer than the search itself; to encode it and translate the bytes takes a twentieth of that.
"""

import codecs
from collections.abc import Iterator

from khabar.arabic.normalise import fold_in_place, stays_at

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_ARABIC = "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
_FOREIGN = "پچڤڥڢڧڨگڭݣژٹڈڑکڪګیېۍێےۓھہەۀۂۃۿٱٲٳٵٶٸۇۆۋۅںڹٮڡٯڛڔړ"
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_SPACES = "\t\n\r\u00a0\u2009\u202f"
_SIGNS = "؟…؛،«»–ـًٌٍَُِّْ"
_KNOWN = "\0" + _ASCII + _ARABIC + _FOREIGN + _DIGITS + _SPACES + _SIGNS  # only with NUL first is encoding fast

_CODES = codecs.charmap_build(_KNOWN.ljust(256, "\ufffe"))
"""Each known character by its place in `_KNOWN`; every other one is encoded as the question mark."""


def encoded(text: str) -> bytes:
    """Return `text` as one byte for each character, to be asked by the functions below."""
    return codecs.charmap_encode(text, "replace", _CODES)[0]


def _marks(signs: str) -> bytes:
    """Return what translates codes into zero, but those of some characters and of all that no byte is kept for."""
    table = bytearray(256)
    for place in encoded(f"{signs}?"):
        table[place] = _MARK[0]
    return bytes(table)


_MARK = b"\1"
_FOLD = encoded("".join(map(fold_in_place, _KNOWN))).ljust(256, b"\0")
_MAY_END = _marks(".!?؟…؛\n")
_MAY_STAY = _marks("".join(char for char in _KNOWN if stays_at(char, 0)))


def folded(codes: bytes) -> bytes:
    """Return the fold of an encoded text, each character in its place; white space is `SPACE`.

    Characters that no byte is kept for look alike, so what is found here has to be looked at again.
    """
    return codes.translate(_FOLD)


def folded_bytes(text: str) -> bytes:
    """Return the fold of a text that nothing else is asked of."""
    return folded(encoded(text))


SPACE = folded_bytes(" ")


def may_end(codes: bytes) -> Iterator[int]:
    """Yield in order the places where a sentence may end: every one, and those of some characters hardly ever met."""
    return _marked(codes.translate(_MAY_END))


def may_stay(codes: bytes) -> Iterator[int]:
    """Yield in order the places that may not be folded in place: every one, and those of question marks."""
    return _marked(codes.translate(_MAY_STAY))


def _marked(signs: bytes) -> Iterator[int]:
    at = signs.find(_MARK)
    while at >= 0:
        yield at
        at = signs.find(_MARK, at + 1)
