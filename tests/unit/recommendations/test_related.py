"""How near documents are: by topics, names and rare words, not by length."""

from khabar.recommendations.related import Document, ranked, words_of


def document(key: int, text: str, topics: tuple[int, ...] = (), names: tuple[int, ...] = ()) -> Document:
    return Document(key, words_of(text), frozenset(topics), frozenset(names))


SEED = document(0, "افتتاح سوق السمك الجديد في ميناء الصيادين", topics=(7,), names=(3,))


def order(*others: Document) -> list[int]:
    return [key for key, _ in ranked(SEED, others)]


def test_a_topic_counts_more_than_a_name_and_a_name_more_than_a_word() -> None:
    others = (
        document(1, "ازدحام أمام سوق الخضار"),
        document(2, "مقابلة مع العمدة", names=(3,)),
        document(3, "رحلة بحرية", topics=(7,)),
        document(4, "مباراة في كرة اليد"),
    )
    assert order(*others) == [3, 2]


def test_words_alone_relate_when_they_are_several_and_in_any_form() -> None:
    assert order(document(1, "صيادو الميناء يعرضون أسماكهم في السوق"), document(2, "معرض الكتاب يفتح أبوابه")) == [1]


def test_what_every_document_says_relates_nothing() -> None:
    others = [document(key, f"خبر عن ميناء وسوق وسمك رقم{key}") for key in range(1, 30)]
    assert order(*others) == []


def test_a_long_text_does_not_win_by_its_length() -> None:
    filler = " ".join(f"كلمة{number}" for number in range(60))
    seed = document(0, f"ميناء سمك صيادون {filler}")
    near, far = document(1, "ميناء سمك صيادون"), document(2, "ميناء " + " ".join(f"شيء{n}" for n in range(90)))
    assert [key for key, _ in ranked(seed, [far, near])][:1] == [1]


def test_of_equals_the_one_given_first() -> None:
    assert order(document(5, "", topics=(7,)), document(4, "", topics=(7,))) == [5, 4]
    assert order() == []
