"""Who speaks by a verb: the subject behind it, before it, in its sentence's topic, or in the interview it tells of."""

from collections.abc import Set
from dataclasses import dataclass, field

from khabar.attribution.clauses import Clauses
from khabar.attribution.cue import Cue
from khabar.attribution.lexicon import FIRST_NAME, listed, phrase_words
from khabar.attribution.nounphrase import read_source
from khabar.attribution.passing_on import document_before
from khabar.attribution.relays import Passing, outlet_phrase, passings
from khabar.attribution.sources import Source, tag_at
from khabar.attribution.statements import Role
from khabar.attribution.subjects import agree, is_addressee, names_each, others_beside
from khabar.attribution.text import Paragraph, fold
from khabar.attribution.topics import interview

_REACH = 26
_CLAUSE = 4  # tokens of الذي أصدر بيانا


@dataclass(slots=True)
class Report:
    """One statement in the making, at tokens `start` to before `end`; `source` is None where it must be inferred."""

    cue: Cue
    start: int
    end: int
    shift: int = 0
    source: Source | None = None
    relays: list[Passing] = field(default_factory=list)
    outer: "Report | None" = None
    host: "Report | None" = None
    sure: bool = True
    cap: int | None = None
    of_topic: bool = False
    others: list[Source] = field(default_factory=list)


class SourceFinder:
    """Finds who speaks by the verbs of one sentence."""

    def __init__(self, p: Paragraph, first: int, stop: int, known: Set[str], *, topic: bool = False) -> None:
        self.p, self.first, self.stop, self.known, self.topic = p, first, stop, known, topic
        self.clauses = Clauses(p, first, stop, known)
        self.reports: list[Report] = []
        self.open: Report | None = None
        self.silent: Report | None = None
        self.pending: list[Passing] = []

    def _find_source(self, cue: Cue, report: Report) -> int:
        """Set the report's source; return the token at which its clause begins."""
        report.source = self._after_verb(cue, report)
        topic = self.clauses.topic(cue)
        if topic is not None and (report.source is None or self.p.norm[cue.at][0] == "ف"):
            report.source = topic
            return topic.first - 1
        was = self.clauses.who_had(cue)
        if was is not None:
            subject = cue.complement.subject if cue.complement else None
            report.start = subject.first if subject else report.start  # كان الرئيس اتهم البرلمان بكذا
            report.source = was
            return was.first
        if cue.at > self.first and self.p.norm[cue.at - 1] == "قد" and not cue.joined:
            after, report.source = report.source, None
            start = self._before_verb(cue, report)
            report.source = report.source or after
            return start
        if report.source is not None:
            return cue.at
        if self.topic and (cue.joined or self.p.norm[cue.at - 1] in ("وهو", "وهي")):
            report.of_topic = True  # وفلان هو أحد …، وينفي كذا
            return cue.at
        if cue.joined:
            if cue.at - self.first > 2 and not self.reports and not self.silent:
                report.source = self.clauses.subject_of_sentence(cue)
            return cue.at
        return self._before_verb(cue, report)

    def _after_verb(self, cue: Cue, report: Report) -> Source | None:
        complement = cue.complement
        limit = complement.limit if complement else self.stop
        source = complement.subject if complement and complement.subject else None
        if source is None and not (complement and complement.how == "object"):
            source = self.clauses.in_region(cue, limit)
            suffix = cue.form.suffix if cue.form else ""
            if source and suffix and not (self._reaches(source, limit) and agree(cue, source)):
                source = None  # اتهمته النيابة بكذا has its subject behind the pronoun
        report.relays += self._spoken_to_before(cue)
        if source:
            report.relays += passings(self.p, cue.behind, source.first)
        begin = source.behind if source else cue.behind
        called = cue.word is not None and "مخاطب" in cue.word.verb.takes  # دعا وسائل الإعلام إلى
        told = passings(self.p, begin, limit)
        report.relays += [one for one in told if not called or one.source is None or one.source.first > begin]
        if source is not None and source.kind == "person" and not source.name:
            self._take_name(source, limit)
        if source is None and cue.behind < self.stop and self.p.norm[cue.behind] in ("فيه", "فيها"):
            return self._author(cue, report)
        report.others = others_beside(self.p, source, limit, self.known) if source else []
        report.sure = report.sure and not (source and (report.others or names_each(self.p, source)))
        apart = called and source is not None and self.p.norm[cue.behind] in ("في", "خلال", "عبر")
        if source and called and (apart or self._goes_on_asking(cue, source)):
            return None  # وطالبت في بيان الحكومة بكذا
        if source and is_addressee(cue, source, limit):
            told_it = source.kind == "media" and cue.word is not None and "مسند" in cue.word.verb.takes
            report.relays += [Passing(source, "told_to")] if told_it else []
            return None
        return source

    def _reaches(self, source: Source, limit: int) -> bool:
        """Whether nothing but an outlet spoken to and a comma stand between a subject and `limit`."""
        end = source.behind
        end = (outlet_phrase(self.p, end, limit) or end) if end < limit else end
        return end >= limit or end + (self.p.words[end] in "،,") >= limit

    def _goes_on_asking(self, cue: Cue, source: Source) -> bool:
        """Whether a joined verb of asking has the speaker before it as subject (رحبت المنظمة …، ودعت الحكومة إلى)."""
        last = self.reports[-1].source if self.reports and cue.joined and cue.at > self.first else None
        group = source.kind == "organisation" or source.plural
        return last is not None and group and last.kind != "media" and agree(cue, last)

    def _take_name(self, source: Source, limit: int) -> None:
        """Give a description the name that stands behind the outlet spoken to (قال مدير كذا لوكالة كذا فلان إن)."""
        at = outlet_phrase(self.p, source.behind, limit) if source.behind < limit else 0
        named = read_source(self.p, at, limit) if at and at < limit and FIRST_NAME in tag_at(self.p, at) else None
        if named is not None and named.kind == "person" and named.name:
            source.name, source.folded, source.printed = named.name, named.folded, ""

    def _author(self, cue: Cue, report: Report) -> Source | None:
        """Return who speaks in «كتب رسالة قال فيها» or «أصدر بيانا قال فيه»; else the document itself."""
        if self._in_interview(cue, report):
            return report.source
        if self.p.norm[cue.at - 1][-1] == "ا" and cue.at - 2 > self.first:
            whose = next((k for k in range(cue.at - 2, self.first, -1) if self.p.norm[k] in listed("who")), -1)
            bearer = self.clauses.before_relative(whose) if whose > 0 and cue.at - whose <= _CLAUSE else None
            if bearer is not None:
                return bearer  # الجيش، الذي أصدر بيانا قال فيه
        if self.reports:
            report.host = self.reports[-1]
            return None
        owner = document_before(self.p, cue.at)
        for at in range(self.first, cue.at):
            word = self.p.norm[at]
            if word in listed("issuing") or (word[0] in "وف" and word[1:] in listed("issuing")):
                issuer = read_source(self.p, at + 1, cue.at, strict=True, known=self.known)
                if owner is not None and owner.kind in ("unnamed", "person") and owner.first > at + 1:
                    passed = issuer is not None and issuer.kind == "media"
                    role: Role = "told_to" if self.p.norm[owner.first - 1] == "مع" else "relay"
                    report.relays += [Passing(issuer, role)] if passed else []
                    return owner  # نشرت الوكالة تصريحا لمصدر مسؤول قال فيه
                named = issuer is not None and issuer.kind != "document"
                return issuer if named else self.clauses.topic(cue) or self.clauses.subject_of_sentence(cue)
        return owner

    def _spoken_to_before(self, cue: Cue) -> list[Passing]:
        """Return the outlet of «وفي حديث لإذاعة كذا، قال …», named before the verb that opens the clause."""
        turn = self.clauses.turn_before(cue.at) if self.open is not None else cue.at
        if turn < cue.at:
            return [one for one in passings(self.p, turn + 2, cue.at) if one.role == "told_to"]
        if self.reports or not 2 < cue.at - self.first < _REACH:
            return []
        setting = next(
            (
                at
                for at in range(self.first, min(cue.at, self.first + 3))
                if self.p.norm[at] in phrase_words("settings")
            ),
            -1,
        )
        return passings(self.p, setting + 1, cue.at) if setting >= 0 else []

    def _before_verb(self, cue: Cue, report: Report) -> int:
        """Look for a subject before the verb: المتحدث قال إن, كان بوتين قد أكد, الوزير الذي قال إن."""
        p, stop = self.p, cue.at - self.clauses.auxiliaries(cue.at)
        if self._in_interview(cue, report):
            return cue.at
        if cue.at > self.first and p.norm[cue.at - 1] in listed("but_he"):
            return cue.at
        if p.norm[self.first] in listed("whether"):
            return cue.at  # وعما إذا كان سيترشح، أجاب
        if cue.relative and cue.form and cue.form.suffix:
            report.source, report.sure = self.clauses.subject_of_sentence(cue), False
            return cue.at
        if cue.relative:
            stop = cue.at - 1
            stop -= stop > self.first and p.words[stop - 1] in "،,"  # وزير كذا، فلان، والذي
            report.source = self.clauses.before_relative(stop)
            if report.source is not None:
                return report.source.first
        written = self.clauses.document_before(stop) if not cue.joined and not cue.relative else None
        if written is not None:
            report.source = written
            return written.first
        for start in self.clauses.clause_starts(stop, self.reports[-1].start if self.reports else 0):
            source = read_source(p, start, stop)
            if source is not None and source.behind >= stop - 1 and stop > start and self.clauses.plausible(source):
                report.source = source
                return start
        report.sure = report.sure and not cue.relative
        previous = self.p.norm[cue.at - 1]
        denied = cue.word is not None and fold(cue.word.verb.lemma) in listed("denying")
        if previous in ("وهو", "وهي") and not self.reports and (denied or self.p.norm[self.first + 1] in self.known):
            report.source = (denied and self.clauses.first_known(cue)) or self.clauses.subject_of_sentence(cue)
        elif cue.at - self.first > 2 and not previous.endswith(("لكنه", "لكنها", "انه", "انها", "وهو", "وهي", "لكنهم")):
            report.source = self.clauses.subject_of_sentence(cue)
        return cue.at

    def _in_interview(self, cue: Cue, report: Report) -> bool:
        """Whether «في مقابلة لفلان مع قناة كذا حيث قال» names who speaks and to whom."""
        opens = self.p.norm[self.first] in listed("in_course")
        there = (
            opens or self.p.norm[cue.at - 1] == "حيث" or self.p.norm[cue.behind : cue.behind + 1] in (["فيها"], ["فيه"])
        )
        told = interview(self.p, self.first, cue.at) if there and cue.at > self.first else None
        if told is None:
            return False
        report.relays += told.outlets
        report.source = told.source
        return told.source is not None
