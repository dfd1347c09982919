"""From the cues of one sentence to its reports: which content belongs to which cue, speaker and relay."""

from khabar.attribution.cue import Cue
from khabar.attribution.lexicon import DOCUMENT, TIME, TITLE, UNNAMED, listed
from khabar.attribution.nested import inner_source, is_act, is_thing, tells, tells_the_teller
from khabar.attribution.nounphrase import read_source
from khabar.attribution.relays import Passing, each_outlet, passings
from khabar.attribution.sources import Source, bare, is_verb, looks_like_object, tag
from khabar.attribution.spans import before_foretelling, before_time, behind_description, content_end, trimmed
from khabar.attribution.speaking import Report, SourceFinder
from khabar.attribution.subjects import agree, is_clause, is_own, is_pronoun_of

_REACH = 26
_SHORTEST = 3
_ADVERBIAL = 5
_ALONE = 2  # a word and a comma
_HALF = 10  # tokens of a clause that what follows completes, its comma included
_NO_NOUNS = ("boundaries", "auxiliary", "links", "openers")


class SentenceReader(SourceFinder):
    """Reads the reports of one sentence from its cues."""

    def read(self, cues: list[Cue]) -> list[Report]:
        """Return the reports of the sentence in order."""
        for cue in cues:
            if self.open and cue.at < self.open.start:
                self._inside_region(cue)
            elif cue.shape in ("according", "as"):
                self._looks_back(cue)
            elif cue.shape == "own words":
                self._own_words(cue)
            elif cue.complement is None:
                self._without_content(cue)
            else:
                self._with_content(cue)
        self._close(self.stop)
        return [report for report in self.reports if report.end > report.start]

    def _inside_region(self, cue: Cue) -> None:
        """A cue between another cue and its content can only name a relay."""
        if cue.shape in ("according", "as") and cue.source and self.open:
            self._passed_on(self.open, cue)

    def _passed_on(self, report: Report, cue: Cue) -> None:
        """Add the source behind بحسب or نقلا عن to a report: as a relay, or as the one whom the outlet passes on."""
        if cue.source is None:
            return
        quoting = "نقلا" in self.p.norm[cue.at]
        relay = cue.source.kind == "media" or bool(cue.relays)
        if (
            relay and report.host is not None and report.source is None
        ):  # it holds for the verb that carries the participle
            report.host.relays.append(Passing(cue.source, "relay"))
        if self.p.norm[cue.at + 1 : cue.at + 2] == ["لسان"]:
            outlet = report.source if report.source is not None and report.source.kind == "media" else None
            report.relays += [Passing(outlet, "relay")] if outlet is not None else []
            report.source = cue.source  # قالت الشرطة على لسان المتحدثة باسمها إن
        elif quoting and report.source is None and report.host is None and report.start > cue.at:
            report.relays.append(Passing(None, "relay"))  # وأضافت، نقلا عن مصادر كذا، أن
            report.source = cue.source
        elif quoting and report.source is not None and report.source.kind in ("media", "unnamed", "document"):
            report.relays.append(Passing(report.source, "relay"))
            report.source = cue.source
        elif cue.source.kind == "document" and cue.source.definite and cue.source.behind - cue.source.first == 1:
            return  # أكد الملك، بحسب البيان، كذا: the statement at hand passes nothing on
        elif cue.source.kind != "person" or cue.relays:
            report.relays += [Passing(one, "relay") for one in each_outlet(self.p, cue.source)]

    def _close(self, at: int) -> None:
        """End the open report at token `at`."""
        report, self.open = self.open, None
        if report is None:
            return
        at = min(at, report.cap) if report.cap is not None else at
        if report.cue.word is not None and "وصف" in report.cue.word.verb.takes:
            at = behind_description(self.p, report.start, at)
        if report.cue.complement is not None and report.cue.complement.how == "object":
            at = before_foretelling(self.p, report.start, before_time(self.p, report.start, at))
        report.end = content_end(self.p, report.start, max(at, report.start))
        report.relays += passings(self.p, report.end, at)

    def _begin(self, report: Report) -> None:
        report.relays = self.pending + report.relays
        self.pending = []
        self.open = report
        self.reports.append(report)

    # -- verbs, participles, nouns, relays

    def _with_content(self, cue: Cue) -> None:
        complement = cue.complement
        if complement is None:
            return
        report = Report(cue, complement.content, self.stop, complement.shift)
        if cue.shape == "participle":
            self._participle(cue, report)
        elif cue.shape in ("relay", "issued"):
            self._relay(cue, report)
        elif cue.shape == "noun":
            self._noun(cue, report)
        elif cue.shape == "titled":
            report.source = cue.source
            self._begin(report)
        else:
            self._verb(cue, report)

    def _noun(self, cue: Cue, report: Report) -> None:
        """A noun of speech, mostly in an adverbial (بعد إعلان الجيش …): commas bound it on both sides."""
        if self.open is not None and cue.at == self.open.start and cue.form and cue.form.suffix:
            self.open.start, self.open.shift = report.start, report.shift  # أعرب عن اعتقاده بأن
            return
        report.sure, report.source = False, cue.source
        last = self.reports[-1] if self.reports and cue.source is None else None
        if last is not None and last.source is not None and last.outer is not None and is_pronoun_of(cue, last.source):
            report.host, report.outer = last, last.outer  # قال إن اللجنة أكدت كذا، مع دعوتها إلى
        commas = [at for at in range(max(self.first, cue.at - _ADVERBIAL), cue.at) if self.p.words[at] in "،,"]
        self._cut_at(commas[-1] if commas else cue.at)
        if cue.at - self.first < _ADVERBIAL:
            report.cap = next((at for at in range(report.start, self.stop) if self.p.words[at] in "،,"), self.stop)
        self._begin(report)

    def _participle(self, cue: Cue, report: Report) -> None:
        before = self.p.norm[cue.at - 1] if cue.at > self.first else ""
        alone = before.startswith("م") and before.endswith("ا")  # مكتفيا بالقول
        if self.p.norm[cue.at] in listed("by_saying") and not self.open and not alone:
            report.source = self.clauses.before_relative(cue.at)  # اكتفى الوزير بالقول
            if report.source is not None:
                self.silent = None
                self._begin(report)
                return
        host = self.silent or self.open or (self.reports[-1] if self.reports else None)
        if self.open is not None and host is self.silent and host is not None and host.source is None:
            self._of_another(cue, report, self.open)  # أشارت كذا إلى أن "كذا" أرسلت رسالة، شرحت فيها السبب قائلة
        report.host = host if report.source is None else None
        if report.source is not None:
            pass
        elif host is self.silent and host is not None:
            self._cut(host.cue)
            report.relays += host.relays
        elif host is None:
            report.source = self._agreeing(cue, self.clauses.subject_of_sentence(cue))
            report.sure = False
        elif host is self.open:
            self._of_another(cue, report, host)
        if host is not None and host.cue.shape == "relay" and report.source is None:
            report.relays += host.relays  # نقلت كذا عن فلان قوله إن …، مضيفا أن
        self.silent = None
        self._cut(cue)
        report.relays += passings(self.p, cue.behind, cue.complement.limit if cue.complement else cue.behind)
        self._begin(report)

    def _agreeing(self, cue: Cue, subject: Source | None) -> Source | None:
        """Return the subject of a participle that no verb carries: of the other gender, whoever is named last."""
        if subject is None or not subject.gender or cue.form is None or agree(cue, subject):
            return subject
        return self._named_before(cue, self.first)

    def _named_before(self, cue: Cue, low: int) -> Source | None:
        """Return the person known to the article who is named last before a participle in the masculine."""
        if cue.form is None or (cue.form.gender, cue.form.number) != ("m", "s"):
            return None
        named = (at for at in range(cue.at - 1, low, -1) if self.p.norm[at] in self.known and not self.p.quote[at])
        at = next(named, -1)
        return read_source(self.p, at, at + 1) if at > 0 else None

    def _of_another(self, cue: Cue, report: Report, host: Report) -> None:
        """Give a participle to whom its gender tells: the one its host speaks of, or the one who passes the host on."""
        source = self.clauses.answering(cue, host.start, host.source) or self._several_before(cue, host)
        if source is not None:  # ذكرت الصحيفة أن الشركة ردت … قائلة
            report.source, report.outer, report.host = source, host, None
        elif host.outer is not None and host.source is not None and cue.form is not None:
            passing, mine = host.outer.source, host.source.gender
            person = passing is not None and passing.kind == "person" and passing.gender == cue.form.gender
            told = host.outer.cue.form if passing is None else None  # وأضاف أن الوزير دعا إلى كذا، مشيرا إلى
            person = person or (told is not None and told.gender == cue.form.gender)
            contrary = person or (mine != cue.form.gender and bool(mine))  # أشارت إلى أن التقرير كشف …، مضيفة
            report.host, report.outer = (host.outer, None) if contrary else (host, host.outer)
        elif host.source is not None and host.cue.shape == "verb" and self._contradict(host, cue):
            other = self._named_before(cue, host.start)  # دعت المنظمات إلى كذا، فيما وجه فلان رسالة، مشيرا إلى
            report.source, report.host = (other, None) if other is not None else (None, host)

    def _several_before(self, cue: Cue, host: Report) -> Source | None:
        """Return the people named last before a participle in the plural (بدء العاملين إضرابا، مطالبين)."""
        one = host.source is not None and host.source.kind == "person" and not (host.source.plural or host.others)
        if not one or not self.p.norm[cue.at].endswith("ين"):
            return None
        for at in range(cue.at - 1, host.start, -1):
            word = self.p.norm[at]
            if word.startswith("ال") and word.endswith(("ين", "ون")) and {TITLE, UNNAMED} & set(tag(word)):
                return read_source(self.p, at, at + 1)
        return None

    def _contradict(self, host: Report, cue: Cue) -> bool:
        """Whether a participle is masculine where both its host's verb and subject are feminine."""
        if host.cue.form is None or cue.form is None or host.source is None:
            return False
        return host.cue.form.gender == host.source.gender == "f" and cue.form.gender == "m"

    def _cut(self, cue: Cue) -> None:
        """End the open report before a cue and the connectors that lead to it."""
        at = cue.at
        while at > self.first and self.p.norm[at - 1] in listed("links"):
            at -= 1
        self._close(at)

    def _relay(self, cue: Cue, report: Report) -> None:
        self._cut(cue)
        report.source = cue.source
        report.relays = [Passing(source, "relay") for source in cue.relays]
        if cue.complement is not None:  # نقلت … عن فلان قوله لقناة كذا إن
            told = passings(self.p, cue.complement.limit + 1, cue.complement.content)
            report.relays += [one for one in told if one.role == "told_to"]
        last = self.reports[-1].source if self.reports else None
        if not cue.relays and last is not None and last.kind == "media" and agree(cue, last):
            report.relays.insert(0, Passing(last, "relay"))  # أفاد التلفزيون بكذا، ونقل عن مصدر قوله
        elif not cue.relays and cue.form and cue.form.gender == "f":
            report.relays.insert(0, Passing(None, "relay"))
        self._begin(report)

    def _verb(self, cue: Cue, report: Report) -> None:
        contrasted = self.open is not None and self.clauses.contrasted(cue, self.open.start)
        nested = self.open is not None and not self._stands_alone(cue) and not contrasted
        if nested:
            self._nest(cue, report)
            return
        if self.open is not None and (self._is_only_joined(cue) or self._takes_for(cue)) and not contrasted:
            return
        if self._qualifies_a_noun(cue) or self._of_several(cue):
            return
        start = self._find_source(cue, report)
        if report.source is not None and bare(report.source.first_word) in listed("measures"):
            return  # شدد القانون على عقوبة كذا
        report.outer = self._who_was_answered(cue, report)
        self._cut_at(min(start, cue.at))
        self.silent = None
        self._begin(report)

    def _who_was_answered(self, cue: Cue, report: Report) -> Report | None:
        """Return the report of who tells what another said to him (أوضح أنه ذهب، قال له الموظف كذا)."""
        last = self.reports[-1] if self.reports else None
        told = self.p.norm[cue.behind] if cue.behind < self.stop else ""
        if last is None or last.outer is not None or report.source is None or cue.joined or told not in ("له", "لها"):
            return None
        contrary = last.source is not None and last.source.gender == ("f" if told == "له" else "m")
        return last if last.cue.shape == "verb" and not contrary else None

    def _takes_for(self, cue: Cue) -> bool:
        """Whether a plural verb tells what people take something for, inside what another says (مما يرون أنه كذا)."""
        plain = cue.form is not None and cue.form.number == "p" and not cue.form.suffix
        return plain and cue.at > self.first and self.p.norm[cue.at - 1] in listed("what_they")

    def _is_only_joined(self, cue: Cue) -> bool:
        """Whether a verb with a plain object goes on with the content (قال إنها فشلت وأعلنت …) and begins nothing."""
        complement = cue.complement
        if complement is None or complement.how != "object" or self._after_comma(cue):
            return False
        return not cue.joined or complement.subject is None

    def _of_several(self, cue: Cue) -> bool:
        """Whether a joined plural verb goes on with people spoken of by one alone (قال إن العمال أضربوا ويطالبون)."""
        host, previous = self.open, self.p.norm[cue.at - 1] if cue.at > self.first else ""
        if host is None or host.source is None or host.others or cue.form is None or cue.form.number != "p":
            return False
        one = host.source.kind == "person" and not host.source.plural
        return one and (cue.joined or previous == "و") and not self._after_comma(cue)

    def _qualifies_a_noun(self, cue: Cue) -> bool:
        """Whether a judging verb is part of the description of a noun (حادثة يرى كثيرون أنها…)."""
        if cue.joined or cue.relative or cue.at == self.first or cue.word is None:
            return False
        before = self.p.norm[cue.at - 1]
        kinds = {"judge": "", "ask": DOCUMENT}  # منشورات تدعو إلى
        return (
            before[:1].isalpha()
            and tag(before) == kinds.get(cue.word.verb.kind, "-")
            and not before.startswith("ال")
            and before not in listed("plain_negation")
            and not any(before in listed(name) for name in _NO_NOUNS)
            and before not in self.known
        )

    def _cut_at(self, at: int) -> None:
        at = self.clauses.before_contrast(at, self.open.start) if self.open is not None else at
        at = self.clauses.turn_before(self._behind_however(at)) if self.open is not None else self._behind_however(at)
        while at > self.first and self.p.norm[at - 1] in listed("links"):
            at -= 1
        self._close(at)

    def _behind_however(self, at: int) -> int:
        """Return the token of «غير أنه» behind a comma or of «قبل أن» where they stand right before `at`; else `at`."""
        if self.p.norm[at - 2 : at] == ["قبل", "ان"] and at - 2 > self.first:
            return at - 2  # قال إن كذا، قبل أن يضيف
        later = 1 if self.p.norm[at - 1] == "بعدما" else 2 if self.p.norm[at - 2 : at] == ["بعد", "ان"] else 0
        if later and at - later - 1 > self.first:
            before = self.p.words[at - later - 1]
            return at - later if before in "،," or before == "وذلك" else at  # قالت إن كذا، وذلك بعدما ذكر فلان أن
        if at - 3 <= self.first or self.p.norm[at - 1] not in ("انه", "انها", "انهم"):
            return at
        contrast = self.p.norm[at - 2] in ("غير", "الا", "بيد") and self.p.words[at - 3] in "،,"
        return at - 2 if contrast and not self.p.quote[at - 2] else at

    def _after_comma(self, cue: Cue) -> bool:
        at = cue.at
        while at > self.first and self.p.norm[at - 1] in listed("links"):
            at -= 1
        return (at > self.first and self.p.words[at - 1] in "،,؛") or (cue.joined and self.p.words[cue.at - 1] in "،,؛")

    def _stands_alone(self, cue: Cue) -> bool:
        """Whether a verb begins a clause of its own and not one inside the open content."""
        previous = self.p.norm[cue.at - 1] if cue.at > self.first else ""
        if cue.relative or (self.open and cue.at == self.open.start):
            return False
        had = previous == "قد" and self.p.norm[cue.at - 2].startswith("كان")
        if had and self.open and cue.at - 2 == self.open.start:
            return False  # قال إنهم كانوا قد طالبوا
        if previous == "قد" and self._opens_content(cue):
            return False  # ذكرت الصحيفة أن الوزير قد أكد أن, … كان قد أكد أن
        if self._behind_however(cue.at) < cue.at or self.clauses.turn_before(cue.at) < cue.at:
            return True  # قال إن كذا، غير أنه توقع أن; … في هذه الأثناء أكدت كذا أن
        return cue.joined or previous in listed("links") or (self._after_comma(cue) and not self._opens_content(cue))

    def _opens_content(self, cue: Cue) -> bool:
        """Whether everything between the open report's beginning and a verb can be that verb's subject."""
        if self.open is None:
            return False
        start = self.open.start
        if cue.at == start:
            return True
        if self.p.quote[start] or cue.at - start > _REACH:
            return False
        source = read_source(self.p, start, cue.at)
        if source is None:
            return False
        closed = source.behind < cue.at and self.p.words[source.behind] in "،,"  # إن الوزير، فلان، أخبره أن
        return source.behind + closed >= cue.at - self.clauses.auxiliaries(cue.at)

    def _nest(self, cue: Cue, report: Report) -> None:
        """A says that B says: B is the speaker and A the relay, where A's content is nothing but B's report."""
        outer = self.open
        if outer is None or cue.word is None:
            return
        if tells_the_teller(cue, outer) and cue.at - outer.start > 1:
            report.source = self._after_verb(cue, report)
            if report.source is not None:  # قالت إنه خلال زيارتها أخبرها أحد المسؤولين بأن
                self._begin_within(outer, report)
                return
        by_media = outer.source is not None and outer.source.kind == "media"
        if not self._opens_content(cue) or not (by_media or tells(self.p, cue, outer, self.known)):
            return
        if cue.at > outer.start:
            report.source = inner_source(self.p, outer.start, cue.at)
            word = report.source.first_word if report.source else ""
            if word and looks_like_object(word) and not tag(word):
                return  # اعتبر أن استشهاد فلان يؤكد كذا
            inner = None if by_media else report.source
            if inner and (is_own(self.p, inner) or is_thing(self.p, inner, self.known)):
                return  # قال إن حالات الإصابة كشفت أن
        else:
            report.source = self._after_verb(cue, report)
            pronoun = self.p.norm[cue.at - 1].endswith(("انه", "انها", "انهم", "اني", "اننا"))
            if report.source is not None and pronoun and is_act(report.source):
                return  # قال إنه لاحظ وجود "كذا"
            own = report.source is None or not (cue.form and cue.form.suffix)
            if own and pronoun and not by_media:
                return  # اعترف بأنه شكك: his own doubt; قال إنه حذر الملك
        self._begin_within(outer, report)

    def _begin_within(self, outer: Report, report: Report) -> None:
        """Begin a report in place of the one whose content it is."""
        self.reports.remove(outer)
        self.open = None
        report.outer = outer
        self._begin(report)

    def _without_content(self, cue: Cue) -> None:
        """A verb with nothing behind it: it closes a quotation before it, or carries a participle to come."""
        if cue.word is not None and cue.word.verb.lemma == "اعتبر" and cue.word.form.use == "present" and self.open:
            return  # قال إن الأسعار، تعتبر العامل الأهم
        report = Report(cue, cue.behind, cue.behind)
        quoted = self._quotation_before(cue)
        if quoted and not self.open:
            report.start, report.end = quoted
            report.source = read_source(self.p, cue.behind, self.stop)
            report.relays = passings(self.p, report.source.behind if report.source else cue.behind, self.stop)
            self.reports.append(report)
            return
        if self.open is None or cue.joined or self._after_comma(cue):
            at = cue.behind
            at += at < self.stop and self.p.norm[at] in listed("answered_to")  # ورد عليه الوزير قائلا
            source = read_source(self.p, at, self.stop)
            report.source = None if source and is_clause(self.p, source, self.known) else source
            if report.source is None and not cue.joined:
                self._before_verb(cue, report)
            begin = report.source.behind if report.source else cue.behind
            report.relays = passings(self.p, begin, min(self.stop, begin + 20))
            self.silent = report

    def _quotation_before(self, cue: Cue) -> tuple[int, int] | None:
        at = cue.at - 1
        if at > self.first and self.p.words[at] in "،,":
            at -= 1
        if at < self.first or not self.p.quote[at] or cue.joined:
            return None
        first, last = self.p.quotes[self.p.quote[at] - 1]
        return (first, last + 1) if last - first > 2 and first >= self.first else None

    # -- prepositions

    def _looks_back(self, cue: Cue) -> None:
        """بحسب الوزارة: before the content, behind it, or behind somebody else's words as a relay."""
        if cue.source is None:
            if self.open:
                self.open.relays += passings(self.p, cue.behind, self.stop)
                self._close(cue.at)
            return
        if self.open is not None and cue.at == self.open.start and cue.behind < self.stop:
            self._passes_on_first(self.open, cue)
            return
        passed = [Passing(one, "relay") for one in cue.relays] + passings(self.p, cue.behind, self.stop)
        if self.open is not None:
            report = self.open
            self._close(cue.at)
            self._passed_on(report, cue)
            report.relays += passed
        elif self._opens_sentence(cue):
            self._before_content(cue)
        elif not self.reports and self._in_between(cue):
            self._begin(Report(cue, self.first, self.stop, source=cue.source, relays=passed))
        elif not self.reports:
            end = trimmed(self.p, self.first, cue.at)
            if end - self.first >= _SHORTEST:
                self.reports.append(Report(cue, self.first, end, source=cue.source, relays=passed))
            elif cue.behind + 1 < self.stop:
                self._before_content(cue)

    def _in_between(self, cue: Cue) -> bool:
        """Whether a cue stands between a verb and what completes it (عاين الوفد، بحسب المصدر، بعض الآلات)."""
        p, at = self.p, cue.behind
        if cue.at - self.first > _HALF or p.words[cue.at - 1] not in "،," or at + 2 >= self.stop:
            return False
        if cue.at - self.first == _ALONE and p.norm[self.first] in listed("carried_out"):
            return False  # وتم، بحسب المصدر، توقيف خمسة: the noun says it
        following = p.norm[at + 1]
        new = any(following in listed(name) for name in ("links", "boundaries", "openers"))
        new = new or following[0] == "و" or p.norm[at + 1 : at + 3] == ["في", "حين"]
        return p.words[at] in "،," and p.words[at + 1][0].isalpha() and not new and not is_verb(following)

    def _passes_on_first(self, report: Report, cue: Cue) -> None:
        """وحسب ما أوردت الوكالة نقلا عن الشرطة، …: two who pass on stand before the content."""
        if report.source is not None:
            report.relays.append(Passing(report.source, "relay"))
        report.source, report.start = cue.source, cue.behind
        while report.start < self.stop - 1 and self.p.words[report.start] in "،,:":
            report.start += 1

    def _opens_sentence(self, cue: Cue) -> bool:
        return cue.at - self.first <= 1 or all(self.p.norm[at] in listed("links") for at in range(self.first, cue.at))

    def _before_content(self, cue: Cue) -> None:
        start = self._behind_clause_of_source(cue.behind)
        while start < self.stop and (
            self.p.words[start] in "،,:" or self.p.norm[start] in listed("that") | listed("so_that")
        ):
            start += 1
        if start < self.stop and not all(TIME in tag(word) for word in self.p.norm[start : self.stop - 1]):
            told = [Passing(one, "relay") for one in cue.relays]
            told += passings(self.p, cue.behind, start)  # بحسب شهود تحدثوا إلى وكالة كذا، …
            self._begin(Report(cue, start, self.stop, source=cue.source, relays=told))

    def _behind_clause_of_source(self, at: int) -> int:
        """Skip «الذي أشرف على الدراسة،» or «اطلعت عليها الصحيفة، فإن» between a source and its content."""
        so_that = (k for k in range(at, min(self.stop, at + _REACH)) if self.p.norm[k] in listed("so_that"))
        marked = next((k for k in so_that if not self.p.quote[k]), -1)
        if marked >= 0 and not any(self.p.norm[k] in listed("that") for k in range(at, marked)):
            return marked
        relative = at + 1 if self.p.words[at : at + 1] == ["،"] else at
        if relative < self.stop and self.p.norm[relative] in ("الذي", "التي", "الذين", "وهو", "وهي"):
            return next((k for k in range(relative, self.stop) if self.p.words[k] in "،,"), at)
        return at

    def _own_words(self, cue: Cue) -> None:
        """على حد قوله: ends the words of the speaker at hand, or is the only sign of them."""
        if self.open is not None:
            self._close(cue.at)
        elif cue.at == self.first and cue.behind < self.stop - 1 and self.p.words[cue.behind] in "،,":
            self._begin(Report(cue, cue.behind + 1, self.stop, sure=False))
        elif not self.reports:
            start = self.first
            end = trimmed(self.p, start, cue.at)
            if end - start >= 4:
                self.reports.append(Report(cue, start, end, source=self.clauses.subject_of_sentence(cue), sure=False))
