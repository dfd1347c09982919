"""The agencies' authority file and the reading of credits."""

import re

import pytest

from khabar.formats.agencies import agencies_in, agency_by_code, all_agencies, find_agency, is_generic_credit


def codes(credit: str) -> list[str]:
    return [agency.code for agency in agencies_in(credit)]


def test_authority_file_is_whole_and_unambiguous() -> None:
    agencies = all_agencies()
    assert len(agencies) >= 40
    assert len({agency.code for agency in agencies}) == len(agencies)
    claimed: dict[str, str] = {}
    for agency in agencies:
        assert re.fullmatch(r"[a-z0-9-]+", agency.code)
        assert re.fullmatch(r"[A-Z]{2}", agency.country)
        assert agency.website.startswith("https://")
        assert re.search("[\u0600-\u06ff]", agency.name)
        for form in (agency.name, agency.credit, agency.latin, *agency.aliases):
            assert find_agency(form) == agency, form
            assert claimed.setdefault(form, agency.code) == agency.code


@pytest.mark.parametrize(
    "text",
    [
        "د ب أ",
        "د.ب.أ",
        "د. ب. أ",
        "(د ب ا)",
        "دب أ",
        "DPA",
        "dpa",
        "وكالة الأنباء الألمانية",
        "وكالة الانباء الالمانيه",
        "د ب أَ",
    ],
)
def test_every_spelling_of_one_agency(text: str) -> None:
    agency = find_agency(text)
    assert agency is not None
    assert (agency.code, agency.credit, agency.name) == ("dpa", "د ب أ", "وكالة الأنباء الألمانية")


@pytest.mark.parametrize(
    ("credit", "expected"),
    [
        ("القاهرة - رويترز، أ ف ب", ["reuters", "afp"]),
        ("رويترز وأ ف ب", ["reuters", "afp"]),
        ("رويترز + الأناضول", ["reuters", "anadolu"]),
        ("© REUTERS / CITY HALL", ["reuters"]),
        ("AFP via Getty Images", ["afp", "getty"]),
        ("المصدر: وكالة أنباء شينخوا", ["xinhua"]),
        ("نقلا عن وكالة الأنباء الألمانية (د ب أ) أمس", ["dpa"]),
        ("أ ش أ - أ ش أ", ["mena"]),
        ("وكالات", []),
        ("الجزيرة + وكالات", []),
    ],
)
def test_credit_lines(credit: str, expected: list[str]) -> None:
    assert codes(credit) == expected


@pytest.mark.parametrize(
    "text",
    ["قال إن وال ومع بنا وفا", "دوام العمل في المدارس", "ذهبنا معا إلى السوق", "وامق", "فارس الأحلام", "مهر العروس"],
)
def test_short_credits_are_not_found_inside_ordinary_words(text: str) -> None:
    assert codes(text) == []


def test_generic_credits_are_no_agency() -> None:
    assert is_generic_credit("وكالات")
    assert is_generic_credit("(الوكالات)")
    assert not is_generic_credit("رويترز")
    assert find_agency("") is None


def test_lookup_by_code() -> None:
    kuna = agency_by_code("kuna")
    assert kuna is not None
    assert kuna.ref().credit == "كونا"
    assert agency_by_code("none") is None
