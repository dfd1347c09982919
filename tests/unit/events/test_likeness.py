"""Stories without a signature are compared by their word pairs themselves."""

from khabar.events import Rarity, Relation, Story, compare, fingerprint, likeness

WORDS = "أعلن الوزير صابر المنيعي بدء ملء خزان السد صباحا وسط اعتراض المزارعين في الدلتا"


def test_the_same_text_is_wholly_alike_and_another_not() -> None:
    one = fingerprint(Story("بدء ملء الخزان", [WORDS]), signed=False)
    same = fingerprint(Story("بدء ملء الخزان", [WORDS]), signed=False)
    other = fingerprint(Story("معرض الزهور", ["فتح المعرض أبوابه للزوار في الحديقة العامة"]), signed=False)
    assert likeness(one, same) == 1.0
    assert likeness(one, other) == 0.0
    assert compare(one, same, 1.0, Rarity()).relation == Relation.SAME_STORY


def test_signed_and_unsigned_tell_nothing_of_each_other() -> None:
    story = Story("بدء ملء الخزان", [WORDS])
    assert likeness(fingerprint(story), fingerprint(story, signed=False)) == 0.0


def test_pairs_are_not_stored() -> None:
    found = fingerprint(Story("بدء ملء الخزان", [WORDS]), signed=False)
    assert found.shingles
    assert not type(found).load(found.dump()).shingles
