"""The forms made from a verb's dictionary forms."""

import pytest

from khabar.attribution.lexicon import cue_forms
from khabar.attribution.morphology import noun_forms, participle_forms, past_forms, present_forms


def spellings(forms: object) -> set[str]:
    return {form.spelling for form in forms}  # type: ignore[attr-defined]


def test_regular_verb() -> None:
    assert {"اكد", "اكدت", "اكدوا", "اكدتا", "اكدن"} <= spellings(past_forms("أكد", with_object=False))
    assert {"يوكد", "توكد", "يوكدون", "يوكدان"} <= spellings(present_forms("يؤكد", with_object=False))


def test_verb_with_a_weak_end() -> None:
    assert {"دعا", "دعت", "دعوا"} <= spellings(past_forms("دعا", with_object=False))
    assert {"يدعو", "تدعو", "يدعون"} <= spellings(present_forms("يدعو", with_object=False))
    assert {"نفي", "نفت", "نفوا"} <= spellings(past_forms("نفى", with_object=False))


def test_pronouns_only_where_an_object_is_a_person() -> None:
    assert "وصفه" in spellings(past_forms("وصف", with_object=True))
    assert "وصفه" not in spellings(past_forms("وصف", with_object=False))


def test_participle_and_noun() -> None:
    assert {"مضيفا", "مضيفه", "مضيفين", "مضيفات"} <= spellings(participle_forms("مضيف"))
    assert {"داعيا", "داعيه", "داعين"} <= spellings(participle_forms("داعي"))
    assert {"قوله", "قولها", "قولهم"} <= spellings(noun_forms("قول"))


@pytest.mark.parametrize("word", ["قال", "اكدت", "يضيفون", "مشيرا", "اعلانها", "دعاه"])
def test_forms_reach_the_lexicon(word: str) -> None:
    assert word in cue_forms()
