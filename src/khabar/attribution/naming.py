"""From the words of a noun phrase to what they say: name, office, kind, gender and number."""

from khabar.attribution import lexicon
from khabar.attribution.lexicon import (
    ADJECTIVE,
    BODY,
    DOCUMENT,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OFFICE,
    ORGANISATION,
    PLACE,
    REPORTER,
    TITLE,
    UNNAMED,
    listed,
)  # fmt: skip
from khabar.attribution.memo import remembered
from khabar.attribution.name_words import CALLED, COMMAS, LONG_NAME, PARTICIPLE, is_name, name_or_office
from khabar.attribution.sources import (
    Source,
    bare,
    ends_like_outlet,
    is_construct_plural,
    is_verb,
    outlet_at,
    outlet_in_marks,
    tag,
    tag_at,
)  # fmt: skip
from khabar.attribution.statements import SpeakerKind
from khabar.attribution.text import QUOTES, Paragraph, fold
from khabar.attribution.words import LED_BY
from khabar.formats.places import is_place

_SAME_ROLE = {"ناطق": "متحدث", "ناطقه": "متحدثه", "مسيول": "مسوول", "مسيوله": "مسووله"}
_PLURAL_ENDS = ("ون", "ين")
_BODIES = frozenset([ORGANISATION, BODY, PLACE])
_PEOPLE = frozenset([TITLE, UNNAMED])
_FEMININE = frozenset(["مصادر", "قوات", "وسايل", "خارجيه", "داخليه", "الام", "ام", "الاخت", "اخت"])


def classify(p: Paragraph, first: int, behind: int, *, strict: bool = False) -> Source:
    """Return what the noun phrase at `first` to before `behind` says of its source.

    `strict` is for a phrase whose end is a guess: its name is kept short.
    """
    source = Source(first, behind, first_word=p.norm[first])
    for start, end in _segments(p, first, behind):
        _read_segment(p, start, end, source)
    served = behind - first > 1 and p.norm[first + 1][0] in "بل"
    aide = served and (_is_aide(p, first, behind) or _speaks_for_somebody(p, first, behind))
    if aide:
        source.name, source.folded = [], []
    if source.folded and (strict or len(source.folded) > LONG_NAME):
        _shorten(p, source, strict=strict)
    _decide(p, source, aide=aide)
    if source.kind != "person" or not source.name:  # a person's name is what is printed
        source.printed = _printed(p, source)
    return source


def _ends_firmly(p: Paragraph, behind: int) -> bool:
    """Whether what stands behind a phrase cannot be part of a name, so that its end is no guess."""
    if behind >= len(p.norm) or not p.words[behind][0].isalnum():
        return True
    word = p.norm[behind]
    return FUNCTION in tag(word) or word in listed("that") or is_verb(word) or p.words[behind].endswith(("ته", "تها"))


def _is_aide(p: Paragraph, first: int, behind: int) -> bool:
    """Whether a phrase names nobody but the one served: مستشار لحملة المرشح فلان."""
    second = p.norm[first + 1]
    if second[0] != "ل" or p.norm[first].startswith("ال") or _PEOPLE.isdisjoint(tag(p.norm[first])):
        return False
    if not COMMAS.isdisjoint(p.words[first:behind]):
        return False
    served = second.startswith("لل") or bool(tag(second[1:]))  # لويزا is no لـ
    return len(second) > 3 and second not in lexicon.tags() and served


def _speaks_for_somebody(p: Paragraph, first: int, behind: int) -> bool:
    """Whether a spokesman without name speaks for a person with an office (متحدث باسم الشيخ فلان)."""
    if p.norm[first + 1] != "باسم":
        return False
    served = p.norm[first + 2] if first + 2 < behind else ""
    return TITLE in tag(served) and served.startswith("ال") and not p.norm[first].startswith("ال")


def _runs_over(source: Source) -> bool:
    """Whether a third word that nothing binds follows a first name and another (نجم الفريق جان فلان باق)."""
    if len(source.folded) != LONG_NAME or FIRST_NAME not in tag(source.folded[0]):
        return False
    second, third = source.folded[1:]
    bound = not listed("particles").isdisjoint(source.folded) or third.startswith("ال") or FIRST_NAME in tag(third)
    return not bound and FIRST_NAME not in tag(second)


def _alone(p: Paragraph, source: Source) -> bool:
    """Whether a name stands between two commas (رئيس كذا، جان كلود فلان،)."""
    begin = source.behind - len(source.name)
    return begin > source.first and p.words[begin - 1] in COMMAS


def _shorten(p: Paragraph, source: Source, *, strict: bool) -> None:
    """Keep of a name whose end is a guess, or that is too long for one, what belongs to it beyond doubt."""
    firm = _ends_firmly(p, source.behind)
    bound = firm and not listed("particles").isdisjoint(source.folded)  # فلان بن فلان الفلاني
    if (strict and not firm) or (len(source.folded) > LONG_NAME and not bound):
        _keep_bound(source)
    elif strict and _runs_over(source) and not (firm and _alone(p, source)):
        source.name, source.folded = source.name[:2], source.folded[:2]


def _keep_bound(source: Source) -> None:
    """Keep two words of a name, and those that a particle or the article binds."""
    keep = 2 + (source.folded[:1] != [] and source.folded[0] in listed("particles"))  # عبد الجليل سالم
    while keep < len(source.folded) and (
        source.folded[keep - 1] in listed("particles")
        or source.folded[keep].startswith("ال")
        or source.folded[keep] in listed("particles")
    ):
        keep += 1
    source.name, source.folded = source.name[:keep], source.folded[:keep]


def _segments(p: Paragraph, first: int, behind: int) -> list[tuple[int, int]]:
    """Cut a phrase at its commas."""
    if behind - first == 1 or COMMAS.isdisjoint(p.words[first:behind]):
        return [(first, behind)]
    cuts = [at for at in range(first, behind) if p.words[at] in COMMAS]
    starts, ends = [first, *(cut + 1 for cut in cuts)], [*cuts, behind]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _read_segment(p: Paragraph, start: int, end: int, source: Source) -> None:
    """Sort the words of one comma-free part into office, adjectives and name."""
    run: list[int] = []
    runs: list[list[int]] = []
    start += p.words[start] in QUOTES and start + 1 < end
    titled, inside, brackets = bool(source.roles), False, "(" in p.words[start:end]
    marked = p.quote[start]
    for at, word in enumerate(p.norm[start:end], start):
        plain = _tells(word)
        if not plain and word in LED_BY:
            break  # التحالف الذي تقوده السعودية
        if not plain and word in CALLED:
            run, runs = [], []  # بائع خضار اسمه فلان
            continue
        inside = brackets and _inside_parenthesis(p, at, inside)
        quoted = p.quote[at] and not marked and not _name_in_marks(p, at)
        if inside or quoted or not plain:
            if run:
                runs.append(run)
                run = []
            continue
        letters = tag_at(p, at)
        sure = name_or_office(p, at, run, start, titled) if TITLE in letters else None
        if sure or (sure is None and is_name(p, at, word, letters, run, start, titled)):
            run.append(at)
            continue
        if run:
            runs.append(run)
            run = []
        titled, role = titled or bool(letters), _role(word)
        source.head = source.head or role
        source.definite = source.definite or (at == start and word.startswith("ال"))
        state = _state(p, at, bare(word), letters) if ADJECTIVE in letters or PLACE in letters else ""
        if state:
            source.nations.append(state)
            source.own_nation = source.own_nation or (ADJECTIVE in letters and at == start + 1)  # المهاجم الفرنسي
        elif not (at > start and TITLE in letters and _is_family(p, start) and word.startswith("ال")):
            source.roles.append(role)  # زوجة الرئيس is no president
    if run:
        runs.append(run)
    if runs:
        _take_name(p, start, runs, source, titled)


def _take_name(p: Paragraph, start: int, runs: list[list[int]], source: Source, titled: bool) -> None:
    """Give a source its name from the runs of words in one part that look like names."""
    runs = [one for one in runs if not _is_complement(p, one, start) and not _in_place(p, one, start)]
    if runs and (not source.name or _names_after_all(p, start, runs[0], source)):
        best = runs[0] if runs[0][0] == start else _without_place(p, runs[-1], titled)
        source.name = [part for at in best for part in p.words[at].lstrip("#@").replace("_", " ").split()]
        source.folded = [part for at in best for part in p.norm[at].split()]


@remembered
def _tells(word: str) -> bool:
    """Whether a word can be a name or say what somebody is: no mark, no letter, and opens no clause of the phrase."""
    return len(word) > 1 and word[0].isalpha() and word not in LED_BY and word not in CALLED


@remembered
def _role(word: str) -> str:
    """Return an office or a description without article, one word for those that mean the same."""
    return _SAME_ROLE.get(bare(word), bare(word))


def _is_family(p: Paragraph, at: int) -> bool:
    return bare(p.norm[at]) in listed("family")


def _names_after_all(p: Paragraph, start: int, run: list[int], source: Source) -> bool:
    """Whether a part behind a comma is the name, and what looked like one the office's (مدير دار فلان، جون فلان)."""
    if run[0] == start > source.first and _is_family(p, source.first):
        return True  # شقيقة الزعيم فلان، فلانة الفلانية،
    opens = run[0] == start or TITLE in tag(p.norm[start])  # معد الدراسة، الدكتور فلان
    return opens and FIRST_NAME in tag(p.norm[run[0]]) and FIRST_NAME not in tag(source.folded[0])


def _name_in_marks(p: Paragraph, at: int) -> bool:
    """Whether a quotation inside a phrase is the name itself: behind a definite office (الأمين العام "فلان")."""
    opened = p.quotes[p.quote[at] - 1][0]
    return opened > 0 and p.norm[opened - 1].startswith(("ال", "لل"))


def _in_place(p: Paragraph, run: list[int], start: int) -> bool:
    """Whether words that look like a name stand behind the preposition of an unnamed source (مصدر في حي فلان)."""
    first = p.norm[start]
    unnamed = UNNAMED in tag(first) and not first.startswith("ال") and FIRST_NAME not in tag(first)
    return unnamed and any(p.norm[at] in ("في", "من", "لدي") for at in range(start, run[0]))


def _is_complement(p: Paragraph, run: list[int], start: int) -> bool:
    """Whether words that look like a name say what somebody speaks for or belongs to (متحدثة باسم خفر السواحل)."""
    if run[0] == start:
        return False
    before, letters = p.norm[run[0] - 1], tag(p.norm[run[0] - 1])
    if not p.norm[start].startswith("ال") and TITLE in tag(p.norm[start]) and _served_person(p, start, run[0]):
        return True  # محامي ضحية للمفكر السويسري فلان
    if before in ("باسم", "بلسان", "لسان") or FUNCTION in letters:
        return FIRST_NAME not in tag(p.norm[run[0]])
    pronoun = p.words[run[0] - 1].endswith(("ه", "ها"))  # ابنه فلان
    if before in listed("heads_of_names") and len(run) <= LONG_NAME - 1 and not p.norm[run[-1]].startswith("ال"):
        return all(FIRST_NAME not in tag(p.norm[at]) for at in run)  # مدرب نادي كذا وكذا
    indefinite = not before.startswith("ال") and not pronoun and not {TITLE, UNNAMED, OFFICE}.isdisjoint(letters)
    return indefinite and len(run) == 1 and ADJECTIVE not in letters and FIRST_NAME not in tag(p.norm[run[0]])


def _served_person(p: Paragraph, start: int, behind: int) -> bool:
    """Whether an office behind لـ, with no more than adjectives of states, stands right before a name."""
    at = behind - 1
    while at > start and ADJECTIVE in tag(p.norm[at]) and not p.norm[at].startswith("لل"):
        at -= 1
    word = p.norm[at]
    joined = at > start and word.startswith("لل") and word not in lexicon.tags() and not word.endswith("ه")
    return joined and TITLE in tag("ال" + word[2:]) and COMMAS.isdisjoint(p.words[start:behind])


def _state(p: Paragraph, at: int, word: str, letters: str) -> str:
    """Return the state that an adjective or a place's name stands for; "" for other words."""
    if word == "ماليه":
        return ""  # وزير المالية is nobody's of Mali
    if ADJECTIVE in letters:
        return lexicon.adjectives().get(word) or lexicon.adjectives().get(word[:-1]) or ""
    if PLACE in letters:
        two = f"{p.norm[at]} {p.norm[at + 1]}" if at + 1 < len(p.norm) else ""
        return lexicon.states().get(two) or lexicon.states().get(p.norm[at]) or ""
    return ""


def _inside_parenthesis(p: Paragraph, at: int, inside: bool) -> bool:
    return p.words[at] != ")" and (inside or p.words[at] == "(")


def _without_place(p: Paragraph, run: list[int], titled: bool) -> list[int]:
    """Drop the place an office belongs to from the beginning of a name (محافظ أسوان سعيد, مدير كذا بجنيف رياض)."""
    if not titled or FIRST_NAME in tag(p.norm[run[0]]):
        return run
    if len(run) == 1:
        return [] if p.words[run[0]][0] == "ب" and is_place(p.words[run[0]][1:]) else run  # المندوبة الجهوية بنابل
    word, given = p.words[run[0]], FIRST_NAME in tag(p.norm[run[1]])
    joined = word[0] == "ب" and (given or is_place(word[1:]))
    field = next((k for k in range(2, len(run) - 1) if FIRST_NAME in tag(p.norm[run[k]])), 0)
    if field and p.norm[run[field - 1]].startswith("ال") and not p.norm[run[0] - 1].startswith("ال"):
        return run[field:]  # أستاذة علم النفس كريستين فلانة
    return run[1:] if is_place(word) or joined or (given and len(run) >= LONG_NAME) else run


def _decide(p: Paragraph, source: Source, *, aide: bool) -> None:
    """Set kind, gender and number."""
    begin = source.first + (p.words[source.first] in QUOTES and source.first + 1 < source.behind)
    word, first = _head(p, begin, source.behind)
    source.kind = "person"
    if p.quote[source.first]:
        outlet, behind = outlet_in_marks(p, source.first), source.behind
    else:
        outlet, behind = outlet_at(p, source.first, source.behind)
    outlet = outlet or (outlet_at(p, source.first + 1, source.behind)[0] if MEDIA in first else "")
    if (outlet and (MEDIA in first or behind >= source.behind - 3)) or (MEDIA in first and TITLE not in first):
        source.kind, source.outlet = "media", outlet
    elif REPORTER in first and (not source.name or outlet_at(p, source.first + 1, source.behind)[0]):
        source.kind, source.name, source.folded = "media", [], []
    elif DOCUMENT in first:
        press = begin + 1 < source.behind and p.norm[begin + 1] in listed("of_the_press")
        source.kind = "media" if press and bare(word) == "تقارير" else "document"  # تقارير صحفية
    elif UNNAMED in first and (
        bare(word) in ("مصدر", "مصادر")
        or (word.endswith(_PLURAL_ENDS) and len(word) > PARTICIPLE)
        or is_construct_plural(word)
    ):
        source.kind, source.name, source.folded = "unnamed", [], []
    elif UNNAMED in first and _with_pronoun(p, source) and source.name:
        source.kind = "person"
    elif UNNAMED in first and (
        not source.name or (not source.definite and TITLE not in first and not _sure_name(p, source))
    ):
        source.kind, source.name, source.folded = "unnamed", [], []
    elif TITLE in first and aide:
        source.kind = "unnamed"
    elif TITLE in first:
        second = tag(p.norm[begin + 1]) if begin + 1 < source.behind else FUNCTION
        described = FUNCTION in second or ADJECTIVE in second
        source.kind = "unnamed" if described and not source.name and not source.definite else "person"
    elif not _BODIES.isdisjoint(first) and FIRST_NAME not in first:
        ranked = bare(word) in ("فريق", "لواء") and source.name and FIRST_NAME in tag(source.folded[0])
        source.kind = "person" if ranked else "organisation"
    else:
        source.kind = _kind_of_name(source, word, first, marked=bool(p.quote[source.first]))
    _number(p, source, word, first)


def _head(p: Paragraph, begin: int, behind: int) -> tuple[str, str]:
    """Return the word that says what a phrase means, and its classes: the first one, also of a hashtag."""
    word = p.norm[begin]
    word = word.partition(" ")[0] if " " in word else word  # #صندوق_كذا
    return word, ORGANISATION if _may_be_body(word) and _is_body(p, begin, behind, word) else tag(word)


@remembered
def _may_be_body(word: str) -> bool:
    """Whether a word is a body or something else by what stands behind it."""
    return bare(word) == "وكاله" or bare(word) in listed("named_groups")


def _is_body(p: Paragraph, begin: int, behind: int, word: str) -> bool:
    named = bare(word) in listed("named_groups") and begin + 1 < behind and bool(p.quote[begin + 1])
    return named or (bare(word) == "وكاله" and _of_a_state(p, begin, behind))


def _kind_of_name(source: Source, word: str, letters: str, *, marked: bool) -> SpeakerKind:
    """Return the kind of a phrase that begins with no word of the lists."""
    if source.name and marked and FIRST_NAME not in tag(source.folded[0]):
        return "organisation"  # وقالت "كذا" إن
    if source.name:
        outlet = len(source.folded) > 1 and not source.roles and ends_like_outlet(source.folded)
        return "media" if outlet else "person"
    indefinite = ADJECTIVE in letters and not word.startswith("ال")  # فرنسية ثالثة
    return "unnamed" if word.endswith(_PLURAL_ENDS) or indefinite else "person"


def _of_a_state(p: Paragraph, first: int, behind: int) -> bool:
    """Whether وكالة is a body of the state (وكالة الأمن الداخلي) and no news agency."""
    second = p.norm[first + 1] if first + 1 < behind else ""
    news = any(bare(word.removeprefix("لل")) in listed("news") for word in p.norm[first:behind])
    return second.startswith("ال") and OFFICE in tag(second) and not news and not outlet_at(p, first, behind)[0]


def _with_pronoun(p: Paragraph, source: Source) -> bool:
    """Whether a phrase begins with somebody's relation (محاميته, أخوه): a name behind it is his."""
    word = p.norm[source.first]
    if word[-1] not in "هام":
        return False
    if p.words[source.first][-1] == "ة" or word.startswith("ال") or not word.endswith(("ه", "ها", "هم")):
        return False
    one = word[:-1] in lexicon.relations() or UNNAMED in lexicon.tags().get(word[:-1], "")
    his = p.words[source.first].endswith("ه") and one  # شقيقه is no شقيقة
    return his or word not in lexicon.tags()


def _sure_name(p: Paragraph, source: Source) -> bool:
    """Whether the name beside a common noun is one beyond doubt: behind a comma, or a first name in use."""
    reach = range(source.first, source.behind)
    told = any(p.words[at] in COMMAS or p.norm[at] in CALLED for at in reach)
    return told or FIRST_NAME in tag(source.folded[0]) or source.folded[0] in ("ام", "ابو")


@remembered
def _is_plural(word: str) -> tuple[bool, bool, bool]:
    """Say whether a word has a plural's ending, means several people whatever its ending, and goes with any gender."""
    plain = bare(word)
    ends = word.endswith(_PLURAL_ENDS) and plain not in ("امين", "سجين")
    any_gender = plain in listed("broken_plurals") or plain in listed("either_gender")
    return ends, plain in listed("plural_words") or is_construct_plural(word), any_gender


def _number(p: Paragraph, source: Source, word: str, letters: str) -> None:
    plural, people, any_gender = _is_plural(word)
    source.plural = (plural and not source.name) or people
    titled = TITLE in letters and FIRST_NAME not in letters
    if source.kind == "person" and not titled and source.folded and source.folded[0] in lexicon.feminine_names():
        source.gender = "f"
    elif BODY in letters or any_gender:
        source.gender = ""
    elif PLACE in letters:
        source.gender = "m" if word in lexicon.masculine_states() else "f"
    elif source.kind == "person" and source.name and not source.roles and set(letters) <= {FIRST_NAME}:
        source.gender = ""  # what the verb says counts
    elif letters and _with_pronoun(p, source):
        source.gender = "f" if word.removesuffix("ا").removesuffix("م").endswith("ته") else "m"
    elif letters:
        source.gender = "f" if word.endswith(("ه", "ات")) or not _FEMININE.isdisjoint((word, bare(word))) else "m"
    else:
        source.gender = ""


def _nominative(words: list[str]) -> list[str]:
    """Return a regular plural or a dual and its adjectives as a subject has them (مسؤولين أمنيين: مسؤولون أمنيون)."""
    first = words[0]
    if not first.endswith("ين") or len(first) < PARTICIPLE + 1 or UNNAMED not in tag(fold(first)):
        return words
    ending = "ان" if fold(first[:-2]) in ("مصدر", "مراسل", "شاهد", "شخص") else "ون"
    behind = next((at for at, word in enumerate(words) if not word.endswith("ين")), len(words))
    return [word[:-2] + ending for word in words[:behind]] + words[behind:]


def _printed(p: Paragraph, source: Source) -> str:
    """Return the words of a phrase as its name: without parentheses, marks and what a comma parts."""
    words = []
    for at, word in enumerate(p.words[source.first : source.behind], source.first):
        if (
            word in COMMAS
            or (word == "(" and at > source.first + (FIRST_NAME not in tag(p.norm[source.first])))
            or p.norm[at] in LED_BY
        ):
            break
        if word[0].isalnum():
            words.append(word.replace("_", " "))
        elif word[0] in "#@":
            words.append(word.lstrip("#@").replace("_", " "))
    if words and source.kind in ("unnamed", "media"):
        words = _nominative(words)
    return " ".join(words) or p.span(source.first, source.behind)
