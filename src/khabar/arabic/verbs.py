"""The stems of a word read as a verb: person prefixes off, so that أعلن, يعلن and تعلن meet.

The patterns are those of the derived forms in any grammar (Ryding, "A Reference Grammar of Modern Standard Arabic",
2005, chapters 21 to 31): the present puts ي or ت before the stem; the past of forms IV, VII, VIII and X puts an alef
that the present lacks (أعلن يعلن, انفجر ينفجر, اجتمع يجتمع, استخدم يستخدم). Weak verbs that change more are listed.
"""

import re
from functools import cache

from khabar.arabic.normalise import normalise_search
from khabar.arabic.wordlists import read_lines

_WEAK_END = re.compile("ي[^اوي].[ايو]")
_VERBAL_NOUN = re.compile("ت..ي.")
"""The verbal noun of form II (تنظيم, تحقيق), which no present looks like."""
_PAST_WITH_ALEF = re.compile("ا(?:ست..?|ن[^ا]|[^ا]ت).+")
_MIDDLE_ALEF = re.compile("(.+)ا([^ا])")


def verb_stems(word: str, ended: str, is_listed: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sure and the possible stems of a folded word, given also without its endings, as a verb.

    A word with ي in front is nearly always a verb; one with ت or alef only may be one. Nothing else may begin the stem
    of a listed word than its own first letter.
    """
    weak = _weak()
    if ended in weak or word in weak:
        return (weak.get(word) or weak[ended],), ()
    if is_listed and word[0] != "ا":
        return (), ()
    if word[0] == "ي":
        return _present(word, ended), ()
    if word[0] == "ت":
        if _VERBAL_NOUN.fullmatch(ended):
            return (), ()
        return (), _present(word, ended) if len(ended) < 6 or ended.startswith("تست") else ()
    if word[0] == "ا" and _PAST_WITH_ALEF.fullmatch(ended) and len(ended) > 4:
        return _past(ended[1:]), ()
    return (), _past(ended[1:]) if word[0] == "ا" and len(ended) == 4 else ()


def is_listed_verb(word: str) -> bool:
    """Tell whether a folded word is a form of a listed weak verb (نفت, رأت)."""
    return word in _weak()


def past_forms(stem: str) -> tuple[str, ...]:
    """Return how the past of a verb is spelled where it does not contain the stem (قال of قول, ضاف of ضيف)."""
    long_vowel = (f"{stem[:-2]}ا{stem[-1]}",) if len(stem) in (3, 5) and stem[-2] == "ي" else ()
    return (*long_vowel, *_weak_pasts().get(stem, ()))


def _present(word: str, ended: str) -> tuple[str, ...]:
    if len(word) == 4 and _WEAK_END.fullmatch("ي" + word[1:]):
        return (word[1:],)
    if len(ended) < 4:
        return ()
    verb = ended[1:]
    return (verb, "ا" + verb[1:]) if verb[0] == "و" and len(verb) == 3 else (verb,)


def _past(verb: str) -> tuple[str, ...]:
    """Return the stem; with ي for the long vowel that hollow verbs have in the present (أضاف يضيف)."""
    if verb[-2] != "ا":
        return (verb,)
    return (_MIDDLE_ALEF.sub(r"\1ي\2", verb),) if len(verb) == 3 or (verb.startswith("ست") and len(verb) == 5) else ()


@cache
def _weak() -> dict[str, str]:
    """Return the listed weak verbs: past and present under the stem of the present."""
    found: dict[str, str] = {}
    for line in read_lines("verbs.txt"):
        past, present = (normalise_search(word) for word in line.split())
        for form in (past, f"ي{present}", f"ت{present}"):
            found.setdefault(form, present)
    return found


@cache
def _weak_pasts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, stem in _weak().items():
        found.setdefault(stem, []).append(form)
    return found
