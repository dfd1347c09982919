"""Where the subject of a verb stands in its sentence: before it, behind كان or أما, in a relative clause's head."""

from collections.abc import Set
from functools import cache

from khabar.attribution.cue import Cue, came_first, source_behind_l
from khabar.attribution.lexicon import (
    ADJECTIVE,
    DOCUMENT,
    FIRST_NAME,
    MEDIA,
    OBJECT,
    OFFICE,
    ORGANISATION,
    PLACE,
    TITLE,
    UNNAMED,
    listed,
    outlet_starts,
)
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import outlet_phrase
from khabar.attribution.sources import Source, is_verb, outlet_at, stripped, tag, without_w
from khabar.attribution.subjects import behind_opening, is_clause
from khabar.attribution.text import Paragraph

_REACH = 26
_TOPIC = 14
_CONTRASTS = frozenset(["لكن", "ولكن", "فيما", "بينما", "اما", "غير", "الا", "بيد", "رغم"])
_TOPICAL = frozenset(["اما", "واما"])
_RELATIVE_REACH = 9
_CONTRAST_REACH = 5
_TURN = 10
_MARKS = frozenset("،,؛:")
_WAS = frozenset(["كان", "وكان", "كانت", "وكانت", "فكان"])
_PEOPLE = frozenset([TITLE, UNNAMED])
_SUBJECTS = frozenset([TITLE, UNNAMED, ORGANISATION, PLACE])
_SUBJECTS_TOO = frozenset([TITLE, ORGANISATION, UNNAMED, PLACE, MEDIA])


@cache
def _openings() -> frozenset[str]:
    """Return the first words, without و, of what leads to a verb behind a comma."""
    return listed("in_course") | {phrase.split()[0] for phrase in listed("meanwhile")}


class Clauses:
    """Looks for subjects in the sentence at tokens `first` to before `stop`; `known` are surnames met before."""

    def __init__(self, p: Paragraph, first: int, stop: int, known: Set[str]) -> None:
        self.p, self.first, self.stop, self.known = p, first, stop, known
        self.turns: dict[int, int] = {}

    def auxiliaries(self, at: int) -> int:
        """Return how many auxiliaries stand right before the verb at `at` (قد أكد)."""
        count = 0
        while at - 1 - count >= self.first and self.p.norm[at - 1 - count] in listed("auxiliary"):
            count += 1
        return count

    def clause_starts(self, stop: int, low: int) -> list[int]:
        """Return the tokens at which the clause before `stop` may begin, the nearest boundary first."""
        starts, low = [], max(self.first, stop - _REACH, low)
        for at in range(stop - 1, low - 1, -1):
            word = self.p.norm[at]
            if word in listed("boundaries") or word in listed("that"):
                starts.append(at + 1)
                break
            if self.p.words[at] in "،,؛":
                starts.append(at + 1)
        else:
            starts.append(low)
        return sorted((one for one in starts if one < stop), key=lambda one: one)

    def who_had(self, cue: Cue) -> Source | None:
        """Return the subject between كان or سبق and the verb (وكان الوزير قد أكد, سبق للوزير أن أكد)."""
        stop = cue.at - self.auxiliaries(cue.at)
        came = came_first(self.p, cue.at, self.first) if self.p.norm[cue.at - 1] == "ان" else -1
        if came >= 0:
            return source_behind_l(self.p, came + 1, cue.at - 1)
        low = max(self.first, stop - _REACH)
        if _WAS.isdisjoint(self.p.norm[low:stop]):
            return None
        for at in range(stop - 1, low - 1, -1):
            if self.p.norm[at] in _WAS:
                source = read_source(self.p, at + 1, stop) if at + 1 < stop else None
                return source if source is not None and source.behind == stop else None
        return None

    def topic(self, cue: Cue) -> Source | None:
        """Return whom أما sets before a verb with ف (أما الوالد، فيروي القصة)."""
        if not cue.joined and self.p.norm[cue.at][0] != "ف":
            return None
        low = max(self.first, cue.at - _TOPIC)
        if _TOPICAL.isdisjoint(self.p.norm[low : cue.at]):
            return None
        at = next((at for at in range(low, cue.at) if self.p.norm[at] in _TOPICAL), -1)
        return read_source(self.p, at + 1, cue.at) if at >= 0 else None

    def before_relative(self, stop: int) -> Source | None:
        """Return the noun phrase that الذي or التي at `stop` belongs to: the longest one that ends there."""
        stop -= stop - 1 > self.first and self.p.words[stop - 1] in "،,"
        for start in range(max(self.first, stop - _RELATIVE_REACH), stop):
            if start and listed("spelt_letters").issuperset(self.p.norm[start - 1 : start + 1]):
                continue  # أف أم
            letters = tag(stripped(self.p.norm[start]))
            if not _SUBJECTS.isdisjoint(letters) or self.p.norm[start] in self.known:
                source = source_behind_l(self.p, start, stop)  # وفقا للجيش، الذي
                if source is not None and source.behind == stop and (source.name or source.kind != "person"):
                    return source
        return None

    def document_before(self, stop: int) -> Source | None:
        """Return the document that the verb at `stop` describes (بعد تقرير للهيئة أشار إلى): its phrase ends there."""
        comma = stop > self.first and self.p.words[stop - 1] in "،,"
        stop -= comma
        for start in range(max(self.first, stop - _RELATIVE_REACH), stop):
            if DOCUMENT in tag(self.p.norm[start]) and not self.p.norm[start].startswith("ال"):
                source = read_source(self.p, start, stop)
                if source is None or source.kind != "document":
                    return None
                if source.behind < stop and outlet_phrase(self.p, source.behind, stop) == stop:
                    return source_behind_l(self.p, source.behind, stop)  # بعد تقرير لصحيفة كذا، أفاد بأن
                return source if source.behind == stop and not comma else None
        return None

    def plausible(self, source: Source) -> bool:
        """Whether a phrase before a verb is a source and not the end of something else."""
        word = self.p.norm[source.first]
        second = tag(self.p.norm[source.first + 1]) if source.behind - source.first > 1 else ""
        someone = {TITLE, UNNAMED, ORGANISATION, PLACE, MEDIA, DOCUMENT, FIRST_NAME} & set(tag(word))
        if source.first == self.first and not someone and word not in self.known and TITLE in second:
            return False  # أثار رئيس كذا موجة استياء عندما قال
        if (
            source.behind - source.first > 1
            and word[0] == "و"
            and word not in self.known
            and word[1:] not in self.known
        ):
            return bool(tag(word)) and tag(word) != "S"
        return (
            bool(tag(word))
            or word in self.known
            or word.startswith("ال")
            or (source.first > self.first and self.p.norm[source.first - 1] in listed("boundaries"))
            or (source.first == self.first and not source.roles)
        )

    def subject_of_sentence(self, cue: Cue) -> Source | None:
        """Return the first source the sentence names, for a participle that no verb of saying carries."""
        if self.p.norm[self.first] in listed("topics"):
            return None
        for at in range(self.first, min(cue.at, self.first + 12)):
            letters = tag(self.p.norm[at])
            before = self.p.norm[at - 1] if at > self.first else ""
            described = OFFICE in letters and before.startswith("ال") and _PEOPLE.isdisjoint(letters)
            bound = before in listed("binding") or described  # في الأربطة الداخلية
            bound = bound or (at > self.first and self.p.norm[at] in listed("also_adjectives"))
            starts = cue.shape == "participle" and self.p.norm[at] in outlet_starts()
            outlet = starts and bool(outlet_at(self.p, at, cue.at)[0])
            if (outlet or not _SUBJECTS_TOO.isdisjoint(letters)) and ADJECTIVE not in letters and not bound:
                source = read_source(self.p, at, cue.at, strict=True, known=self.known)
                plural = cue.shape == "verb" and cue.form is not None and cue.form.number == "p"
                return source if source is None or not plural or source.plural else None
            if self.p.norm[at] in self.known:
                return read_source(self.p, at, at + 1)
        verb = self.p.norm[self.first]
        opens = cue.shape == "participle" and self.first + 1 < cue.at and len(verb) > 3 and verb[0] in "وف"
        if not opens or tag(verb) not in ("", OBJECT):
            return None
        source = read_source(self.p, self.first + 1, cue.at, strict=True, known=self.known)
        thing = source is not None and source.first_word.startswith("ال") and not tag(source.first_word)
        return None if thing and self.known.isdisjoint(self.p.norm[self.first + 1 : self.first + 2]) else source

    def first_known(self, cue: Cue) -> Source | None:
        """Return the person whom the sentence names first (ويقبع فلان في السجن، وهو ينفي التهم)."""
        for at in range(self.first, cue.at):
            word = self.p.norm[at]
            if self.p.quote[at]:
                continue
            if word in self.known:
                return read_source(self.p, at, at + 1)
            if word[0] == "و" and word[1:] in self.known:
                with without_w(self.p, at):
                    return read_source(self.p, at, at + 1)
            source = read_source(self.p, at, cue.at, strict=True) if FIRST_NAME in tag(word) else None
            if source is not None and source.kind == "person" and len(source.folded) > 1:
                return source
        return None

    def contrasted(self, cue: Cue, low: int) -> bool:
        """Whether a clause of another speaker begins behind لكن or فيما (قال أ إن …، لكن متحدثة باسمه قالت إن …)."""
        low = max(self.first, cue.at - _TOPIC, low)
        if _CONTRASTS.isdisjoint(self.p.norm[low : cue.at]):
            return False
        for at in range(cue.at - 1, low, -1):
            however = self.p.norm[at] == "ان" and self.p.norm[at - 1] in ("غير", "الا", "بيد", "رغم")
            contrast = however or self.p.norm[at] in ("لكن", "ولكن", "فيما", "بينما", "اما")
            if contrast and not self.p.quote[at]:
                source = read_source(self.p, at + 1, cue.at) if at + 1 < cue.at else None
                return source is not None and source.behind >= cue.at - self.auxiliaries(cue.at)
        return False

    def before_contrast(self, at: int, low: int) -> int:
        """Return the token of «، لكن» where it stands shortly before `at`, and so opens the clause there; else `at`."""
        for k in range(at - 1, max(low, at - _CONTRAST_REACH, self.first), -1):
            opens = self.p.norm[k] in ("لكن", "ولكن") or self.p.norm[k : k + 2] == ["رغم", "ان"]
            if opens and self.p.words[k - 1] in "،," and not self.p.quote[k]:
                return k
        return at

    def turn_before(self, at: int) -> int:
        """Return the token behind a comma at which «في هذه الأثناء» or «وفي تصريح لكذا» leads to `at`; else `at`."""
        if at not in self.turns:
            self.turns[at] = self._turn_before(at)
        return self.turns[at]

    def _turn_before(self, at: int) -> int:
        p, low = self.p, max(self.first, at - _TURN)
        if at - 2 <= low or _MARKS.isdisjoint(p.words[low + 1 : at - 2]):
            return at
        comma = at - 1
        while p.words[comma] not in _MARKS:
            comma -= 1
        begin = comma + 1
        opening = p.norm[begin].removeprefix("و")
        if comma + 2 >= at or opening not in _openings() or p.quote[comma] or p.words[comma] == ":":
            return at
        if " ".join([opening, *p.norm[begin + 1 : at]]) in listed("meanwhile"):
            return begin
        said = opening in listed("in_course") and p.norm[begin + 1] in listed("out")
        return begin if said and not is_verb(p.norm[begin + 2]) else at

    def answering(self, cue: Cue, start: int, outer: Source | None) -> Source | None:
        """Return the subject of the content from `start` where the participle at `cue` is its, not that of `outer`.

        Its gender must fit; and either that of `outer` does not, or an outlet tells what words the subject gave out.
        """
        if outer is None or cue.form is None:
            return None
        marked = bool(self.p.quote[start])  # أشارت الصحيفة إلى أن "كذا" قد أرسلت رسالة … قائلة
        begin = self.p.close(start) + 1 if marked else start + 1
        reach = range(begin, min(cue.at, begin + _RELATIVE_REACH))
        verb = next((at for at in reach if self.p.norm[at] in listed("answering") or is_verb(self.p.norm[at])), -1)
        if verb < 0:
            return None
        behind = verb - self.auxiliaries(verb)
        source = read_source(self.p, start, behind, known=self.known)
        if source is None or source.behind != behind:
            return None
        fits = source.gender == cue.form.gender or (not source.gender and source.kind == "organisation")
        if not fits:
            return None
        contrary = bool(outer.gender) and outer.gender != cue.form.gender
        said = cue.word is not None and cue.word.verb.lemma == "قال"
        gave_out = outer.kind == "media" and said and self.p.norm[verb] in listed("answering")
        return source if gave_out or contrary else None

    def in_region(self, cue: Cue, limit: int) -> Source | None:
        """Read the subject between a verb and its content, also behind a day, a setting or the outlet spoken to."""
        if cue.behind >= limit:
            return None
        addressed = bool(cue.word and {"مخاطب", "مسند"} & cue.word.verb.takes)
        if cue.shape == "verb" and cue.form is not None and cue.form.number == "p":
            return None  # its ending is its subject
        if self.p.norm[cue.behind].removeprefix("ب") in listed("thrown"):
            return None  # وألقت اللوم على كذا
        source = read_source(self.p, cue.behind, limit, strict=addressed, known=self.known)
        if source is not None:
            return None if is_clause(self.p, source, self.known) else source
        at = behind_opening(self.p, cue.behind, limit)
        if not cue.behind < at < limit:
            return None
        letters = tag(self.p.norm[at])
        heads = not {TITLE, UNNAMED, ORGANISATION, DOCUMENT, FIRST_NAME}.isdisjoint(letters)
        return read_source(self.p, at, limit) if heads or self.p.words[at - 1] in "،," else None
