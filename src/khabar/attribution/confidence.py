"""How sure a statement is: a number between 0 and 1 from the signs the engine went by."""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import compress

from khabar.attribution.entities import Entity
from khabar.attribution.lexicon import (
    BODY,
    FIRST_NAME,
    FUNCTION,
    MEDIA,
    OBJECT,
    ORGANISATION,
    PLACE,
    TITLE,
    phrase_words,
)  # fmt: skip
from khabar.attribution.memo import remembered
from khabar.attribution.relays import outlet_words
from khabar.attribution.sources import Source, outlet_at, stripped, tag
from khabar.attribution.speaking import Report
from khabar.attribution.statements import Relay
from khabar.attribution.text import Paragraph

_OF_NAME = ("name_introduced", "name_recurs", "name_of_nowhere", "name_of_noun", "office_only")
_OF_PLACE = ("subject_fits", "content_far", "subject_far")
_OF_CLAUSE = (
    "opens_sentence", "inside_sentence", "relative", "at_once", "drops_late", "drops_at_once", "begins_oddly",
    "vague_verb", "clear_verb",
)  # fmt: skip
_OF_SPEAKER = (
    "spoke_last", "spoke_before", "first_to_speak", "turns", "one_speaker", "given_name", "titled", "body_known",
    "body_headed", "strange_words", "phrase_long", "name_unlike", "definite_new", "surname_only",
)  # fmt: skip
_OF_REPORT = (
    "unsure", "definite_unnamed", "nested", "relayed", "long", "short", "name_long", "name_single",
    "several_in_sentence", "outlet_left", "told_left",
)  # fmt: skip
_LONG, _SHORT = 60, 3
_WINDOW = 40
_FAR, _LONG_PHRASE, _FAR_CONTENT = 4, 7, 9
_VAGUE = frozenset(["تحدث", "كشف", "دعا", "وعد", "تعهد", "أظهر", "اعتقد", "روى", "حكى", "تذكر", "رفض"])
_CLEAR = frozenset(["قال", "أضاف", "أكد", "أوضح", "أشار", "أفاد", "ذكر", "صرح", "لفت", "شدد", "تابع", "أعلن"])


def signs(
    p: Paragraph,
    report: Report,
    entity: Entity,
    chain: Sequence[Relay],
    words: Mapping[str, int],
    spoke: Sequence[Entity] = (),
) -> list[str]:
    """Return the signs of a report, by their names in `data/confidence.toml`.

    `words` counts the article's words, `spoke` are the speakers of the statements before.
    """
    cue, complement = report.cue, report.cue.complement
    how, verb = complement.how if complement else "", cue.word.verb.kind if cue.word else ""
    length, person = report.end - report.start, entity.kind == "person"
    holds = (
        not report.sure,
        entity.kind == "unnamed" and report.source is not None and report.source.definite,
        report.outer is not None,
        bool(report.relays),
        length > _LONG,
        length < _SHORT,
        person and len(entity.folded) > 3,
        person and len(entity.folded) == 1,
        cue.at - p.bounds[p.sentence[cue.at]][0] > 2 * _SHORT and report.source is None,
        not chain and entity.kind != "media" and _names_outlet(p, cue.at),
        not chain and _tells_somebody(p, cue.at, report.start),
    )
    return [
        *_of_kinds(cue.shape, how, verb, entity.kind),
        _speaker_sign(report, entity),
        *compress(_OF_REPORT, holds),
        *_name_checks(entity, words),
        *_place_checks(report),
        *_clause_checks(p, report),
        *_speaker_checks(p, report, entity, spoke),
    ]


@cache
def _of_kinds(shape: str, how: str, verb: str, speaker: str) -> list[str]:
    """Return the signs of the kinds of cue, of complement and of verb, "" where there is none, and of speaker."""
    by, said = [f"by_{how}"] if how else [], [f"verb_{verb}"] if verb else []
    return [f"shape_{shape}".replace(" ", "_"), *by, *said, f"kind_{speaker}"]


def _name_checks(entity: Entity, words: Mapping[str, int]) -> Iterable[str]:
    """Return what speaks for and against the speaker's name."""
    named = entity.kind == "person" and not entity.office
    introduced = named and (bool(entity.roles) or FIRST_NAME in tag(entity.folded[0]))
    recurs = bool(entity.folded) and words.get(entity.folded[-1], 0) > 1
    holds = (
        introduced and len(entity.folded) > 1,
        named and recurs,
        named and not introduced and not recurs,
        named and not introduced and any(_common(word) for word in entity.folded),
        entity.office,
    )
    return compress(_OF_NAME, holds)


def _place_checks(report: Report) -> Iterable[str]:
    """Return how the subject stands between verb and content."""
    source, complement = report.source, report.cue.complement
    if source is None or complement is None:
        return ()
    after = source.first == report.cue.behind
    holds = (
        after and complement.limit == source.behind,
        complement.limit - source.behind > _FAR_CONTENT,
        not after and report.cue.shape == "verb",
    )
    return compress(_OF_PLACE, holds)


def _clause_checks(p: Paragraph, report: Report) -> Iterable[str]:
    """Return where in its sentence the cue stands, and how the content begins."""
    cue, complement = report.cue, report.cue.complement
    before, verb = cue.at - p.bounds[p.sentence[cue.at]][0], cue.shape == "verb"
    lemma = cue.word.verb.lemma if cue.word else ""
    at_once = complement is not None and complement.limit == cue.behind
    begins = p.norm[report.start] if report.start < len(p.norm) else ""
    holds = (
        verb and before <= 1,
        verb and before > _FAR,
        cue.relative,
        cue.shape == "participle" and at_once,
        report.source is None and verb and before > 1,
        report.source is None and verb and at_once and before <= 1,
        begins[:1] in "،.:؛)" or (begins[:1] == "و" and not tag(begins) and len(begins) > _SHORT),
        lemma in _VAGUE,
        lemma in _CLEAR,
    )
    return compress(_OF_CLAUSE, holds)


def _speaker_checks(p: Paragraph, report: Report, entity: Entity, spoke: Sequence[Entity]) -> Iterable[str]:
    """Return what is known of the speaker: whether he spoke before, how his words read as a name."""
    source = report.source
    phrase = p.norm[source.first : source.behind] if source else []
    named = entity.kind == "person" and not entity.office
    head = tag(source.first_word) if source and source.first_word else ""
    last, earlier = spoke[-1] if spoke else None, frozenset(spoke[:-1])
    again = last is entity or entity in earlier
    holds = (
        last is entity,
        entity in earlier,
        last is None,
        last is not None and last is not entity and source is None,
        last is entity and earlier <= {entity},
        named and FIRST_NAME in tag(entity.folded[0]) and len(entity.folded) in (2, 3),
        named and source is not None and bool(source.roles) and bool(source.name),
        BODY in head or PLACE in head,
        entity.kind == "organisation" and ORGANISATION in head,
        not named and _strange(phrase) > 1,
        len(phrase) > _LONG_PHRASE,
        any(map(_unlike_name, entity.folded)),
        not again and _is_new(source, entity),
        named and len(phrase) == 1 and len(entity.folded) > 1,
    )
    return compress(_OF_SPEAKER, holds)


@remembered
def _unlike_name(word: str) -> bool:
    """Whether a word is a letter, a number or one of grammar."""
    return len(word) < 2 or word[0].isdigit() or FUNCTION in tag(word)


def _strange(phrase: Sequence[str]) -> int:
    """Return how many words of a phrase are in no list."""
    return len([word for word in phrase if not tag(word) and word[0].isalpha() and not word.startswith("ال")])


def _is_new(source: Source | None, entity: Entity) -> bool:
    """Whether a definite noun without a state or a name points to somebody, who has not spoken (الصحيفة, المنظمة)."""
    plain = source is not None and source.definite and not source.nations and entity.kind != "person"
    return plain and source is not None and source.behind - source.first <= _SHORT


def _common(word: str) -> bool:
    return FIRST_NAME not in tag(word) and (OBJECT in tag(word) or word.endswith(("ات", "يه")))


def _tells_somebody(p: Paragraph, at: int, start: int) -> bool:
    """Whether somebody is spoken to between a cue and its content (لـ"كذا", في تصريح لكذا)."""
    words = p.norm[at : max(at, min(start, at + _WINDOW) - 1)]
    if _told_words().isdisjoint(words):
        return False
    heads = [(word, k) for k, word in enumerate(words, at) if word in _told_words()]
    return any(p.quote[k + 1] if word == "ل" else p.norm[k + 1][0] == "ل" for word, k in heads)


@cache
def _told_words() -> frozenset[str]:
    return phrase_words("settings") | {"ل"}


def _names_outlet(p: Paragraph, at: int) -> bool:
    """Whether an outlet stands near a cue in its sentence, outside quotations."""
    first, stop = p.bounds[p.sentence[at]]
    low, high = max(first, at - _WINDOW), min(stop, at + _WINDOW)
    near = compress(range(low, high), map(outlet_words().__contains__, p.norm[low:high]))
    return any(not p.quote[k] and (_heads_outlet(p.norm[k]) or outlet_at(p, k, stop)[0]) for k in near)


@remembered
def _heads_outlet(word: str) -> bool:
    return MEDIA in tag(stripped(word)) and TITLE not in tag(word)


def _speaker_sign(report: Report, entity: Entity) -> str:
    source: Source | None = report.source
    if source is None:
        return "speaker_of_host" if report.host is not None else "speaker_dropped"
    if entity.kind == "person":
        if source.name:
            return "speaker_named"
        return "speaker_by_office" if entity.roles and len(entity.folded) > 1 else "speaker_office_only"
    return "speaker_described"


@cache
def _data() -> dict[str, dict[str, float]]:
    data = tomllib.loads((files("khabar.attribution") / "data" / "confidence.toml").read_text(encoding="utf-8"))
    return {part: {name: float(value) for name, value in values.items()} for part, values in data.items()}


def shown_level() -> float:
    """Return the confidence from which a statement may be shown without an editor having looked at it."""
    return _data()["shown"]["level"]


def sure_level() -> float:
    """Return the confidence from which the desk calls a suggestion sure."""
    return _data()["desk"]["sure"]


def weights() -> dict[str, float]:
    """Return the weight of every sign, and `base`."""
    return _data()["weights"]


@cache
def _weights() -> defaultdict[str, float]:
    return defaultdict(float, weights())


def confidence(signs: Sequence[str]) -> float:
    """Return how sure a statement with these signs is."""
    weight = _weights()
    odds = weight["base"] + sum(map(weight.__getitem__, signs))
    return min(round(1 / (1 + math.exp(-odds)), 2), most(signs))


def most(signs: Sequence[str]) -> float:
    """Return what a statement with these signs reaches at most, whatever the weights say."""
    return min((limit for sign, limit in _data()["most"].items() if sign in signs), default=1.0)
