"""Bytes of text wires to letters: the code pages agencies still send, recognised or refused."""

import codecs
import math
import re
import unicodedata
from collections import Counter

from khabar.formats.errors import FormatError
from khabar.formats.page.decode import decode_page
from khabar.formats.wire.errors import NotAWire, Undecodable

MAX_BYTES = 20 * 1024 * 1024

_WIDE = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
    (b"<\x00\x00\x00", "utf-32-le"), (b"\x00\x00\x00<", "utf-32-be"), (b"<\x00", "utf-16-le"), (b"\x00<", "utf-16-be"),
)  # fmt: skip
_ARABIC_PAGES = ("windows-1256", "iso-8859-6", "cp720", "cp864")
_LATIN_PAGES = ("windows-1252", "cp850")
_ARABIC_WORDS = re.compile(r"(?<!\w)(?:في|من|على|إلى|الى|أن|ان|إن|عن|التي|الذي|قال|بعد|ال\w{3,})(?!\w)")
_LATIN_LETTERS = frozenset("äöüßÄÖÜéèêàâçñáíóúåøæÅØÆëïôûîùœ«»„“”’‚‘–—…€°§£")
_SHAPED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_SMALL = re.compile(r"^[a-z0-9\s/.,-]*$")
_CAPITALS = re.compile(r"[A-Za-z]{4,}")
# A capital or a low quotation mark behind a small letter: another code page's accents.
_GLUED = re.compile("[a-zß-ÿ][A-ZÀ-Þ]|[A-Za-zß-ÿ](?:[‚„]|[“”«»][A-Za-zß-ÿ])")
# ISO 646-DE, the seven-bit code of German teleprinters.
_GERMAN_SEVEN = str.maketrans("[\\]{|}~", "ÄÖÜäöüß")
_GERMAN_MARK = re.compile(r"[a-z][{|}~][a-z]|[a-z]~\b|\b[\[\\\]][a-z]{3}")
# ASMO 449 is ISO 8859-6 with the eighth bit cut off; Latin letters have no place in it.
_ASMO_449 = {
    **{code: bytes([code | 0x80]).decode("iso-8859-6") for code in [*range(0x41, 0x5B), *range(0x60, 0x73)]},
    0x2C: "،",
    0x3B: "؛",
    0x3F: "؟",
    **{0x30 + digit: str(digit) for digit in range(10)},
}
_MIN_WORDS = 3
_MANY = 12
_SAMPLE = 20_000
# A score a byte that no wrong reading comes near: a known word in every thirty letters.
_CONVINCING = 3
# Letters in a thousand of Arabic news, rounded; letters not named are rarer than one in a hundred.
_FREQUENCY = {
    "ا": 150, "ل": 122, "ي": 78, "م": 64, "ن": 63, "و": 60, "ر": 52, "ت": 48, "ب": 38, "ة": 36, "ع": 35, "د": 34,
    "س": 30, "ف": 29, "ه": 25, "ق": 24, "ك": 23, "أ": 22, "ح": 21, "ج": 14, "ش": 13, "ص": 10, "ط": 10, "ى": 10,
}  # fmt: skip
_USUAL, _CLEARLY, _ENOUGH_LETTERS = -3.6, 0.2, 8
# A score that a few accents can make.
_FEW = 99
# Latin encodings are named out of habit, and the Arabic ones are taken for one another.
_DOUBTED = frozenset({"ascii", "utf-8", "iso8859-1", "cp1252", "cp1256", "iso8859-6", "cp720", "cp864"})


def decode_wire(data: bytes, *, declared: str | None = None, teleprinter: bool = False) -> str:
    """Return the text of a wire's bytes. Raises Undecodable when no known encoding gives readable text.

    `declared` is believed unless the bytes are UTF-8 all the same, or it is one of those that senders name wrongly;
    the seven-bit codes of teleprinters are looked for in text wires only.
    """
    data = flatten(data).removeprefix(codecs.BOM_UTF8)
    if declared and (text := _as_declared(data, declared)) is not None:
        return text
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _eight_bit(data, declared)
    if data.isascii():
        return _seven_bit(text) if teleprinter else text
    return unshaped(repair(text))


def _as_declared(data: bytes, declared: str) -> str | None:
    """Decode as declared, unless that fails or the name says nothing."""
    try:
        data.decode("utf-8")
        return None
    except UnicodeDecodeError:
        pass
    try:
        if codecs.lookup(declared).name in _DOUBTED:
            return None
        return data.decode(declared)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def repair(text: str) -> str:
    """Return `text`, mended where UTF-8 was once read as a Windows code page and stored so."""
    data = text.encode("utf-8", errors="replace")
    if not _looks_twice_encoded(data):
        return text
    try:
        return decode_page(data)
    except FormatError:
        return text


def unshaped(text: str) -> str:
    """Return `text` with the shaped letters of old screens and printers as plain ones (Unicode's NFKC of them)."""
    return _SHAPED.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)


def _looks_twice_encoded(data: bytes) -> bool:
    """Say whether UTF-8 bytes are full of the letters that a wrong reading makes of Arabic: ط and ظ, Ø and Ù."""
    if data.count(b"\xc3\x98") + data.count(b"\xc3\x99") > _MANY:
        return True
    marks = data.count(b"\xd8\xb7") + data.count(b"\xd8\xb8")
    return marks > _MANY and marks * 4 > data.count(b"\xd8") + data.count(b"\xd9")


def flatten(data: bytes) -> bytes:
    """Return UTF-16 and UTF-32 as UTF-8, known by their marks or by the zeros beside a first ASCII sign."""
    head = data[:4]
    for mark, name in _WIDE:
        if head.startswith(mark):
            return data.decode(name, errors="replace").lstrip("\ufeff").encode("utf-8", errors="replace")
    return data


def as_utf8(data: bytes, declared: str | None) -> bytes:
    """Return a document's bytes in UTF-8, whatever they were or said they were. Raises Undecodable."""
    if data.isascii():
        return _shifted(data, declared)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return decode_wire(data, declared=declared).encode("utf-8", errors="replace")
    if _looks_twice_encoded(data) or data.count(b"\xef\xba") + data.count(b"\xef\xbb") > _MANY:
        return unshaped(repair(data.decode("utf-8"))).encode("utf-8")
    return data


def _shifted(data: bytes, declared: str | None) -> bytes:
    """Decode the encodings that write other letters as shifted ASCII, when one of them is declared."""
    try:
        shifted = declared and codecs.lookup(declared).name.startswith(("iso2022", "hz", "utf-7"))
        return data.decode(declared).encode("utf-8", errors="replace") if declared and shifted else data
    except (LookupError, UnicodeDecodeError, ValueError):
        return data


def _seven_bit(text: str) -> str:
    """Read seven-bit text: as it stands, or in the seven-bit codes of German and Arabic teleprinters."""
    if len(_GERMAN_MARK.findall(text)) >= _MIN_WORDS:
        return text.translate(_GERMAN_SEVEN)
    if len(_CAPITALS.findall(text)) >= _MIN_WORDS:
        arabic = _asmo(text)
        if len(_ARABIC_WORDS.findall(arabic)) >= max(_MIN_WORDS, len(text.split()) // 8):
            return arabic
    return text


def _asmo(text: str) -> str:
    """Decode a seven-bit message; its header and end lines, and keywords in small letters, stay Latin."""
    head, stx, rest = text.partition("\x02")
    body, etx, end = rest.partition("\x03")
    lines = head.split("\n")
    for number, line in enumerate(lines[1:], 1):
        lines[number] = line if _SMALL.match(line) else line.translate(_ASMO_449)
    return f"{chr(10).join(lines)}{stx}{body.translate(_ASMO_449)}{etx}{end}"


def _eight_bit(data: bytes, declared: str | None) -> str:
    """Choose the code page by what it makes of the bytes; the declared one is tried first and wins a tie."""
    almost = data.decode("utf-8", errors="replace")
    if almost.count("\ufffd") * 50 < sum(char > "\x7f" for char in almost):
        return repair(almost.replace("\ufffd", ""))
    best, most = "", 0
    for name in filter(None, (declared, *_ARABIC_PAGES, *_LATIN_PAGES)):
        try:
            text = unshaped(data.decode(name))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
        score = _score(text)
        if score > most:
            best, most = text, score
        if most > len(data) * _CONVINCING:
            break
    short = (_plainly_arabic(data, declared) or _by_letters(data)) if most <= _FEW else None
    if short:
        return short
    if not best:
        raise Undecodable("ترميز النص غير معروف ولا يمكن قراءته من غير تخمين")
    return best


def _plainly_arabic(data: bytes, encoding: str | None) -> str | None:
    """Decode a text too short for common words, if that gives Arabic letters and nothing odd."""
    try:
        text = unshaped(data.decode(encoding)) if encoding else ""
    except (UnicodeDecodeError, LookupError, ValueError):
        return None
    high = [char for char in text if char > "\x7f"]
    return text if high and all("\u0600" <= char <= "\u06ff" for char in high) else None


def _by_letters(data: bytes) -> str | None:
    """Choose between readings of a short text by how often Arabic uses their letters; None when that is not clear."""
    readings = [text for name in _ARABIC_PAGES if (text := _plainly_arabic(data, name))]
    ranked = sorted(((_usual(text), text) for text in readings), reverse=True)
    if not ranked or ranked[0][0] < _USUAL:
        return None
    clear = len(ranked) == 1 or ranked[0][0] - ranked[1][0] > _CLEARLY
    return ranked[0][1] if clear else None


def _usual(text: str) -> float:
    """Return the mean logarithm of the frequency of a text's Arabic letters; 0 is as usual as letters can be."""
    letters = [char for char in text if "\u0621" <= char <= "\u064a"]
    if len(letters) < _ENOUGH_LETTERS:
        return -math.inf
    return sum(math.log(_FREQUENCY.get(char, 1) / 1000) for char in letters) / len(letters)


def _score(text: str) -> int:
    """Say how readable a text is: common Arabic words or accented letters for it, symbols and controls against."""
    sample = text[:_SAMPLE]
    counts = Counter(sample)
    high = {char: count for char, count in counts.items() if char > "\x7f"}
    arabic = sum(count for char, count in high.items() if "\u0621" <= char <= "\u0652")
    latin = sum(count for char, count in high.items() if char in _LATIN_LETTERS)
    controls = sum(count for char, count in high.items() if char <= "\x9f")
    odd = sum(high.values()) - arabic - latin + controls * 4
    if arabic > latin:
        words = len(_ARABIC_WORDS.findall(sample))
        return words * 100 + arabic - (odd + latin) * 10 if words else -1
    return (latin - odd * 2 - arabic * 2 - len(_GLUED.findall(sample)) * 3) * 10


def refuse_binary(data: bytes) -> None:
    """Raise NotAWire for empty input and for what is no text at all, and for more than the limit."""
    if not data.strip():
        raise NotAWire("الملف فارغ")
    if len(data) > MAX_BYTES:
        raise NotAWire("الملف أكبر من الحد المسموح لمادة خبرية (20 ميغابايت)")
