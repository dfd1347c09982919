"""Lines of ads.txt, good and bad."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.ads.ads_txt import MAX_LINES, mistakes

GOOD = """# بائعونا
google.com, pub-1234567890123456, DIRECT, f08c47fec0942fa0
exchange.example , 42 , reseller # عبر الوكالة
CONTACT=ads@news.example
ownerdomain=news.example
MANAGERDOMAIN=agency.example, EG

seller.example,77,DIRECT;extension=1
"""


def test_a_good_file_has_no_mistakes() -> None:
    assert mistakes(GOOD) == []
    assert mistakes("") == []


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("google.com, pub-1", "DIRECT أو RESELLER"),
        ("google, pub-1, DIRECT", "«google» ليس نطاقًا"),
        ("https://google.com, pub-1, DIRECT", "ليس نطاقًا"),
        ("google.com, , DIRECT", "رقم الحساب"),
        ("google.com، pub-1، DIRECT", "فاصلة"),
        ("google.com, pub-1, OWNER", "«OWNER» غير معروفة"),
        ("google.com, pub-1, DIRECT,", "رقم الاعتماد"),
        ("google.com, pub-1, DIRECT, a, b", "يُكتب السطر هكذا"),
        ("CONTACT=", "CONTACT"),
        ("CONTACTS=a@b.example", "«CONTACTS» غير معروف"),
        ("OWNERDOMAIN=نطاق", "ليس نطاقًا"),
    ],
)
def test_a_mistake_is_named_by_its_line(line: str, told: str) -> None:
    found = mistakes(f"# أول\n{line}\ngoogle.com, pub-1, DIRECT")
    assert len(found) == 1
    assert found[0].startswith("السطر 2: ")
    assert told in found[0]


def test_a_file_without_end_is_refused() -> None:
    assert mistakes("#\n" * MAX_LINES) == []
    assert len(mistakes("#\n" * (MAX_LINES + 1))) == 1


@given(st.text())
def test_any_text_is_answered_and_every_mistake_has_a_line(text: str) -> None:
    assert all(told.startswith("السطر ") for told in mistakes(text))
