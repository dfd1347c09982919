"""What a single word is where a noun phrase may end at it."""

from functools import cache

from khabar.attribution import lexicon
from khabar.attribution.lexicon import ADJECTIVE, FIRST_NAME, FUNCTION, OFFICE, TIME, TITLE, UNNAMED, listed
from khabar.attribution.memo import remembered
from khabar.attribution.sources import Source, is_verb, looks_like_object, tag, tag_at
from khabar.attribution.text import Paragraph, fold
from khabar.formats.places import is_place

_REACH, _LONGEST = 7, 4
_PLACED = 3  # tokens of في, a place and a first name
_AMBIGUOUS = frozenset(["مطلع", "علي", "لو"])
ABBREVIATIONS = frozenset("دما")
LED_BY = frozenset(["الذي", "التي", "بقياده", "بزعامه"])
PUBLISHED = ("تنشر", "ينشر", "نشر", "تبث", "بثت", "بثه", "بثها", "اجرت", "اجراه")


@cache
def _ends() -> frozenset[str]:
    """Return the words of the lists that may end a phrase."""
    lists = ("relations", "seen_by", "calls_himself", "with_others", "numbers")
    return frozenset().union(*map(listed, lists))


@remembered
def is_plain(word: str) -> bool:
    """Whether a word is none of those that can end a phrase wherever they stand."""
    letters = tag(word)
    cue = word in lexicon.cue_forms() or word in lexicon.relay_forms() or is_verb(word)
    opens = word[0] in "لب" or word.startswith(PUBLISHED) or word in lexicon.outlet_starts()
    return not (cue or opens or word in _ends() or word in _AMBIGUOUS or FUNCTION in letters or TIME in letters)


@remembered
def is_ordinary(word: str) -> bool:
    """Whether a word is no mark, no letter that stands for another word, and opens no clause of who leads a body."""
    return word[0].isalnum() and not (word in ABBREVIATIONS or word in LED_BY or word in ("ب", "ل"))


def is_dual(word: str) -> bool:
    """Whether a noun has an ending that no construct has (مسؤولان), so that what follows is not bound to it."""
    return word.endswith(("ان", "ين", "ون"))


@remembered
def _may_be_participle(word: str) -> bool:
    found = lexicon.cue_forms().get(word)
    return word in lexicon.relay_forms() or (found is not None and found.form.use == "participle")


def is_participle(p: Paragraph, at: int) -> bool:
    """Whether a word is a participle of a verb of saying or of passing on, as it is written."""
    word = p.norm[at]
    if not _may_be_participle(word):
        return False
    found = lexicon.cue_forms().get(word)
    if found and found.form.gender == "f" and p.words[at].endswith("ه"):
        return False
    return bool(found and found.form.use == "participle" and TITLE not in tag(word)) or word in lexicon.relay_forms()


def is_press(word: str) -> bool:
    return word in ("الصحفيين", "الصحافيين", "صحفيين", "صحافيين", "الصحافه", "صحافه", "صحافيين", "اعلاميين", "الاعلام")


def is_accusative(p: Paragraph, at: int) -> bool:
    """Whether a description behind لكن or أن has the ending that they give it (لكن متحدثا باسمها قال)."""
    word = p.norm[at] if at < len(p.norm) else ""
    return word.endswith("ا") and bool({TITLE, UNNAMED} & set(lexicon.tags().get(word[:-1], "")))


def is_name_like(p: Paragraph, at: int) -> bool:
    """Whether a word is part of a name by its looks: in no list, or a first name."""
    word, letters = p.norm[at], tag_at(p, at)
    if not word[:1].isalpha() or p.quote[at] or is_verb(word):
        return False
    if FIRST_NAME in letters or word in listed("particles"):
        return True
    return not letters and not looks_like_object(word) and not word.startswith(("بال", "لل", "وال"))


def take_reporters_name(p: Paragraph, source: Source) -> None:
    """Give a reporter the name that stands between commas (مراسلة قناة كذا في القاهرة، فلانة الفلانية، إن)."""
    at, far = source.behind, min(len(p.norm), source.behind + _REACH)
    if at + 3 < len(p.norm) and (p.norm[at] == "الي" or (p.norm[at] == "في" and is_place(p.words[at + 1]))):
        end = next((k for k in range(at + 2, min(len(p.norm), at + 2 + _LONGEST)) if not is_name_like(p, k)), at + 2)
        if end - at > _PLACED and FIRST_NAME in tag_at(p, at + 2):
            _name_reporter(p, source, at + 2, end)  # موفد قناة كذا إلى باريس فلان الفلاني
            return
    comma = next((k for k in range(at, far) if p.words[k] in "،,"), far)
    if comma >= far or not (comma == at or p.norm[at] == "في" or p.norm[at][0] == "ل"):
        return
    begin = comma + 1
    end = next((k for k in range(begin, min(len(p.norm), begin + _LONGEST)) if p.words[k] in "،,"), begin)
    told = FIRST_NAME in tag_at(p, begin) or p.norm[end + 1 : end + 2] in (["ان"], ["انه"], ["انها"])
    names = (is_name_like(p, k) or (k > begin and p.norm[k].startswith("ال")) for k in range(begin, end))
    if end - begin > 1 and told and all(names):
        _name_reporter(p, source, begin, end)


def _name_reporter(p: Paragraph, source: Source, begin: int, end: int) -> None:
    source.kind, source.behind, source.outlet, source.printed = "person", end, "", ""
    source.name, source.folded = p.words[begin:end], p.norm[begin:end]


def is_dual_office(word: str) -> bool:
    """Whether a word is the dual of an office in the construct (وزيرا, رئيسي)."""
    table = lexicon.tags()
    return word[-1] in "اي" and TITLE in table.get(word[:-1], "") and FIRST_NAME not in table.get(word, "")


def take_second_holder(p: Paragraph, source: Source, stop: int) -> None:
    """Have a source mean two who hold offices by one dual, also behind a comma (وزيرا النفط فلان، والطاقة فلان)."""
    behind = source.behind
    joined = any(p.norm[at].startswith("وال") for at in range(source.first + 2, behind))
    if not joined and behind + 2 < stop and p.words[behind] in "،," and p.norm[behind + 1].startswith("وال"):
        end = behind + 2
        while end < stop and (is_name_like(p, end) or {OFFICE, ADJECTIVE} & set(tag(p.norm[end]))):
            end += 1
        joined, source.behind = end > behind + 2, end if end > behind + 2 else behind
    if joined and source.name:
        words = [word for word in p.words[source.first + 1 : source.behind] if word[0].isalnum()]
        source.name, source.folded, source.plural, source.gender = [], [], True, "m"
        source.printed = " ".join([p.words[source.first][:-1] + "ا", *words])


def with_adjectives_in_nominative(source: Source | None) -> Source | None:
    """Print the adjectives of a source in the accusative as its subject has them (لكن مصدرا عسكريا: مصدر عسكري)."""
    if source is not None and source.kind == "unnamed":
        first, *rest = source.printed.split() or [""]
        plain = [one.rstrip("\u064b").removesuffix("ا").rstrip("\u064b") for one in rest]
        pairs = zip(rest, plain, strict=True)
        adjective = {OFFICE, ADJECTIVE}
        source.printed = " ".join([first, *(b if adjective & set(tag(fold(b))) else a for a, b in pairs)])
    return source


def joins_another(word: str) -> bool:
    """Whether a word with و joins another person to the one just named (المخرج فلان والممثلة فلانة)."""
    return word not in lexicon.tags() and TITLE in tag(word[1:]) and FIRST_NAME not in tag(word[1:])
