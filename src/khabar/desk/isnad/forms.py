"""What an editor says of a statement, as the panel's form sends it: bounds are checked before anything is looked up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from khabar.attribution.actions import StatementRefused
from khabar.attribution.models import Name
from khabar.attribution.paragraphs import Paragraph
from khabar.attribution.seam import Relay
from khabar.attribution.spelling import MAX_NAME, key_of
from khabar.attribution.states import RECORD_KINDS, Role, SpeakerKind
from khabar.formats.text import clean

MOST_LINKS = 8
"""Links of one chain."""
_NUMBER = 9


@dataclass(frozen=True)
class Given:
    """The isnad an editor gives; `place` is paragraph, start and end in the saved text."""

    place: tuple[int, int, int]
    speaker: str
    kind: str
    cue: str
    chain: list[Relay]
    name: Name | None

    def to_act(self) -> dict[str, Any]:
        """As the acts take it."""
        return {
            "place": self.place,
            "speaker": self.speaker,
            "kind": self.kind,
            "cue": self.cue,
            "chain": self.chain,
            "name": self.name,
        }


def given(data: QueryDict, found: Sequence[Paragraph]) -> Given:
    """Read the form.

    Raises:
        StatementRefused: something in it is missing or makes no sense; the text says what.
    """
    kind = data.get("kind", "")
    if kind not in SpeakerKind.values:
        raise StatementRefused("اختر نوع القائل")
    speaker = clean(data.get("speaker", ""))
    if len(speaker) > MAX_NAME:
        raise StatementRefused(f"اسم القائل أطول من {MAX_NAME} حرف")
    cue = clean(data.get("cue", ""))[:120]
    return Given(place_of(data, found), speaker, kind, cue, _chain(data), _record(data, kind))


def place_of(data: QueryDict, found: Sequence[Paragraph]) -> tuple[int, int, int]:
    """The place of words in the saved text: where the form says, or the one place in their block that has them.

    Raises:
        StatementRefused: they stand nowhere, or in several places of the block and not where the form says.
    """
    words, block = data.get("text", ""), data.get("block", "")
    par, start, end = (number(data.get(name, "")) for name in ("par", "start", "end"))
    if par is not None and start is not None and end is not None and par < len(found):
        text = found[par].text
        if start < end <= len(text) and (not words or text[start:end] == words):
            return _without_spaces(text, par, start, end)
    places = [
        (at, paragraph.text.index(words), paragraph.text.index(words) + len(words))
        for at, paragraph in enumerate(found)
        if words and words in paragraph.text and (not block or paragraph.block == block)
    ]
    if len(places) == 1 and found[places[0][0]].text.count(words) == 1:
        par, start, end = places[0]
        return _without_spaces(found[par].text, par, start, end)
    raise StatementRefused("لا تقع هذه الكلمات في فقرة واحدة من النص المحفوظ: احفظ الخبر ثم حدّدها من جديد")


def _without_spaces(text: str, par: int, start: int, end: int) -> tuple[int, int, int]:
    words = text[start:end]
    if not words.strip():
        raise StatementRefused("ليس في الموضع المختار كلام")
    return par, start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def number(text: str) -> int | None:
    """A whole number that may be an offset; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _NUMBER else None


def _chain(data: QueryDict) -> list[Relay]:
    names, roles = data.getlist("link"), data.getlist("role")
    if len(names) != len(roles) or any(role not in Role.values for role in roles):
        raise StatementRefused("سلسلة الإسناد ناقصة: لكل حلقة اسم ودور")
    links = [Relay(clean(name), role) for name, role in zip(names, roles, strict=True)]
    links = [link for link in links if link.name]
    if len(links) > MOST_LINKS:
        raise StatementRefused(f"الحد {MOST_LINKS} حلقات في السلسلة")
    if any(len(link.name) > MAX_NAME or not key_of(link.name) for link in links):
        raise StatementRefused("في السلسلة اسم بلا حروف أو أطول من الحد")
    return links


def _record(data: QueryDict, kind: str) -> Name | None:
    """The record picked for the speaker; none where a name was typed."""
    asked = data.get("record", "")
    if not asked or kind not in RECORD_KINDS:
        return None
    pk = number(asked)
    found = Name.objects.select_related("agency", "merged_into__agency").filter(pk=pk).first() if pk else None
    if found is None:
        raise StatementRefused("لم يعد هذا الاسم في ملف الأسماء: اختره من جديد")
    name: Name = found.merged_into or found
    if name.kind not in RECORD_KINDS[kind]:
        raise StatementRefused(f"«{name.title}» في ملف الأسماء {name.get_kind_display()}: غيّر نوع القائل أو الاسم")
    return name
