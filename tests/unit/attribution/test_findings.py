"""What the desk is warned of: each warning where it belongs, and none where it does not."""

import pytest

from khabar.attribution.exports import Quoted, Via
from khabar.attribution.findings import TwoWays, credit_mismatches, spelled_two_ways, unsourced

AGENCIES = {"dpa": "وكالة الأنباء الألمانية", "afp": "فرانس برس", "tass": "تاس", "reuters": "رويترز"}


def said(text: str, *chain: tuple[str, str], paragraph: int = 1, speaker: str = "ليلى حداد") -> Quoted:
    links = tuple(Via(AGENCIES.get(code, code), role, code if code in AGENCIES else "") for code, role in chain)
    return Quoted(paragraph, text, "indirect", speaker, "person", chain=links)


# --- Two spellings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("زار الوفد بيلاروسيا أمس، ثم غادر بيلاروس اليوم.", ("بيلاروس", "بيلاروسيا")),
        ("يعقد الاجتماع الإثنين، وكان قد أُجل من الاثنين الماضي.", ("إثنين", "اثنين")),
        ("وصل إلى الإمارات ثم غادر الامارات ليلا.", ("إمارات", "امارات")),
        ("قال أردوغان إنه راض، ثم خرج أردوجان من القاعة.", ("أردوجان", "أردوغان")),
        ("بحث الإجتماع الخطة، وانتهى اجتماع آخر قبله.", ("إجتماع", "اجتماع")),
    ],
)
def test_two_spellings_of_one_word_are_told(text: str, pair: tuple[str, str]) -> None:
    found = spelled_two_ways([text], names=["رجب أردوغان"])
    assert [{one.one.removeprefix("ال"), one.other.removeprefix("ال")} for one in found] == [set(pair)]


def test_a_speaker_spelled_in_two_ways_is_told_across_paragraphs() -> None:
    texts = ["قال لوكاشينكو إن الاتفاق قريب.", "ثم صافح لوكاشنكو ضيفه، وودع لوكاشينكو الجميع."]
    assert spelled_two_ways(texts, names=["ألكسندر لوكاشينكو"]) == [TwoWays("لوكاشينكو", "لوكاشنكو")]


@pytest.mark.parametrize(
    "text",
    [
        "زار ألمانيا والتقى الرئيس الألماني في السفارة الألمانية مع ألمانيين.",
        "زار فرنسا والتقى الفرنسيين في مدرسة فرنسية.",
        "وزار سوريا ثم عاد من سوريا.",
        "نظمت الإعلام ورفعت الأعلام فوق وزارة الإعلام.",
        "قال على المنبر إن علي غائب وعليه أن يعود.",
        "المسؤولون التقوا المسؤولين والمسؤولات.",
        "كتب الكاتب كتابا في مكتب الكتاب والمكتبات.",
        "التقى محمد أخاه محمود في القاهرة.",
        "السودان والسوداني والسودانية والسودانيون.",
        "قال الاتحاد إن للاتحاد رأيا، ولاتحادنا رأي آخر، وهو حق للطفولة ولطفولة كل طفل.",
        "",
    ],
)
def test_other_words_are_not_two_spellings(text: str) -> None:
    assert spelled_two_ways([text]) == []


# --- The credit -------------------------------------------------------------------------------------


def test_words_told_to_an_agency_that_is_not_credited() -> None:
    (found,) = credit_mismatches(["dpa"], [said("نعم", ("afp", "told_to"))], AGENCIES)
    assert found.agency == "afp"
    assert "فرانس برس" in found.reason


@pytest.mark.parametrize(
    ("name", "reads"),
    [("وكالة تاس", "قيل لوكالة تاس،"), ("الأناضول", "قيل للأناضول،"), ("AFP", "قيل لـAFP،")],
)
def test_the_preposition_before_the_agency_is_joined_as_arabic_joins_it(name: str, reads: str) -> None:
    told, other = said("نعم", ("afp", "told_to")), said("لا")
    (found,) = credit_mismatches(["dpa"], [told, other], AGENCIES | {"afp": name})
    assert reads in found.reason
    assert "الأقوال" not in found.reason  # not all of them were told to it


def test_everything_through_one_agency_that_is_not_credited() -> None:
    statements = [said("نعم", ("reuters", "relay")), said("لا", ("reuters", "relay"))]
    (found,) = credit_mismatches(["dpa"], statements, AGENCIES)
    assert found.agency == "reuters"


def test_agencies_in_a_text_that_credits_none() -> None:
    found = credit_mismatches([], [said("نعم", ("tass", "relay")), said("لا", ("afp", "told_to"))], AGENCIES)
    assert {one.agency for one in found} == {"tass", "afp"}


def test_words_told_to_one_agency_beside_words_told_to_the_credited_one() -> None:
    statements = [said("نعم", ("dpa", "told_to")), said("ربما", ("dpa", "told_to")), said("لا", ("afp", "told_to"))]
    (found,) = credit_mismatches(["dpa"], statements, AGENCIES)
    assert found.agency == "afp"


def test_most_of_a_text_through_an_agency_that_is_not_credited() -> None:
    through = [said(text, ("reuters", "relay")) for text in ("نعم", "لا")]
    (found,) = credit_mismatches(["dpa"], [*through, said("ربما")], AGENCIES)
    assert found.reason == "وصل قولان من أصل 3 عبر رويترز، وهي ليست في سطر المصدر"


def test_a_text_put_together_from_agencies_of_which_none_is_credited() -> None:
    own = Quoted(2, "لا", "indirect", "رويترز", "media", source="reuters")
    statements = [said("نعم", ("tass", "relay")), own, said("ربما", ("reuters", "relay"))]
    assert [one.agency for one in credit_mismatches(["dpa"], statements, AGENCIES)] == ["reuters", "tass"]
    assert [one.agency for one in credit_mismatches([], [own], AGENCIES)] == ["reuters"]


@pytest.mark.parametrize(
    ("credits", "statements"),
    [
        (["dpa"], [said("نعم", ("tass", "relay")), said("لا", ("tass", "relay")), said("ربما"), said("كلا")]),
        (["reuters"], [said("نعم", ("afp", "told_to"), ("reuters", "relay"))]),
        (["dpa"], [said("نعم", ("reuters", "relay")), said("لا", ("dpa", "told_to"), ("reuters", "relay"))]),
        (["dpa"], [said("نعم", ("tass", "relay")), said("لا")]),
        (["dpa"], [said("نعم", ("tass", "relay"))]),
        (["afp"], [said("نعم", ("afp", "told_to"))]),
        (["dpa", "reuters"], [said("نعم", ("reuters", "relay")), said("لا", ("reuters", "relay"))]),
        (["dpa"], [said("نعم", ("صحيفة الضفة", "told_to"))]),
        ([], [said("نعم")]),
        ([], []),
        (["dpa"], []),
    ],
)
def test_credits_that_agree_with_the_chains(credits: list[str], statements: list[Quoted]) -> None:
    assert credit_mismatches(credits, statements, AGENCIES) == []


# --- Facts without a source -------------------------------------------------------------------------


def test_a_quantity_nobody_gave_is_told() -> None:
    texts = ["ارتفعت الأسعار 12% خلال شهر. وقالت الوزيرة إن الدعم سيبلغ 40 مليون دولار."]
    (found,) = unsourced(texts, [said("الدعم سيبلغ 40 مليون دولار")])
    assert (found.par, found.sentence) == (0, "ارتفعت الأسعار 12% خلال شهر.")
    assert found.figures == ("12%",)


@pytest.mark.parametrize(
    "text",
    [
        "وقالت الوزيرة إن الدعم سيبلغ 40 مليون دولار.",
        "وعقد اللقاء في الساعة 10 صباحا يوم 3 مارس 2026.",
        "وحضر اللقاء عدد من السفراء.",
        "وكان المصنع قد أُغلق عام 2007 ليعيش عماله على المعونة.",
        "",
    ],
)
def test_what_somebody_said_and_what_is_no_quantity_is_not_told(text: str) -> None:
    assert unsourced([text], [said("الدعم سيبلغ 40 مليون دولار")]) == []


def test_a_quantity_that_a_statement_elsewhere_gives_has_a_source() -> None:
    texts = ["دعم بقيمة 40 مليون دولار للمزارعين.", "وقالت الوزيرة إن الدعم سيبلغ 40 مليون دولار."]
    assert unsourced(texts, [said("الدعم سيبلغ 40 مليون دولار", paragraph=2)]) == []
