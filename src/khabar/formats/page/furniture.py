"""Lines that belong to a site and not to its article: advertisements, promotions, sharing, related stories."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from khabar.formats.page.lexicon import words as words_of
from khabar.formats.text import key

AD = "إعلان"
SEARCH = "رسالة بحث في الموقع"
APP = "ترويج لتطبيق الموقع"
MOTTO = "شعار الموقع"
SHARE = "أزرار المشاركة"
FOLLOW = "دعوة إلى متابعة الموقع"
RELATED = "عنوان مواد ذات صلة"
RELATED_STORY = "مادة ذات صلة"
MOST_READ = "قائمة الأكثر قراءة"
TAGS = "قائمة الوسوم"
COMMENTS = "قسم التعليقات"
RIGHTS = "حقوق النشر"
BREADCRUMB = "مسار التنقل"
COUNTER = "عدّاد أو أداة قراءة"
NEWSLETTER = "دعوة إلى النشرة البريدية"
COOKIES = "إشعار الخصوصية وملفات الارتباط"
LOGIN = "تسجيل الدخول"
MENU = "قائمة الموقع"
SCRIPT = "رسالة تقنية من الموقع"
CLOCK = "ساعة الموقع أو طقسه"
OUTSIDE = "سطر خارج نص المادة"
SITE_TITLE = "عنوان الصفحة مع اسم الموقع"
REPEATED = "تكرار للعنوان"
REPEATED_TEXT = "تكرار لفقرة سابقة"
STAFF = "اسم إدارة الموقع"
SKIP = "رابط تجاوز داخل الصفحة"
END = "علامة نهاية الخبر"
EMBED = "منشور مضمّن من شبكة اجتماعية"
PAYWALL = "دعوة إلى الاشتراك المدفوع"
SITE_NAME = "اسم الموقع"


class _Rule(NamedTuple):
    reason: str
    pattern: re.Pattern[str]
    max_words: int


@cache
def _rules() -> tuple[_Rule, ...]:
    """Compile `furniture.toml`."""
    with files("khabar.formats.page").joinpath("furniture.toml").open("rb") as source:
        entries = tomllib.load(source)["rule"]
    reasons: dict[str, str] = globals()
    compiled = []
    for entry in entries:
        choices = "|".join(f"(?:{_folded(choice)})" for choice in entry["words"])
        tail = "$" if entry["whole"] else r"(?:\s|$)"
        compiled.append(_Rule(reasons[entry["reason"]], re.compile(f"(?:{choices}){tail}"), entry["max_words"]))
    return tuple(compiled)


def _folded(choice: str) -> str:
    """Fold the words of a choice, keeping `.*` (anything) and `\\d` as regular expressions."""
    pieces = (r"\s?.*\s?".join(key(part) for part in piece.split(".*")) for piece in choice.split(r"\d"))
    return r"\s?\d+\s?".join(pieces)


_LABELLED_STAFF = re.compile(r"[:：]")
_BREADCRUMB = re.compile(r"^\s*(?:الرئيسية|الصفحة الرئيسية|home)\s*(?:[>»›/\\|←<«‹-]|\s[^\s])", re.IGNORECASE)
_APP_LINE = re.compile(r"^(?:تطبيق|تطبيقات|app)\s+\S+(?:\s+\S+){0,2}$", re.IGNORECASE)
_ONLY_SYMBOLS = re.compile(r"^[\W_\d]+$")
# A filing time («22:25ت م») or the initials of those who edited the item, as agencies end theirs.
_CLOCK_ONLY = re.compile(
    r"^\d{1,2}:\d{2}\s*(?:ت\s?م|ت\s?غ|[صم]|صباحا|مساء|gmt|am|pm)?(?:\s*\(?بتوقيت\s[^\d()]{3,20}\)?)?$", re.IGNORECASE
)
# «يبز/ح س/جص»: the desk's initials under an agency item.
_INITIALS = re.compile(r"[ء-ي]{1,4}\s?/\s?(?:[ء-ي]{1,3}[ ./]{1,2}){1,5}[ء-ي]{1,3}|[ء-ي]{1,2}/[ء-ي]{1,2}")
BULLET = re.compile(r"^[•▪◾●■◆♦►▶✔✅·]\s*")
_SENTENCE_END = re.compile(r"[.؟!…]\s*[\"»”)]*$")
# «(النهاية)», «//انتهى//»: the mark an agency sets after its last sentence.
_END_MARK = re.compile(r"\s*(?:\(\s*(?:النهاية|انتهى|يتبع)\s*\)|/{1,2}\s*(?:النهاية|انتهى|يتبع)\s*/{1,2})[\s\d./ع-ي]*$")
# A post quoted from a network: its link, or «— name (@handle)» under it.
_EMBEDDED = re.compile(r"^[—–-]+\s.{1,80}\(@\w+\)|(?:pic\.twitter\.com|https?://t\.co)/\w+", re.IGNORECASE)
_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_KASHIDA_RUN = re.compile(r"ـ{2,}")

# The longest lines judged are privacy notices.
_MAX_LINE = 700

_CONTINUES = re.compile(
    r"^و(?:قالت?|اضافت?|اوضحت?|اكدت?|ذكرت?|اشارت?|افادت?|شددت?|لفتت?|بينت?|تابعت?|كانت?|جاءت?|[يت]اتي)\s"
)
# After one of these, in running order, the article is over; after one of the second, when no text follows.
CLOSING = frozenset({MOST_READ, TAGS, COMMENTS, RIGHTS})
INTERRUPTING = frozenset({NEWSLETTER, COOKIES, LOGIN})


def without_end_mark(line: str) -> str:
    """Return `line` without the end mark printed after its last sentence."""
    return _END_MARK.sub("", line)


def _is_invitation(folded: str, *, sentence: bool) -> bool:
    """Say whether a folded line asks the reader to follow the site on some channel."""
    words = folded.split()
    opening = words_of("invitations") if len(words) <= 30 else frozenset()
    if words[0] not in opening and " ".join(words[:2]) not in opening:
        return False
    # «تابع» and «انضم» also open sentences that tell what someone did.
    if sentence and len(words) > 9 and words[0] in words_of("invitations_or_verbs"):
        return False
    return any(word.removeprefix(prefix) in words_of("channels") for word in words for prefix in ("", *_PREFIXES))


_PREFIXES = ("ال", "ب", "بال", "و", "وال", "لل", "ل")


def site_reason(line: str) -> str | None:
    """Return why `line` (cleaned) is the site's own, or None for a line that may be the article's."""
    if len(line) > _MAX_LINE:
        return None
    folded = key(_URL.sub(" ", line))
    words = folded.split()
    if not words and _URL.search(line):
        return SHARE
    if not words or (_ONLY_SYMBOLS.match(line) and len(line) < 30):
        return COUNTER
    if _BREADCRUMB.match(line) and len(words) <= 20:
        return BREADCRUMB
    if _EMBEDDED.search(line):
        return EMBED
    if _APP_LINE.match(line) and not _SENTENCE_END.search(line):
        return APP
    if _CLOCK_ONLY.match(line) or _is_initials(line, words):
        return END
    for rule in _rules():
        if len(words) <= rule.max_words and rule.pattern.match(folded) and _applies(rule, line, words):
            return rule.reason
    return FOLLOW if _is_invitation(folded, sentence=bool(_SENTENCE_END.search(line))) else None


def _is_initials(line: str, words: list[str]) -> bool:
    single = 2 <= len(words) <= 8 and all(len(word) == 1 and word.isalpha() for word in words)
    return single or bool(_INITIALS.fullmatch(line))


def _applies(rule: _Rule, line: str, words: list[str]) -> bool:
    """Hold back where a rule's opening words also open sentences and headlines."""
    if rule.reason == STAFF:
        return len(words) <= 8 and (bool(_LABELLED_STAFF.search(line)) or len(words) <= 5)
    if rule.reason in (SHARE, COUNTER, RELATED, COMMENTS, APP, TAGS, NEWSLETTER, SEARCH, FOLLOW) and len(words) > 3:
        return (
            not _SENTENCE_END.search(line)
            or rule.reason in (COMMENTS, NEWSLETTER, RELATED)
            or (rule.reason == FOLLOW and rule.max_words > 9)
        )
    return True


def continues_story(line: str) -> bool:
    """Say whether a paragraph goes on from a lead printed above it («وأضاف …»)."""
    return bool(_CONTINUES.match(key(line)))


def is_clock(line: str) -> bool:
    """Say whether a line is a time of day and nothing else."""
    return bool(_CLOCK_ONLY.match(line))


def is_motto(line: str, *, after_app: bool, caption_known: bool) -> bool:
    """Say whether a short line without a sentence beside an app's promotion is the site's motto."""
    if len(line.split()) > 8 or _SENTENCE_END.search(line):
        return False
    if _KASHIDA_RUN.search(line):
        return True
    return after_app and (caption_known or bool(_MOTTO_WORDS.search(key(line))))


_MOTTO_WORDS = re.compile(
    r"(?:^|\s)[لب]?(?:اصدق|اسرع|ادق|اقرب|الحقيقه|الخبر|الحدث|للاحداث|لحظه بلحظه|اولا باول|معك|دائما)(?:\s|$)"
)


def ends_sentence(line: str) -> bool:
    """Say whether `line` ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))
