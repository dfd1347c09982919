"""Where the content of a statement ends, what kind of quotation it is, and the figures in it."""

import re
from functools import cache

from khabar.attribution.lexicon import listed, phrase_words
from khabar.attribution.statements import StatementType
from khabar.attribution.text import Paragraph, fold

_MARKS = '"«»“”„″'
_MARKED = re.compile(f"[{_MARKS}]")
_LONG_QUOTE = 7
_OPEN_SETTING = frozenset(["فيما", "في", "خلال", "عبر", "علي", "ردا", "تعليقا", "وذلك", "من", "دون", "قبل"])
_REFERS = ("ما", "الذي")
_UNITS = r"%|٪|(?:(?:ألف|آلاف|مليون|ملايين|مليونا|مليار|مليارات|تريليون|بليون)\s+)?[\u0621-\u064a\u064b-\u0652]{2,}"
_FIGURE = re.compile(
    rf"(?<![\w/.,])\d+(?:[.,٫٬]\d+)*\s?(?:{_UNITS})"
    r"|(?<!\w)(?:ألف|آلاف|مليون|ملايين|مليار|مليارات|مئات|مئة|عشرات)\s+[\u0621-\u064a]{3,}"
)

_DIGIT = re.compile(r"\d")
_COUNTED = ("ألف", "آلاف", "مليون", "ملايين", "مليار", "مئات", "مئة", "عشرات")


def content_end(p: Paragraph, start: int, limit: int) -> int:
    """Return the token behind the content that begins at `start` and lies before `limit`."""
    end = _quoted_end(p, start, limit) if start < limit and p.quote[start] and _opens(p, start) else 0
    if not end:
        end = _setting(p, start, limit)
    return trimmed(p, start, end)


def _quoted_soon(p: Paragraph, at: int, limit: int) -> bool:
    """Whether another quotation begins behind `at` before the clause ends."""
    for k in range(at, limit):
        if p.quote[k]:
            return True
        if p.words[k] in "،,.:؛":
            return False
    return False


def before_time(p: Paragraph, start: int, limit: int) -> int:
    """Return the token of «، بعد شهر من كذا», which tells when somebody spoke; `limit` where it does not stand."""
    for at in range(start + 1, limit - 3):
        if p.words[at] not in "،," or p.quote[at]:
            continue
        word, following = p.norm[at + 1 : at + 3]
        after = word in listed("after") and p.norm[at + 3] in ("من", "علي") and following in listed("spans")
        if after or (word == "في" and following in listed("in_time")):
            return at
    return limit


def behind_description(p: Paragraph, start: int, limit: int) -> int:
    """Return the token behind a judgment in marks that ends content (النسبة بـ"المرضية" حيث …); else `limit`."""
    if "ب" not in p.norm[start:limit]:
        return limit
    for at in range(start, limit - 1):
        if p.norm[at] == "ب" and p.quote[at + 1] and not p.quote[at]:
            behind = p.close(at + 1) + 1
            return behind if behind < limit and p.norm[behind] in listed("behind_judgment") else limit
    return limit


def before_foretelling(p: Paragraph, start: int, limit: int) -> int:
    """Return the token of «ويتوقع أن» behind content that is a noun phrase, which it does not go on; else `limit`."""
    if listed("foretold").isdisjoint(p.norm[start + 1 : limit - 1]):
        return limit
    for at in range(start + 1, limit - 1):
        if p.norm[at] in listed("foretold") and p.norm[at + 1] in listed("that") and not p.quote[at]:
            return at
    return limit


def _opens(p: Paragraph, at: int) -> bool:
    return p.quotes[p.quote[at] - 1][0] == at


def _quoted_end(p: Paragraph, start: int, limit: int) -> int:
    """Return the end of content that is one quotation; 0 where the sentence goes on as part of it."""
    close = p.close(start)
    after = close + 1
    if after >= limit:
        return min(after, limit)
    word, mark = p.norm[after], p.words[after]
    if mark in "،," and close - start < _LONG_QUOTE and after + 1 < limit and p.quote[after + 1]:
        return 0
    if word in listed("goes_on_when") and _quoted_soon(p, after, limit):
        return 0  # إن "كذا" عندما يأتي "كذا"
    if not mark[0].isalnum() or word in listed("breaks"):
        return after if close - start >= 2 or mark == "." else 0
    if word[0] == "و" and after + 1 < limit and p.quote[after + 1]:
        return 0
    return after if close - start > 3 * _LONG_QUOTE else 0


@cache
def _openers() -> frozenset[str]:
    """Return every word at which what is no content any more may begin."""
    return _OPEN_SETTING | listed("owning_up") | listed("came_then")


def _setting(p: Paragraph, start: int, limit: int) -> int:
    """Return where the circumstances of the report begin behind the content (خلال مؤتمر صحفي, ، وذلك في تغريدة)."""
    openers = _openers()
    for at in range(start + 2, limit - 1):
        word, following = p.norm[at], p.norm[at + 1]
        if p.quote[at] or not (word in openers or following in _REFERS):
            continue
        comma = p.words[at - 1] in "،,"
        if comma and word in listed("came_then") and not listed("what_was_said").isdisjoint(p.norm[at + 1 : at + 3]):
            return at  # ، وجاءت تصريحاته بعد كذا
        if comma and following in _REFERS and p.norm[at + 2 : at + 3] and p.norm[at + 2] in listed("denied_it"):
            return at  # ، وهو ما تنفيه الحكومة
        if comma and (_left_unsaid(p, at) or _taken_back(p, at) or word in listed("owning_up")):
            return at
        if comma and (word == "فيما" or (word == "في" and following == "حين")):
            return at
        if word == "خلال" and following in listed("events") and at > start + 2:
            return at
        if word in ("عبر", "علي") and following in listed("posts"):
            return at
        reported = word in ("ردا", "تعليقا") or (word == "وذلك" and _is_setting(p, at + 1, limit))
        if (comma and reported) or (comma and word == "في" and following in listed("out")):
            return at
        if word == "في" and following == "اشاره" and (comma or p.norm[at + 2 : at + 3] == ["الي"]):
            return at
        if word == "في" and following in listed("out") and at + 2 < limit and _told(p.norm[at + 2]):
            return at
    return limit


def _is_setting(p: Paragraph, at: int, limit: int) -> bool:
    """Whether what stands behind وذلك tells of the report (وذلك في تغريدة), not of what it holds (وذلك لظهور عيب)."""
    word = p.norm[at]
    if word in ("ردا", "تعليقا", "بحسب", "وفق", "وفقا", "حسب", "حسبما", "نقلا", "عبر"):
        return True
    near = p.norm[at + 1 : min(limit, at + 4)]
    told = phrase_words("settings") | listed("events")
    return word in ("في", "خلال", "علي", "ضمن", "عقب", "اثناء", "لدي", "امام") and any(one in told for one in near)


def _left_unsaid(p: Paragraph, at: int) -> bool:
    """Whether the words at `at` tell what the speaker left unsaid (دون أن يذكر تفاصيل)."""
    at += p.norm[at] == "من"
    return p.norm[at : at + 2] == ["دون", "ان"] and not listed("left_unsaid").isdisjoint(p.norm[at + 2 : at + 3])


def _taken_back(p: Paragraph, at: int) -> bool:
    """Whether the words at `at` tell what the speaker did next (، قبل أن يحذفه)."""
    return p.norm[at : at + 2] == ["قبل", "ان"] and not listed("taken_back").isdisjoint(p.norm[at + 2 : at + 3])


def _told(word: str) -> bool:
    return word in (
        "مع",
        "له",
        "لها",
        "نشره",
        "نشرها",
        "نشرته",
        "نشرتها",
        "صحفي",
        "صحافي",
        "صحفيه",
        "تلفزيونيه",
        "خاص",
        "خاصه",
    ) or (word[0] == "ل" and len(word) > 4)


def trimmed(p: Paragraph, start: int, end: int) -> int:
    """Return `end` moved back over closing punctuation and connectors."""
    while end > start + 1:
        word = p.words[end - 1]
        if p.norm[end - 1][0].isalnum():
            if p.norm[end - 1] not in listed("trailing") and not _in_case(p, end):
                break
            end -= 1 if p.norm[end - 1] in listed("trailing") else 2
        elif p.quote[end - 1] or word in _MARKS + ")]%٪":
            break
        else:
            end -= 1
    return end


def _in_case(p: Paragraph, end: int) -> bool:
    """Whether two words end what comes before them (في حال)."""
    return p.norm[end - 1] in _pair_ends() and " ".join(p.norm[end - 2 : end]) in listed("trailing_pairs")


@cache
def _pair_ends() -> frozenset[str]:
    return frozenset(pair.split()[-1] for pair in listed("trailing_pairs"))


def statement_type(text: str) -> StatementType:
    """Say whether a span is wholly quoted, partly or not at all."""
    if _MARKED.search(text) is None:
        return "indirect"
    inner = text[1:].rstrip(" .")
    wholly = text[0] in _MARKS and _MARKED.search(inner[:-1]) is None
    return "direct" if wholly and (not inner or inner[-1] in _MARKS or len(text) > 1) else "mixed"


def figures(text: str) -> tuple[str, ...]:
    """Return the quantities with a unit in a text (10%, 40 مليار دولار)."""
    if _DIGIT.search(text) is None and not any(map(text.__contains__, _COUNTED)):
        return ()
    found = []
    for match in _FIGURE.finditer(text):
        unit = fold(match[0].split()[-1]) if " " in match[0] else ""
        if unit not in listed("not_units"):
            found.append(match[0])
    return tuple(found)
