"""Caption files: WebVTT or SRT as it arrives, read strictly, kept as plain WebVTT.

Our own reader, because an editor must be told in Arabic which line is wrong, and because what is kept is written anew:
only cues, no style sheets or regions.
"""

import re
from dataclasses import dataclass

from khabar.core.clean import clean_text
from khabar.media.errors import CaptionsRefused

MAX_BYTES = 2 * 2**20
_TIME = r"(?:(\d{1,3}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t]+(.*))?")
# The settings of a cue that move it to where it hides nothing; others are dropped.
_SETTING = re.compile(r"(?:line|position|align|size|vertical):[\w%.,-]+")
_SKIPPED = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True)
class Cue:
    """One caption; times in milliseconds."""

    start: int
    end: int
    settings: str
    text: str


def read(data: bytes) -> str:
    """The captions of a file as WebVTT.

    Raises:
        CaptionsRefused: the file is not WebVTT or SRT, or a time in it is wrong; the text says in which line.
    """
    if len(data) > MAX_BYTES:
        raise CaptionsRefused(f"ملف الترجمة أكبر من {MAX_BYTES // 2**20} ميغابايت.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CaptionsRefused("ملف الترجمة ليس بترميز UTF-8. احفظه بهذا الترميز ثم ارفعه.") from error
    cues = _cues(re.split(r"\r\n|\r|\n", text))
    if not cues:
        raise CaptionsRefused("ليس في الملف سطر ترجمة واحد بتوقيته، مثل: 00:01.000 --> 00:04.000")
    return written(cues)


def written(cues: list[Cue]) -> str:
    """Cues as a WebVTT file."""
    blocks = [
        f"{_clock(cue.start)} --> {_clock(cue.end)}{' ' if cue.settings else ''}{cue.settings}\n{cue.text}"
        for cue in cues
    ]
    return "WEBVTT\n\n" + "\n\n".join(blocks) + "\n"


def _cues(lines: list[str]) -> list[Cue]:
    cues: list[Cue] = []
    at = 0
    while at < len(lines):
        block_start = at
        while at < len(lines) and lines[at].strip():
            at += 1
        if block := lines[block_start:at]:
            cue = _cue(block, block_start + 1, cues[-1].start if cues else 0)
            cues += [cue] if cue else []
        at += 1
    return cues


def _cue(block: list[str], number: int, after: int) -> Cue | None:
    """The cue of a block of lines, the first of which is line `number`; None for a header or a comment."""
    if number == 1 and block[0].startswith("WEBVTT"):
        block, number = block[1:], number + 1
    if not block or block[0].split(" ")[0] in _SKIPPED:
        return None
    at = next((index for index, line in enumerate(block[:2]) if "-->" in line), None)
    if at is None:
        if number <= 2 and not any("-->" in line for line in block):
            return None  # what stands below the header
        raise CaptionsRefused(f"السطر {number}: نص بلا توقيت قبله.")
    match = _TIMING.fullmatch(block[at].strip())
    if match is None:
        raise CaptionsRefused(f"السطر {number + at}: توقيت غير مفهوم. اكتبه هكذا: 00:01.000 --> 00:04.000")
    start, end = _milliseconds(match.groups()[:4]), _milliseconds(match.groups()[4:8])
    if end <= start:
        raise CaptionsRefused(f"السطر {number + at}: ينتهي قبل أن يبدأ.")
    if start < after:
        raise CaptionsRefused(f"السطر {number + at}: يبدأ قبل الذي سبقه.")
    text = "\n".join(clean_text(line).strip() for line in block[at + 1 :]).replace("-->", "→").strip()
    settings = " ".join(_SETTING.findall(match.group(9) or ""))
    return Cue(start, end, settings, text) if text else None


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02d}:{minutes:02d}:{seconds:02d}.{rest:03d}"
