"""Mail addresses: one spelling for each mailbox, Arabic domains in ASCII, nothing that could be a header."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.letters.addresses import masked, normalise
from khabar.letters.errors import BadAddress


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("noor@example.com", "noor@example.com"),
        ("  Noor@Example.COM ", "noor@example.com"),
        ("\u200fnoor@example.com\u200e", "noor@example.com"),
        ("noor+news@example.com", "noor+news@example.com"),
        ("n.o.o.r@example.com", "n.o.o.r@example.com"),
        ("noor@موقع.مصر", "noor@xn--4gbrim.xn--wgbh1c"),
        ("noor@bücher.example", "noor@xn--bcher-kva.example"),
        ("noor＠example.com", "noor@example.com"),
    ],
)
def test_one_mailbox_has_one_spelling(given_text: str, expected: str) -> None:
    assert normalise(given_text) == expected
    assert normalise(expected) == expected


@pytest.mark.parametrize(
    "bad",
    ["", "@", "noor", "noor@", "@example.com", "a@b", "a..b@example.com", ".a@example.com", "a@-x.com", "a@x_y.com",
     "نور@example.com", "a b@example.com", "a@example.com\n", "a@example.com\r\nTo: b@example.com", "a@b@example.com",
     "a,b@example.com", "<a@example.com>", '"a"@example.com', "a@127.0.0.1", "a@[::1]", "a" * 65 + "@example.com",
     "a@" + "b" * 64 + ".com", "a@" + "bcd." * 70 + "com", "a\x00@example.com"],
)  # fmt: skip
def test_what_no_mail_can_be_sent_to_is_refused_in_arabic(bad: str) -> None:
    with pytest.raises(BadAddress) as refused:
        normalise(bad)
    assert any("\u0600" <= letter <= "\u06ff" for letter in str(refused.value))


@given(st.text(max_size=60) | st.text("abn.@-,;:<> \r\n", max_size=20))
def test_no_text_becomes_more_than_one_address(text: str) -> None:
    try:
        found = normalise(text)
    except BadAddress:
        return
    assert set(found) <= set(string.ascii_lowercase + string.digits + "!#$%&'*+/=?^_`{|}~.-@")
    assert found.count("@") == 1
    assert normalise(found) == found


def test_an_address_is_shown_by_its_first_letter() -> None:
    assert masked("noor@example.com") == "n…@example.com"
