"""What a wire desk writes around a story: initials, end marks, contacts, crossheads and notes to editors."""

import re
from dataclasses import dataclass, field, replace

from khabar.formats.agencies import find_agency
from khabar.formats.record import Block
from khabar.formats.text import clean
from khabar.formats.wire.signoff import SignOff, read_sign_off, split_sign_off

_INITIALS = re.compile(
    r"^[(\[]?\s*(?:[^\W\d_]{1,5}(?:\s[^\W\d_]{1,2}){0,3})"
    r"(?:\s*[-–/.،,]\s*[^\W\d_]{1,5}(?:\s[^\W\d_]{1,2}){0,3}){1,7}\s*[)\]]?\s*(?:20\d\d)?$"
)
# «dpa abc yydd n1 sku», the closing line of dpa's desks.
_CLOSING = re.compile(r"^(?:dpa|afp|reuters|ap|kna|epd|apa|ats)(?:[-/]\w{2,8})?(?:\s+[a-z]{1,4}\d?){1,6}$")
_ORNAMENTS = r"[\s*#.\-–—_()\[\]/|=]*"
_END = re.compile(
    rf"^{_ORNAMENTS}(?:0|30|end|ends|endit|fin|ende|انتهى|انتهي|النهاية|نهاية الخبر|nnnn|o0o)?{_ORNAMENTS}"
    r"(?:\d{1,2}:\d{2}\s*(?:ت\s?م|ت\s?غ|gmt)?\s*\d{0,5})?$",
    re.IGNORECASE,
)
_END_WORD = re.compile(rf"^{_ORNAMENTS}(?:انتهى|انتهي|النهاية){_ORNAMENTS}")
_MORE = re.compile(
    rf"^{_ORNAMENTS}(?:يتبع|و?للخبر بقية|more|mtf|more to follow|suivra|a suivre|folgt|mehr folgt|"
    rf"weitere meldungen folgen){_ORNAMENTS}$",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"^[\s*#=_\-–—.•·~+|/\\]+$")
_STARS = re.compile(r"(?<!\w)\*{1,4}\s*|\s*\*{1,4}(?!\w)")
_CROSSHEAD = re.compile(r"^[-–—*]+\s*(?P<text>\S.{0,80}?)\s*[-–—*]+$|^(?P<tail>[\"«“].{1,80}[\"»”])\s*[-–—]$")
_SENTENCE = re.compile(r"[.؟?!]$")
_PHONE = (
    r"(?:\btel(?:efon|ephone|\.|:)?|\bphone|\bmobile?|\bmobil|\bfax|\bt:|هاتف|هواتف|تلفون|جوال|محمول|موبايل|فاكس|واتساب)"
    r"[\s.:)\-–]*(?:رقم\s*)?[+(]*\d[\d\s()\-–/.]{4,}\d"
)
_INTERNATIONAL = r"(?<![\d.,])\+\d{1,3}[\s\-(/]*\d[\d\s\-()/]{5,}\d"
_MAIL = r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\b"
_CONTACT = re.compile(rf"{_PHONE}|{_INTERNATIONAL}|{_MAIL}", re.IGNORECASE)
_MAY_BE_CONTACT = re.compile(r"@|\d[\d\s()\-–/.]{4,}\d")
_NOT_PUBLIC = re.compile(
    r"(?:the following information is not (?:intended )?for publication|not for publication|"
    r"die folgenden informationen sind nicht zur ver\w+ bestimmt|nicht zur ver\w+ bestimmt|"
    r"^[#\s*\-]*notizblock\b|"
    r"المعلومات التالية ليست للنشر|ما يلي ليس للنشر|معلومات ليست للنشر|ملاحظة ليست للنشر|للمحررين فقط|ليس للنشر)",
    re.IGNORECASE,
)
_NOTE_LINE = re.compile(
    r"^[\s(*\[]*(?:ملاحظة للمحررين|ملاحظة إلى المحررين|تنويه للمحررين|ملاحظة المحرر|editor['’]?s?['’]? note|eds|"
    r"notes? to editors?|redaktionelle hinweise|note aux r.dactions|hinweis an die redaktion)\s*[:：\-–_].*$",
    re.IGNORECASE,
)
_PIECE = re.compile(r"(?<=[.؟?!])\s+")
_EMBARGO = re.compile(
    r"^[\s*(\[]*(?:embargo(?:ed)?\s*(?::|until|till)|sperrfrist\b|محظورة? النشر\s*(?:[:：]|حتى|قبل|إلى)|حظر النشر حتى|"
    r"ممنوع النشر قبل|لا ي?نشر قبل|للنشر بعد الساعة)",
    re.IGNORECASE,
)
_SHORT_LINE = 25
# Lines of the desk are never longer, in characters.
_LONGEST_LINE = 120
_LONGEST_INITIALS = 60


@dataclass
class Desk:
    """A body without the desk's own lines, and what those lines said."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    initials: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    reporters: str = ""
    more: bool = False
    starred: bool = False
    """Whether the first line is set in three stars or more, as notices to editors are."""


def strip_desk(blocks: list[Block]) -> Desk:
    """Take the desk's lines out of a body; texts that are only set in stars or dashes become subheadings."""
    desk = Desk(starred=bool(blocks) and blocks[0].text.startswith("***"))
    hidden = False
    for block in blocks:
        hidden = hidden or bool(_NOT_PUBLIC.search(block.text) and len(block.text.split()) <= _SHORT_LINE)
        if hidden:
            desk.notes.append(block.text)
        else:
            _take(block, desk)
    _strip_end(desk)
    _strip_closing(desk)
    _strip_start(desk)
    return desk


def _take(block: Block, desk: Desk) -> None:
    if _NOTE_LINE.match(block.text) or (is_embargo(block.text) and len(block.text.split()) <= _SHORT_LINE):
        desk.notes.append(block.text)
        return
    public = _without_contacts(block.text, desk)
    shaped = _shape(replace(block, text=public)) if public else None
    if shaped is not None:
        desk.blocks.append(shaped)


def _shape(block: Block) -> Block | None:
    """Make a crosshead of a short line between dashes or stars; take stray stars and ornaments away."""
    if _ORNAMENT.match(block.text):
        return None
    heading = _CROSSHEAD.match(block.text) if len(block.text) <= _LONGEST_LINE else None
    if heading and block.type == "paragraph":
        text = (heading["text"] or heading["tail"]).strip()
        if len(text.split()) <= 12 and not _SENTENCE.search(text) and not _END.match(block.text):
            return Block("subheading", text)
    text = clean(_STARS.sub(" ", block.text)) if "*" in block.text else block.text
    return replace(block, text=text) if text else None


def _without_contacts(text: str, desk: Desk) -> str:
    """Return `text` without the sentences that give a telephone number or address of the desk."""
    if not _MAY_BE_CONTACT.search(text) or not _CONTACT.search(text):
        return text
    if len(text.split()) <= _SHORT_LINE:
        desk.notes.append(text)
        return ""
    kept = []
    for piece in _PIECE.split(text):
        if _CONTACT.search(piece):
            desk.notes.append(piece)
        else:
            kept.append(piece)
    return " ".join(kept)


def _strip_end(desk: Desk) -> None:
    while desk.blocks:
        text = desk.blocks[-1].text
        if (sign_off := read_sign_off(text)) is not None:
            _note_sign_off(text, sign_off, desk)
            desk.blocks.pop()
            continue
        if len(text) > _LONGEST_LINE:
            break
        if _MORE.match(text):
            desk.more = True
        elif is_initials(text):
            desk.initials.append(text)
        elif find_agency(text):
            desk.credits.append(text)
        elif not _END.match(text):
            break
        desk.blocks.pop()


def _strip_closing(desk: Desk) -> None:
    """Take a sign-off in parentheses off the end of the last paragraph."""
    parted = split_sign_off(desk.blocks[-1].text) if desk.blocks else None
    if parted is not None:
        text, sign_off = parted
        _note_sign_off(desk.blocks[-1].text[len(text) :].strip(), sign_off, desk)
        desk.blocks[-1] = replace(desk.blocks[-1], text=text)


def _note_sign_off(line: str, sign_off: SignOff, desk: Desk) -> None:
    desk.initials.append(line)
    desk.reporters = desk.reporters or sign_off.reporters


def _strip_start(desk: Desk) -> None:
    """Take initials and notices set in stars off the head of a body, where no crosshead can stand."""
    if len(desk.blocks) > 1 and desk.blocks[0].type == "subheading" and desk.starred:
        desk.notes.append(desk.blocks.pop(0).text)
    while len(desk.blocks) > 1 and is_initials(desk.blocks[0].text):
        desk.initials.append(desk.blocks.pop(0).text)


def is_embargo(line: str) -> bool:
    """Say whether `line` asks to hold an item back until some time."""
    return bool(_EMBARGO.match(line))


def stands_alone(line: str) -> bool:
    """Say whether a line of hard-wrapped text is the desk's own and no part of a paragraph."""
    if len(line) > _LONGEST_LINE:
        return False
    return bool(
        is_initials(line) or _END.match(line) or _MORE.match(line) or _NOTE_LINE.match(line) or _NOT_PUBLIC.match(line)
    )


def is_initials(line: str) -> bool:
    """Say whether `line` is the initials of those who wrote and edited an item («بور/منى/نور»)."""
    line = _END_WORD.sub("", line.strip()[: _LONGEST_LINE + 1]).strip()
    if not 0 < len(line) <= _LONGEST_INITIALS:
        return False
    return bool(_CLOSING.match(line)) or ("/" in line and (bool(_INITIALS.match(line)) or _is_signed(line)))


def _is_signed(line: str) -> bool:
    """Say whether a line is an agency's mark with the names behind an item («وام/فلان/فلانة»)."""
    parts = [part.strip() for part in line.split("/")]
    return find_agency(parts[0]) is not None and all(0 < len(part.split()) <= 3 for part in parts)
