"""The forms of an Arabic verb from its dictionary forms, in folded spelling (no hamza, no vowel marks)."""

from collections.abc import Iterator
from typing import NamedTuple

from khabar.attribution.text import fold


class Form(NamedTuple):
    """One form: its spelling, the gender (m, f or - for either) and number (s, d, p) of its subject, and its use.

    `use` is "past", "present", "participle" or "noun"; `suffix` tells a pronoun behind it (وصفه, قوله).
    """

    spelling: str
    gender: str
    number: str
    use: str
    suffix: str = ""


_PRONOUNS = ("ه", "ها", "هم", "هما", "ني", "نا")


def past_forms(past: str, *, with_object: bool) -> Iterator[Form]:
    """Yield the perfect in the third person and the first (قال, قالت, قالوا, قلنا)."""
    base = fold(past)
    weak = base[-1] in "اي"
    stem = base[:-1] if weak else base
    yield Form(base, "m", "s", "past")
    yield Form(stem + "ت", "f", "s", "past")
    yield Form(stem + "وا", "m", "p", "past")
    yield Form(stem + "تا", "f", "d", "past")
    yield Form((base[:-1] + ("و" if past.endswith("ا") else "ي") if weak else base) + "ا", "m", "d", "past")
    if not weak and len(base) > 2:
        yield Form(stem + "ن", "f", "p", "past")
    if with_object:
        yield from (Form(stem + ("ا" if weak else "") + one, "m", "s", "past", one) for one in _PRONOUNS)
        yield from (Form(stem + "ت" + one, "f", "s", "past", one) for one in _PRONOUNS)
        yield from (Form(stem + "و" + one, "m", "p", "past", one) for one in _PRONOUNS)


def present_forms(present: str, *, with_object: bool) -> Iterator[Form]:
    """Yield the imperfect in the third person (يقول, تقول, يقولون, يقولان)."""
    base = fold(present)
    weak = base[-1] in "اوي"
    stem = base[:-1] if weak else base
    yield Form(base, "m", "s", "present")
    yield Form("ت" + base[1:], "f", "s", "present")
    yield Form(stem + "ون", "m", "p", "present")
    if with_object:
        yield from (Form(stem + "ون" + one, "m", "p", "present", one) for one in _PRONOUNS)
    for prefix, gender in (("ي", "m"), ("ت", "f")):
        yield Form(prefix + base[1:] + "ان", gender, "d", "present")
        if with_object:
            yield from (Form(prefix + base[1:] + one, gender, "s", "present", one) for one in _PRONOUNS)


def jussive_forms(present: str) -> Iterator[Form]:
    """Yield a verb with a weak ending as it stands behind لم (لم يخف, لم تخف, لم يخفوا)."""
    base = fold(present)[:-1]
    yield Form(base, "m", "s", "present")
    yield Form("ت" + base[1:], "f", "s", "present")
    yield Form(base + "وا", "m", "p", "present")


def participle_forms(participle: str) -> Iterator[Form]:
    """Yield the active participle as it stands beside a verb (مضيفا, مضيفة, مضيفين, مضيف)."""
    base = fold(participle)
    stem = base[:-1] if base.endswith("ي") else base
    yield Form(base + "ا", "m", "s", "participle")
    yield Form(base + "ه", "f", "s", "participle")
    yield Form(stem + "ين", "m", "p", "participle")
    yield Form(base + "ات", "f", "p", "participle")
    yield Form(base + "تين", "f", "d", "participle")
    yield Form(base, "m", "s", "bare participle")


def noun_forms(noun: str) -> Iterator[Form]:
    """Yield the verbal noun alone and with the pronoun of its speaker (قول, قوله, إعلانها)."""
    base = fold(noun)
    yield Form(base, "-", "-", "noun")
    stem = base[:-1] + "ت" if noun.endswith("ة") else base
    for pronoun, gender, number in (("ه", "m", "s"), ("ها", "f", "s"), ("هم", "m", "p"), ("هما", "-", "d")):
        yield Form(stem + pronoun, gender, number, "noun", pronoun)
        if noun.endswith("اء"):  # بعد ادعائها, رغم ادعاؤها
            yield from (Form(stem + seat + pronoun, gender, number, "noun", pronoun) for seat in "يو")
