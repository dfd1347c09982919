"""The whole way: paragraphs of an article to its statements."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, zip_longest

from khabar.arabic.normalise import TATWEEL
from khabar.attribution.confidence import confidence, signs
from khabar.attribution.cue import Cue
from khabar.attribution.cues import find_cues
from khabar.attribution.dialogue import Turn, is_name, opens_list, point, turns
from khabar.attribution.entities import Entity, agrees
from khabar.attribution.headlines import titled
from khabar.attribution.lexicon import BODY, FIRST_NAME, ORGANISATION, PLACE, TITLE, UNNAMED, listed
from khabar.attribution.nounphrase import read_source
from khabar.attribution.passing_on import announced_by, appoints
from khabar.attribution.registry import Registry
from khabar.attribution.relays import Passing
from khabar.attribution.reports import SentenceReader
from khabar.attribution.sources import tag
from khabar.attribution.spans import figures, statement_type, trimmed
from khabar.attribution.speaking import Report
from khabar.attribution.statements import UNKNOWN, Relay, Speaker, Statement
from khabar.attribution.subjects import agree
from khabar.attribution.text import QUOTES, Paragraph, closes_first, fold, has_marks, read_paragraph
from khabar.attribution.topics import deed, interview, nominal

_MEMORY = 64
_APART = 8  # words of a quotation that is a paragraph
_LONGEST_SPEECH = 4  # paragraphs of one quotation without marks of their own
_SHORT = 6  # words of a line that is no paragraph of its own: a signature


def _read(paragraphs: Sequence[str]) -> "_Article":
    read: list[Paragraph] = []
    closing = _closing_soon(paragraphs)
    for number, (text, after) in enumerate(zip_longest(paragraphs, paragraphs[1:], fillvalue="")):
        opens, closes = after.lstrip()[:1] in QUOTES, number + 1 in closing
        inside = bool(read and read[-1].words) and _runs_on(read[-1], len(read[-1]) - 1) and number in closing
        read.append(read_paragraph(text, runs_on=opens or closes, inside=inside))
    return _Article(read)


def _closing_soon(paragraphs: Sequence[str]) -> set[int]:
    """Return the numbers of the paragraphs that a quotation from before them may fill or end in.

    Its end is the first mark of a paragraph that closes one; those before it, without marks of their own, are quoted.
    """
    found: set[int] = set()
    for number in range(len(paragraphs) - 1, -1, -1):
        near = number + 1 in found and not found.issuperset(range(number + 1, number + 1 + _LONGEST_SPEECH))
        if closes_first(paragraphs[number]) or (near and _is_plain(paragraphs[number])):
            found.add(number)
    return found


def _is_plain(text: str) -> bool:
    """Whether a text is a paragraph without quotation marks, too long for a heading."""
    return not has_marks(text) and len(text.split()) >= _SHORT


def extract(paragraphs: Sequence[str]) -> list[Statement]:
    """Return the statements of an article in the order of the text."""
    return _read(paragraphs).statements()


def extract_with_signs(paragraphs: Sequence[str]) -> list[tuple[Statement, list[str]]]:
    """Return the statements of an article, each with the signs its confidence was reckoned from."""
    article = _read(paragraphs)
    return list(zip(article.statements(), article.signs, strict=True))


class _Article:
    """The state that passes from sentence to sentence: the sources met, and a quotation still open."""

    def __init__(self, paragraphs: list[Paragraph]) -> None:
        self.paragraphs = paragraphs
        self.alone = sum(len(p.norm) >= _SHORT for p in paragraphs) <= 1
        self.words = Counter(chain.from_iterable(p.norm for p in paragraphs))
        self.registry = Registry(self.words)
        self.signs: list[list[str]] = []
        self.found: list[Statement] = []
        self.speakers: list[Entity] = []
        self.continues: tuple[Entity, tuple[Relay, ...]] | None = None
        self.topic: Entity | None = None
        self.interview: tuple[Entity, list[Passing]] | None = None
        self.behind = self.number = 0
        self.turns = turns([p.text for p in paragraphs])
        self.guest: Entity | None = None
        self.listing: tuple[Entity, tuple[Relay, ...]] | None = None
        self.teller: Entity | None = None

    def statements(self) -> list[Statement]:
        for number, p in enumerate(self.paragraphs):
            self.number = number
            self.registry.prepare(p)
            if p.words and number in self.turns:
                self._turn(number, p, self.turns[number])
            elif p.words and not self._point(number, p):
                self._paragraph(number, p)
                self._open_list(number, p)
            self.registry.take_assumed(p)
        return [_by_full_name(one, entity) for one, entity in zip(self.found, self.speakers, strict=True)]

    def _paragraph(self, number: int, p: Paragraph) -> None:
        carried, self.continues = self.continues, None
        if carried and p.quote[0]:
            self._continuation(number, p, carried)
        cues = find_cues(p, self.registry.known)
        named = titled(p, cues, alone=self.alone)
        cues = [named, *cues] if named else cues
        if not cues and not carried and _apart(p) and self.found and self.found[-1].par == number - 1:
            self._continuation(number, p, (self.speakers[-1], ()), "apart")
        by_sentence: dict[int, list[Cue]] = {}
        for cue in cues:
            by_sentence.setdefault(p.sentence[cue.at], []).append(cue)
        self.topic, self.interview, self.behind = None, None, 0
        for sentence, those in by_sentence.items():
            if self.teller is not None:
                self.registry.spoke(self.teller)  # who told of another's words goes on in the next sentence
                self.teller = None
            first, stop = p.bounds[sentence]
            topic = self._topic(p, sentence)
            reader = SentenceReader(p, first, stop, self.registry.known, topic=topic)
            speakers: dict[int, Entity] = {}
            for report in reader.read(those):
                self._state(number, p, report, speakers)
            if reader.silent and p.words[-1] == ":" and stop == len(p.norm):
                entity = self._speaker(p, reader.silent, speakers)
                self.continues = (entity, ()) if entity else None

    def _turn(self, number: int, p: Paragraph, turn: Turn) -> None:
        """A question or an answer of an interview: the answer is the guest's words, the question nobody's statement."""
        if self.guest is None:
            spoke = self.registry.dropped(None)
            self.guest = spoke if spoke is not None and spoke.kind in ("person", "unnamed") else None
        if turn.part == "question":
            return
        first = next((at for at, start in enumerate(p.start) if start >= turn.start), 0)
        source = read_source(p, 0, first) if is_name(turn.label) else None
        if source is not None:
            self.guest = self.registry.resolve(p, source)
        if self.guest is not None and first < len(p.words):
            self.registry.spoke(self.guest)
            self._as_a_whole(number, p, first, (self.guest, ()), "answered")

    def _point(self, number: int, p: Paragraph) -> bool:
        """Whether a paragraph is a point of the list announced before it; then it is said by whoever announced it."""
        start = point(p.text) if self.listing is not None else 0
        if not start or self.listing is None or _holds_statement(p):
            self.listing = None
            return False
        first = next((at for at, begin in enumerate(p.start) if begin >= start), 0)
        if not appoints(p, first):
            self._as_a_whole(number, p, first, self.listing, "listed")
        return True

    def _open_list(self, number: int, p: Paragraph) -> None:
        """Remember who announces points at the end of a paragraph (وأوصت اللجنة بما يلي:)."""
        if not opens_list(p.text) or number + 1 >= len(self.paragraphs) or not point(self.paragraphs[number + 1].text):
            return
        said: tuple[Entity, tuple[Relay, ...]] | None = None
        if self.continues is not None:
            said = self.continues
        elif self.found and self.found[-1].par == number:
            said = self.speakers[-1], self.found[-1].chain
        else:
            source = announced_by(p)
            said = (self.registry.resolve(p, source), ()) if source is not None else said
        self.listing = said if said is not None and _announces(said[0]) else None

    def _topic(self, p: Paragraph, sentence: int) -> bool:
        """Take note of whom this sentence, and those without cues before it, speak; say whether it has a topic."""
        found = False
        for number in range(self.behind, sentence + 1):
            first, stop = p.bounds[number]
            topic = nominal(p, first, stop)
            found = topic is not None
            if topic is not None:
                self.topic = self.registry.resolve(p, topic)
                self.topic.gender = topic.gender
            elif number < sentence and p.norm[first] in listed("came_in"):
                self._take_interview(p, first, stop)
        self.behind = sentence + 1
        return found

    def _take_interview(self, p: Paragraph, first: int, stop: int) -> None:
        """جاء ذلك في مقابلة أجراها فلان مع قناة كذا: the words that follow were said to the outlet."""
        told = interview(p, first, stop)
        if told is None:
            return
        giver = self.registry.resolve(p, told.source) if told.source else self.registry.dropped(None)
        if giver is not None:
            self.registry.spoke(giver)
            self.interview = giver, told.outlets

    def _continuation(
        self, number: int, p: Paragraph, carried: tuple[Entity, tuple[Relay, ...]], sign: str = "continued"
    ) -> None:
        """A quotation that began in an earlier paragraph, or stands apart behind one: a statement without a cue."""
        self._as_a_whole(number, p, 0, carried, sign, p.close(0) + 1)
        if _runs_on(p, 0):
            self.continues = carried

    def _as_a_whole(
        self,
        number: int,
        p: Paragraph,
        first: int,
        said: tuple[Entity, tuple[Relay, ...]],
        sign: str,
        behind: int | None = None,
    ) -> None:
        """Add a statement without a cue: the words of a paragraph from token `first` on."""
        entity, chain = said
        end = trimmed(p, first, len(p.words) if behind is None else behind)
        if end <= first:
            return
        text = p.span(first, end)
        self.signs.append([sign])
        self.speakers.append(entity)
        speaker, sure = Speaker(entity.shown_name, None, entity.kind), confidence([sign])
        start, stop = p.start[first], p.end[end - 1]
        self.found.append(
            Statement(number, start, stop, text, statement_type(text), speaker, None, chain, figures(text), sure)
        )

    def _state(self, number: int, p: Paragraph, report: Report, speakers: dict[int, Entity]) -> None:
        outer = self._speaker(p, report.outer, speakers) if report.outer is not None else None
        if outer is not None:
            speakers[id(report.outer)] = outer
        entity = self._speaker(p, report, speakers) or _nobody(report)
        if entity is None:
            return
        speakers[id(report)] = entity
        if report.source is not None and entity is not self.topic:
            self.topic = None
        start, end = p.start[report.start] + report.shift, p.end[report.end - 1]
        while (
            start < end
            and (p.text[start] == TATWEEL or not p.text[start].isalnum())
            and p.text[start] not in '"«“„”″(#@+'
        ):
            start += 1
        if end <= start:
            return
        if entity.name != UNKNOWN:
            named = report.source is not None and report.source.first >= report.cue.behind and bool(report.source.name)
            self.registry.spoke(entity, report.cue.form if report.cue.shape == "verb" else None, behind=named)
        if outer is not None and outer is not entity:
            self.teller = outer if outer.kind == "person" else None
        elif report.source is not None:
            self.teller = None
        chain = self._chain(p, report, entity, outer)
        text = p.text[start:end]
        mention = p.span(report.source.first, report.source.behind) if report.source else None
        speaker = Speaker(entity.shown_name, mention, entity.kind)
        cue = p.span(report.cue.at, report.cue.behind) or None
        self.speakers.append(entity)
        self.signs.append(signs(p, report, entity, chain, self.words, self.speakers[-_MEMORY:-1]))
        self.found.append(
            Statement(
                number, start, end, text, statement_type(text), speaker, cue, chain, figures(text),
                confidence(self.signs[-1]),
            )
        )  # fmt: skip
        if _runs_on(p, report.end - 1):
            self.continues = (entity, chain)

    def _speaker(self, p: Paragraph, report: Report, speakers: dict[int, Entity]) -> Entity | None:
        if report.source is not None and report.others:
            return self.registry.together([self.registry.resolve(p, one) for one in (report.source, *report.others)])
        if report.source is not None:
            verb = report.cue.word.verb.lemma if report.cue.word is not None else ""
            return self.registry.resolve(p, report.source, goes_on=fold(verb) in listed("going_on"))
        host = report.host
        while host is not None:
            if id(host) in speakers:
                return speakers[id(host)]
            if host.source is not None:
                return self.registry.resolve(p, host.source)
            host = host.host
        if self.topic is not None and self._is_of_topic(p, report, self.topic):
            return self.topic
        form = report.cue.form if report.cue.shape != "participle" else None
        return self._acted_before(p, report) or self.registry.dropped(form) or self._subject_before(p, report)

    def _acted_before(self, p: Paragraph, report: Report) -> Entity | None:
        """Return the person whose deed the sentence before tells, and nobody's words (زار الوزير المصنع. وقال)."""
        cue, sentence = report.cue, p.sentence[report.cue.at]
        if cue.shape == "noun":
            return self._own_deed(p, report)
        opens = cue.at == p.bounds[sentence][0] and cue.shape == "verb" and cue.form is not None
        number = self.number - (sentence == 0)
        if not opens or number < 0 or not self.paragraphs[number].words or (sentence and p.quote[cue.at - 1]):
            return None
        before = self.paragraphs[number]
        first, stop = before.bounds[sentence - 1]  # the last of the paragraph before, where this one begins
        if self.found and self.found[-1].par >= number and self.found[-1].end > before.start[first]:
            return None
        source = deed(before, first, stop, self.registry.known)
        return self.registry.resolve(before, source) if source is not None and agree(cue, source) else None

    def _own_deed(self, p: Paragraph, report: Report) -> Entity | None:
        """Return the person with whose deed a noun of speech's sentence begins (قدمت فلانة اعتذارها، بعد ادعائها)."""
        first, _ = p.bounds[p.sentence[report.cue.at]]
        if self.found and self.found[-1].par == self.number and self.found[-1].end > p.start[first]:
            return None
        source = deed(p, first, report.cue.at, self.registry.known)
        return self.registry.resolve(p, source) if source is not None and agree(report.cue, source) else None

    def _subject_before(self, p: Paragraph, report: Report) -> Entity | None:
        """Return whom the sentence before speaks of, where nobody has spoken or been named (دافع المدير. وأكد)."""
        sentence = p.sentence[report.cue.at]
        if sentence == 0 or report.cue.form is None:
            return None
        first, stop = p.bounds[sentence - 1]
        source = read_source(p, first + 1, stop, strict=True) if first + 1 < stop and not p.quote[first] else None
        if (
            source is None
            or source.kind not in ("person", "unnamed")
            or not {TITLE, UNNAMED} & set(tag(source.first_word))
        ):
            return None
        return self.registry.resolve(p, source) if agree(report.cue, source) else None

    def _is_of_topic(self, p: Paragraph, report: Report, topic: Entity) -> bool:
        """Whether a verb without subject speaks of the one a sentence before it, or its own, is about."""
        cue = report.cue
        if cue.word is None or cue.shape != "verb" or not agrees(topic, cue.word.form):
            return False
        verb = cue.word.verb
        return report.of_topic or verb.kind == "judge" or fold(verb.lemma) in listed("denying")

    def _chain(self, p: Paragraph, report: Report, speaker: Entity, outer: Entity | None) -> tuple[Relay, ...]:
        """Return the relays in the order of the text; those an interview began with stand before it."""
        passed: list[tuple[int, Passing]] = [(_place(one), one) for one in report.relays]
        if self.interview and self.interview[0] is speaker and not passed:
            passed = [(-1, one) for one in self.interview[1]]
        chain: list[tuple[int, Relay]] = []
        if report.outer is not None:
            if outer is not None and outer is not speaker:
                named = report.outer.source
                chain.append((named.first if named else report.outer.cue.at, Relay(outer.shown_name, "relay")))
            passed = [*((_place(one), one) for one in report.outer.relays), *passed]
        for place, (source, role) in passed:
            entity = self.registry.resolve(p, source) if source else self.registry.last_outlet()
            if (
                entity is not None
                and entity is not speaker
                and entity.kind != "document"
                and all(one.name != entity.shown_name for _, one in chain)
            ):
                chain.append((place, Relay(entity.shown_name, role)))
        return tuple(relay for _, relay in sorted(chain, key=lambda pair: pair[0]))


def _place(one: Passing) -> int:
    """Return the token where a relay stands; an outlet named before the sentence comes first."""
    return one.source.first if one.source else -1


def _by_full_name(statement: Statement, entity: Entity) -> Statement:
    """Return a statement with the name that its speaker has at the end of the article."""
    speaker = statement.speaker
    if speaker.name == entity.shown_name and speaker.kind == entity.kind:
        return statement
    return statement._replace(speaker=Speaker(entity.shown_name, speaker.mention, entity.kind))


def _nobody(report: Report) -> Entity | None:
    """Return a speaker that is not named, for a sure cue whose subject the text at hand does not hold."""
    complement = report.cue.complement
    if report.cue.shape not in ("verb", "participle") or complement is None or complement.how == "object":
        return None
    report.sure = False
    return Entity(UNKNOWN, "unnamed", [])


def _announces(entity: Entity) -> bool:
    """Whether somebody surely is one who announces points: a body, or a person with an office or a first name."""
    named = entity.kind == "person" and (TITLE in tag(entity.head) or FIRST_NAME in tag(entity.folded[0]))
    if not listed("following").isdisjoint(entity.folded):
        return False  # وجاء في البرنامج التالي:
    headed = entity.kind == "organisation" and not {ORGANISATION, BODY, PLACE}.isdisjoint(tag(entity.folded[0]))
    return named or headed


def _holds_statement(p: Paragraph) -> bool:
    """Whether a paragraph says itself who says something."""
    return any(cue.shape in ("verb", "relay") and cue.complement is not None for cue in find_cues(p, frozenset()))


def _apart(p: Paragraph) -> bool:
    """Whether a paragraph is one quotation and nothing else, too long for a heading."""
    if not p.quote[0] or p.words[0] not in QUOTES:
        return False
    close = p.close(0)
    return close >= _APART and all(not word[0].isalnum() for word in p.words[close + 1 :])


def _runs_on(p: Paragraph, at: int) -> bool:
    """Whether the quotation at token `at` is still open where the paragraph ends."""
    if not p.quote[at]:
        return False
    first, last = p.quotes[p.quote[at] - 1]
    return last == len(p.norm) - 1 and (first == last or p.words[last] not in '"»”')
