"""What means the same as the words of a query."""

from khabar.search.query import understand, with_synonyms
from khabar.search.synonyms import MAX_ALIKE, NONE_ALIKE, Synonyms

ALIKE = Synonyms([(("حاسوب",), ("كمبيوتر",)), (("الصحه", "العالميه"), ("ص", "ع"), ("زهرمان",))])


def test_the_longest_run_of_words_counts() -> None:
    assert list(ALIKE.found_in(("مدير", "الصحه", "العالميه", "حاسوب"))) == [
        (1, 2, (("ص", "ع"), ("زهرمان",))),
        (3, 1, (("كمبيوتر",),)),
    ]


def test_the_article_and_clitics_do_not_matter() -> None:
    assert [found[2] for found in ALIKE.found_in(("الحاسوب",))] == [(("كمبيوتر",),)]
    assert [found[2] for found in ALIKE.found_in(("وبالكمبيوتر",))] == [(("حاسوب",),)]
    assert list(ALIKE.found_in(("محاسب",))) == []


def test_alternatives_join_the_words_of_the_query() -> None:
    read = with_synonyms(understand("شراء حاسوب"), ALIKE)
    assert [[other.norm for other in word.others] for word in read.words] == [[], ["كمبيوتر"]]
    several = with_synonyms(understand("زهرمان"), ALIKE)
    assert several.words[0].together == (("الصحه", "العالميه"), ("ص", "ع"))


def test_a_text_and_a_query_without_synonyms_stay_as_they_are() -> None:
    text = understand("حاسوب " + " ".join(f"كلمة{number}" for number in range(9)))
    assert with_synonyms(text, ALIKE) is text
    assert with_synonyms(understand("سمك"), NONE_ALIKE).words[0].others == ()


def test_sets_that_share_a_word_are_joined_up_to_a_number() -> None:
    many = Synonyms([(("سمك",), *(((f"اسم{number}",)) for number in range(30)))])
    ((_, _, alike),) = many.found_in(("سمك",))
    assert len(alike) == MAX_ALIKE
