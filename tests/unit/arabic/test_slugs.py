import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.arabic.slugs import FALLBACK, MAX_SLUG, slugify


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ('الوزير يصف زيارته بـ"الناجحة"', "الوزير-يصف-زيارته-ب-الناجحة"),
        ("مُعَلِّمون يكرّمون زميلـــهم", "معلمون-يكرمون-زميلهم"),
        ("الأهلي يفوز ٣-١ على ضيفه!", "الأهلي-يفوز-3-1-على-ضيفه"),
        ("هاتف iPhone الجديد", "هاتف-iphone-الجديد"),
        ("L'Équipe تكتب", "léquipe-تكتب"),
        ("", FALLBACK),
        ("؟!…", FALLBACK),
        ("\u202e\x00", FALLBACK),
    ],
)
def test_slug_of_a_headline(headline: str, slug: str) -> None:
    assert slugify(headline) == slug


def test_a_long_headline_is_cut_between_words() -> None:
    words = ["كلمة"] * 40
    slug = slugify(" ".join(words))
    assert len(slug) <= MAX_SLUG
    assert set(slug.split("-")) == {"كلمة"}


def test_a_single_long_word_is_cut() -> None:
    assert slugify("ا" * 200) == "ا" * MAX_SLUG


@given(st.text(max_size=300))
def test_a_slug_is_never_empty_too_long_or_its_own_variant(text: str) -> None:
    slug = slugify(text)
    assert 0 < len(slug) <= MAX_SLUG
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert not set(slug) & set(' /?#%&"<>\\')
