"""The line under a report that says who reported, wrote and edited it («(إعداد … - تحرير …)», "(Reporting by …)")."""

import re
from dataclasses import dataclass

_REPORTING = (
    r"(?:additional\s+)?reporting\s+by|with\s+reporting\s+by|"
    r"(?:ال)?تغطية(?:\s+(?:ال)?صحفية)?(?:\s+من)?|شارك(?:ت)?\s+في\s+(?:ال)?(?:تغطية|إعداد|اعداد)"
)
_WRITING = r"(?:writing|written|compiled|story)\s+by|إعداد|اعداد|كتابة|أعدّ?ه(?:\s+للنشر)?|أعدته(?:\s+للنشر)?"
_EDITING = r"(?:editing|edited|translation|translated|graphics?|photos?)\s+by|تحرير|ترجمة|مراجعة|تدقيق"
_CLAUSE = re.compile(
    rf"^(?:(?P<reporting>{_REPORTING})|(?P<writing>{_WRITING})|(?P<editing>{_EDITING}))\s*[:：]?\s+(?P<names>\S.*)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*[;؛/]\s*|\s+[-–—]\s+|\s*[.،,]\s+(?=(?:additional|editing|writing|translat|تحرير|إعداد|اعداد|ترجمة))"
)
_ENDS_A_TEXT = re.compile(r"^(?P<text>.*[.!?؟»”\"])\s*(?P<line>\([^()]{8,400}\))\.?$", re.DOTALL)
_NOT_A_NAME = re.compile(r"\d|[!?؟«»\"]")
_BULLETIN = re.compile(r"\s+للنشرة\s+العربية$")
_MOST_WORDS = 24  # names in one clause, with the places they reported from
_ALONE_WORDS = 7  # in the only clause of a line
_LONGEST = 420


@dataclass(frozen=True)
class SignOff:
    """Who is named as having reported the item, or as having written it; empty where only editors are named."""

    reporters: str


def read_sign_off(line: str) -> SignOff | None:
    """Read a line that is nothing but a sign-off; None for any other.

    Every clause must begin with a duty and go on with names. A single clause must stand in parentheses: a sentence
    may well begin with one of the words.
    """
    line = line.strip()
    bracketed = line.startswith("(") and line.rstrip(".").endswith(")")
    if not 0 < len(line) <= _LONGEST:
        return None
    inner = line.rstrip(".").strip("() ") if bracketed else line.rstrip(". ")
    clauses = [_CLAUSE.match(part.strip(" .،,")) for part in _BETWEEN.split(inner) if part.strip(" .،,")]
    found = [clause for clause in clauses if clause is not None]
    if not found or len(found) != len(clauses) or not all(_are_names(clause["names"]) for clause in found):
        return None
    if len(found) == 1 and not (bracketed and len(found[0]["names"].split()) <= _ALONE_WORDS):
        return None
    return SignOff(_reporters(found))


def split_sign_off(text: str) -> tuple[str, SignOff] | None:
    """Part a paragraph from the sign-off that closes it in parentheses; None where none does."""
    match = _ENDS_A_TEXT.match(text)
    sign_off = read_sign_off(match["line"]) if match else None
    return (match["text"], sign_off) if match and sign_off else None


def _are_names(text: str) -> bool:
    return len(text.split()) <= _MOST_WORDS and not _NOT_A_NAME.search(text)


def _reporters(clauses: list[re.Match[str]]) -> str:
    """Those who reported; where nobody is named so, those who wrote."""
    for duty in ("reporting", "writing"):
        named = [_BULLETIN.sub("", clause["names"]).strip() for clause in clauses if clause[duty]]
        if named:
            return "، ".join(named) if any("\u0600" <= char <= "\u06ff" for char in named[0]) else ", ".join(named)
    return ""
