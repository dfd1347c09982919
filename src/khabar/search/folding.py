"""The search fold of a text as one byte for each character: what a snippet looks for is found faster in bytes.

A page of hits looks for a few words in twenty stories of some thousand characters. To translate so much text takes
longer than the search itself; to encode it and translate the bytes takes a twentieth of that.
"""

import codecs
from collections.abc import Iterator

from khabar.arabic.normalise import fold_in_place

_ASCII = "".join(map(chr, range(0x20, 0x7F)))
_ARABIC = "".join(map(chr, (*range(0x0621, 0x063B), *range(0x0641, 0x064B))))
_FOREIGN = "پچڤڥڢڧڨگڭݣژٹڈڑکڪګیېۍێےۓھہەۀۂۃۿٱٲٳٵٶٸۇۆۋۅںڹٮڡٯڛڔړ"
_DIGITS = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
_SPACES = "\t\n\r\u00a0\u2009\u202f"
_SIGNS = "؟…؛،«»–ـًٌٍَُِّْ"
_KNOWN = "\0" + _ASCII + _ARABIC + _FOREIGN + _DIGITS + _SPACES + _SIGNS  # only with NUL first is encoding fast

_CODES = codecs.charmap_build(_KNOWN.ljust(256, "\ufffe"))
"""Each known character by its place in `_KNOWN`; every other one is encoded as the question mark."""


def _encoded(text: str) -> bytes:
    return codecs.charmap_encode(text, "replace", _CODES)[0]


_FOLD = _encoded("".join(map(fold_in_place, _KNOWN))).ljust(256, b"\0")


def folded_bytes(text: str) -> bytes:
    """Return the fold of `text`, each character in its place; white space is `SPACE`.

    Characters that no byte is kept for look alike, so what is found here has to be looked at again.
    """
    return _encoded(text).translate(_FOLD)


SPACE = folded_bytes(" ")
_ENDING = b"\1"
_MAY_END = bytearray(256)
for _place in _encoded(".!?؟…؛\n"):
    _MAY_END[_place] = _ENDING[0]


def may_end(text: str) -> Iterator[int]:
    """Yield in order the places where a sentence may end: every one, and those of some characters hardly ever met."""
    signs = _encoded(text).translate(_MAY_END)
    at = signs.find(_ENDING)
    while at >= 0:
        yield at
        at = signs.find(_ENDING, at + 1)
