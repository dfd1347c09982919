"""Bytes of a page to text, whatever encoding the page declares or really has."""

import re

from khabar.formats.page.errors import PageRefused

MAX_BYTES = 20 * 1024 * 1024

_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_BINARY_MAGIC = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x7fELF",
    b"SQLite",
    b"BM",
)
_SINGLE_BYTE = ("windows-1256", "iso-8859-6", "windows-1252")
# A page may hold a few broken characters; more than this share is another encoding.
_MAX_BROKEN = 0.005
_COMMON_WORDS = re.compile(r"(?<!\w)(?:في|من|على|إلى|أن|إن|عن|التي|الذي|ال\w{3,})(?!\w)")
_MOJIBAKE_1252 = re.compile(r"(?:[ØÙÚÛ][\u0080-\u00bf\u2013-\u203a\u0152-\u0178\u02c6\u02dc\u20ac\u2122]\s?){3}")
_MOJIBAKE_1256 = re.compile(
    r"(?:[طظ][\u00a0-\u00bf\u2013-\u203a\u0152-\u0192\u02c6\u20ac\u2122\u060c\u061b\u0679-\u06d2ءآأؤإئابتثجحخد]){4}"
)


def decode_page(data: bytes) -> str:
    """Return the text of a page's bytes. Raises PageRefused for what is empty, too large or not text."""
    if not data.strip(b" \t\r\n\x00"):
        raise PageRefused("الملف فارغ: لا نص فيه")
    if len(data) > MAX_BYTES:
        raise PageRefused(f"الملف أكبر من الحد المسموح ({MAX_BYTES // 1024 // 1024} ميغابايت)")
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _repair(data.decode(name, errors="replace").replace("\x00", ""))
    _refuse_binary(data)
    return _repair(_decode(data).replace("\x00", ""))


def _refuse_binary(data: bytes) -> None:
    start = data[:8192]
    controls = sum(byte < 9 or (13 < byte < 32 and byte != 27) for byte in start)
    if data.startswith(_BINARY_MAGIC) or controls > max(8, len(start) // 20):
        raise PageRefused("الملف ليس نصا ولا صفحة ويب: يبدو أنه ملف ثنائي")


def _decode(data: bytes) -> str:
    try:
        return _whole(data)
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    broken, arabic = text.count("\ufffd"), _arabic_letters(text)
    if broken <= len(text) * _MAX_BROKEN or (arabic and broken * 20 < arabic):
        return text.replace("\ufffd", "")
    return max((data.decode(name, errors="replace") for name in _candidates(data)), key=_plausibility)


def _whole(data: bytes) -> str:
    """Return UTF-8 as text; halves of UTF-16 pairs that a program wrote one by one are joined, lone ones dropped."""
    text = data.decode("utf-8", errors="surrogatepass")
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="ignore")


def _candidates(data: bytes) -> list[str]:
    """Return the encodings to try, the declared one first so that it wins a tie."""
    declared = [match.decode("ascii").lower() for match in _DECLARED.findall(data[:4096])]
    known = []
    for name in [*declared, *_SINGLE_BYTE]:
        try:
            b"a".decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        if name not in known and "utf" not in name:
            known.append(name)
    return known


def _arabic_letters(text: str) -> int:
    return sum("\u0621" <= char <= "\u064a" for char in text)


def _plausibility(text: str) -> float:
    sample = text[:200_000]
    words = len(_COMMON_WORDS.findall(sample))
    return words * 10 + _arabic_letters(sample) - 20 * sample.count("\ufffd")


def _repair(text: str) -> str:
    """Undo UTF-8 that was once read as windows-1252 or windows-1256 and stored so."""
    for pattern, codec in ((_MOJIBAKE_1252, "windows-1252"), (_MOJIBAKE_1256, "windows-1256")):
        if len(pattern.findall(text[:200_000])) < 5:
            continue
        mended = b"".join(_byte(char, codec) for char in text).decode("utf-8", errors="replace")
        if _plausibility(mended) > _plausibility(text):
            return mended.replace("\ufffd", "")
    return text


def _byte(char: str, codec: str) -> bytes:
    try:
        return char.encode(codec)
    except UnicodeEncodeError:
        return char.encode("latin-1") if ord(char) < 256 else char.encode("utf-8")
