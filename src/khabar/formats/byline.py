"""Author lines as Arabic newsrooms print them: «كتب: فلان», «القاهرة - فلانة», «إعداد وتحرير: …»."""

import re

from khabar.formats.agencies import agencies_in, find_agency, is_generic_credit
from khabar.formats.places import is_place
from khabar.formats.text import clean, key
from khabar.formats.words import words as words_of

_VERB = (
    r"(?:كتب(?:ت|ه|ها|وا)?|بقلم|إعداد(?:\s+وتحرير)?|اعداد|أعد(?:ّ|ت|ه|ته)?(?:\s+للنشر)?|تحرير|حوار|حاور(?:ه|ته"
    r"|ها|تها)|أجرى الحوار|تقرير"
    r"|تحقيق|ترجمة|بواسطة|الكاتب(?:ة)?|المحرر(?:ة)?|محرر(?:ة)?|كاتب(?:ة)?|المؤلف|متابعة|تغطية|رصد|رسالة"
    r"|مراسل(?:ة|نا|تنا)?|نشر بواسطة"
    r"|تصوير|نص|صاغ(?:ه|ته)|خاص|by|author|written by|من إعداد|أعدّ الملف|سجل(?:ه|ته)|الصحفي(?:ة)?|المصدر)"
)
_LABELLED = re.compile(
    rf"^[\s\-–—ـ•|/(\[*]*(?P<verb>{_VERB})(?:\s*(?:و|\/)\s*{_VERB})?\s*[:：/\-–—ـ؛|,]+\s*(?P<names>.+)$", re.IGNORECASE
)
_BARE = re.compile(
    r"^(?P<verb>كتبت|كتب|كتبه|بقلم|بواسطة|إعداد|حاوره|حاورته|by)\s+(?P<names>\S+(?:\s+\S+){1,4})$", re.IGNORECASE
)
# Author lines are short; longer text is not tried.
_MAX_LINE = 250
_NOT_AUTHOR_VERBS = {"تصوير", "المصدر", "خاص", "عدسه"}
_NAME_SPLIT = re.compile(r"\s*(?:[،,/|؛;&+]|\s[-–—]\s|\sو\s?(?=\S)|\sand\s|\s[-–—]|[-–—]\s)\s*")
_NAME = re.compile(r"^[^\W\d_][^\W\d_'’.\-ـ]*\.?(?:\s+[^\W\d_][^\W\d_'’.\-ـ]*\.?){1,4}$")
_ONE_WORD = re.compile(r"^[^\W\d_]{3,20}$")
_HARAKAT = re.compile(r"[\u064b-\u0652\u0670]")
# «الندى - فارس العتيبان:», the correspondent's place and name on a line of their own.
_PLACE_AND_NAME = re.compile(
    r"^(?P<place>[^\W\d_]+(?:\s[^\W\d_]+){0,2})\s*[-–—ـ/]+\s*(?P<name>[^:،,.]{5,40}?)\s*[:：]\s*$"
)
# «(إعداد فلان للنشرة العربية - تحرير فلان)», the desk's note under an agency report.
_DESK_NOTE = re.compile(r"^\((?:تغطية|إعداد|اعداد|تحرير|شارك|كتابة|ترجمة|إعداد وتحرير)\s[^()]{5,150}\)\.?$")
_FROM = re.compile(r"^من\s+(?P<names>\S+(?:\s+\S+){1,6})$")
_PHOTOGRAPHER = re.compile(r"(?<=\S)\s*[-–—/|،]?\s*(?:تصوير|عدسة)\s*[:：/\-–]?\s+\S+(?:\s+\S+){0,4}$")
_ROLE = re.compile(r"^(?:role|الصفة|الدور)\s*[,،:]", re.IGNORECASE)


_AND_OR_NAME = re.compile(r"\sو(\S+)")
_HANDLE = re.compile(r"\s*(?:@\S+|\S+@\S+)\s*$")
_TITLE = re.compile(r"^(?:د\s?\.|أ\s?\.\s?د\s?\.?|الدكتورة?|الكاتبة?)\s*")
_ARABIC = re.compile(r"[\u0621-\u064a]")
_AROUND_PLACE = re.compile(r"\s*[-–—ـ/|()\[\]،,:]+\s*")
# Words of which sentences and headlines are made, not names or outlets.
_SENTENCE = re.compile(r"(?:^|\s)(?:في|من|على|إلى|عن|أن|إن|قال|بعد|قبل|مع|هذا|هذه|لا|ما|كل)(?:\s|$)|\d{3}|[.؟!]$")


def is_person_name(text: str) -> bool:
    """Say whether `text` has the shape of a person's name: two to five words, none of them an outlet's."""
    if not _NAME.match(_HARAKAT.sub("", text)) or find_agency(text) or is_generic_credit(text) or is_place(text):
        return False
    words = key(text).split()
    return not any(word in words_of("not_names") for word in words)


def reads_as_name(text: str) -> bool:
    """Say whether an unlabelled line is surely a person's name: of that shape, with a given name or title in front."""
    bare = _HANDLE.sub("", text)
    if not is_person_name(bare):
        return False
    first = key(_TITLE.sub("", bare)).split()[0]
    return bool(_TITLE.match(bare)) or first in words_of("given_names") or not _ARABIC.search(bare)


def _hide_waw(match: re.Match[str]) -> str:
    """Hide the first letter of a name such as وليد, lest it be read as «and»."""
    return f" \x01{match[1]}" if key(f"و{match[1]}") in words_of("given_names") else match[0]


def _with_waw(piece: str) -> str:
    return piece.replace("\x01", "و")


def split_names(text: str) -> list[str]:
    """Return the person names in the name part of an author line, without places, agencies and outlets."""
    names: list[str] = []
    for piece in map(_with_waw, _NAME_SPLIT.split(_AND_OR_NAME.sub(_hide_waw, clean(text)))):
        name = re.sub(r"^(?:و(?=\s)|كتبت?|بقلم|د\.|أ\.د\.|الدكتور|الدكتورة)\s+", "", piece.strip(' .:()[]«»"*•|-–—ـ،'))
        name = re.sub(r"\s*[(\[].*$|\s+(?:@\S+|\S+@\S+)$", "", name)
        if is_person_name(name) and name not in names:
            names.append(name)
    if not names and len(text.split()) == 2 and reads_as_name(clean(text)):
        return [clean(text)]
    return names


def names_beside(pieces: list[str]) -> list[str]:
    """Return the people among the pieces that stand beside a timestamp."""
    found = [parse_byline(piece) or ([piece] if reads_as_name(piece) else []) for piece in pieces]
    return [name for names in found for name in names]


def parse_byline(line: str) -> list[str] | None:
    """Return the authors a labelled author line names, or None when `line` is not such a line.

    The list is empty for a line that credits an outlet or desk rather than people.
    """
    if len(line) > _MAX_LINE:
        return None
    text = _PHOTOGRAPHER.sub("", clean(line))
    if len(text.split()) > 20:
        return None
    if _ROLE.match(text):
        return []
    if _DESK_NOTE.match(text):
        return []
    leading = _FROM.match(text)
    if leading and (names := split_names(leading["names"])):
        return names
    placed = _PLACE_AND_NAME.match(text)
    if placed and is_person_name(placed["name"]):
        return [placed["name"]]
    match = _LABELLED.match(text)
    if match is None:
        bare = _BARE.match(text)
        names = split_names(bare["names"]) if bare else []
        return names or None
    if key(match["verb"]) in _NOT_AUTHOR_VERBS:
        return [] if agencies_in(match["names"]) or is_generic_credit(match["names"]) else None
    names = split_names(match["names"])
    if names:
        return names
    credited = agencies_in(match["names"]) or is_generic_credit(match["names"]) or is_place(match["names"].strip())
    if credited or _is_desk(match["names"]):
        return []
    one = match["names"].strip(" .")
    known_verb = key(match["verb"]) in {"كتب", "كتبت", "بقلم", "اعداد", "بواسطه", "حوار", "تحرير"}
    return [one] if known_verb and _ONE_WORD.match(one) else None


def _is_desk(text: str) -> bool:
    words = key(text).split()
    return 0 < len(words) <= 5 and any(word in words_of("not_names") for word in words)


def names_helpers(line: str) -> bool:
    """Say whether a byline names a translator or editor, who counts as author only where no author is named."""
    match = _LABELLED.match(clean(line))
    return match is not None and key(match["verb"]) in {"ترجمه", "تحرير", "مراجعه", "تدقيق"}


def place_beside_names(line: str) -> str | None:
    """Return the city a short author line names beside its people or outlet («فلان (جدة)», «دبي - المنارة نت»)."""
    pieces = [piece for piece in (part.strip(' .«»“”"') for part in _AROUND_PLACE.split(clean(line))) if piece]
    places = [piece for piece in pieces if is_place(piece)]
    others = [piece for piece in pieces if not is_place(piece)]
    if len(places) != 1 or not 1 <= len(others) <= 3:
        return None
    fitting = all(len(other.split()) <= 4 and not _SENTENCE.search(other) for other in others)
    return places[0] if fitting else None


def credited_source(line: str) -> str | None:
    """Return what a source line («المصدر: …») credits, or None when `line` is not one."""
    if len(line) > _MAX_LINE:
        return None
    text = clean(line)
    match = re.match(
        r"^[\s\-–•(\[]*(?:المصدر|مصدر الخبر|المصادر|مصدر|source)\s*[:：\-–]+\s*(?P<what>.{2,120}?)[)\]]?$",
        text,
        re.IGNORECASE,
    )
    return match["what"].strip(" .") if match else None
