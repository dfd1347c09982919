"""Reports within reports: whether a verb inside somebody's words tells of another's (قال إن الوزير دعا إلى كذا)."""

from collections.abc import Set

from khabar.attribution.cue import Cue
from khabar.attribution.lexicon import FIRST_NAME, OBJECT, listed
from khabar.attribution.nounphrase import read_source
from khabar.attribution.sources import Source, tag
from khabar.attribution.speaking import Report
from khabar.attribution.text import Paragraph, fold


def tells(p: Paragraph, cue: Cue, outer: Report, known: Set[str]) -> bool:
    """Whether the verb at `cue` reports words where it opens the content of `outer`; `known` are names met before."""
    complement, word = cue.complement, cue.word
    if complement is None or word is None or word.verb.kind == "judge":
        return False
    if complement.how in ("that", "colon", "quote"):
        return word.verb.kind != "ask"
    told = complement.how == "object" and "مسند" in word.verb.takes
    if word.form.use != "past" or not (told or complement.how == "preposition"):
        return False
    judged = outer.cue.word is not None and outer.cue.word.verb.kind == "judge"
    if judged or cue.at == outer.start or fold(word.verb.lemma) in listed("undertaking"):
        return False
    source = inner_source(p, outer.start, cue.at)
    if source is None:
        return False
    plainly = told or complement.content - complement.limit > 1  # قال إن اللجنة أكدت على أن, … أبلغت فلانا رفضها
    return (plainly and source.kind == "organisation") or _is_somebody(p, source, known)


def tells_the_teller(cue: Cue, outer: Report) -> bool:
    """Whether a verb tells what somebody said to the speaker of `outer`, by its pronoun (قالت إن الطبيب أخبرها أن)."""
    if cue.word is None or cue.form is None or outer.source is None or "مسند" not in cue.word.verb.takes:
        return False
    one = "ها" if outer.source.gender == "f" else "ه"
    return cue.form.suffix == ("هم" if outer.source.plural else one)


def inner_source(p: Paragraph, start: int, verb: int) -> Source | None:
    """Read who speaks from `start` to before `verb`: a gathering speaks for its body (اجتماع اللجنة أكد أن)."""
    return read_source(p, start + (p.norm[start] in listed("gatherings")), verb)


def is_thing(p: Paragraph, source: Source, known: Set[str]) -> bool:
    """Whether a phrase read as a person has no office, no name known, and the shape of things (حالات الإصابة)."""
    word = p.norm[source.first]
    several = word.startswith("ال") and source.behind - source.first > 1
    shaped = several or word.endswith("ات") or p.norm[source.first - 1] in listed("pointers")
    return shaped and source.kind == "person" and not source.roles and not _is_met(p, source, known)


def is_act(source: Source) -> bool:
    """Whether a phrase begins with a verbal noun and so is what somebody notices, and nobody (وجود شقوق)."""
    letters = tag(source.first_word)
    return OBJECT in letters and FIRST_NAME not in letters


def _is_somebody(p: Paragraph, source: Source, known: Set[str]) -> bool:
    """Whether a phrase means a person beyond doubt, and not one's own (زملاؤها نصحوها بكذا)."""
    own = p.words[source.first].endswith(("ها", "هم", "ه"))
    person = source.kind == "person" and bool(source.roles or _is_met(p, source, known))
    return (person or source.kind == "unnamed") and not own


def _is_met(p: Paragraph, source: Source, known: Set[str]) -> bool:
    word = p.norm[source.first]
    return FIRST_NAME in tag(word) or word in known
