"""Which readings count: once an hour for each reader, none of programs, so many of an address and no more."""

from itertools import count

import pytest

from khabar.core.programs import is_program
from khabar.recommendations.counting import PER_ADDRESS, PER_STORY, WINDOW, Readings

PHONE = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
TABLET = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Safari/604.1"


def readings() -> Readings:
    numbers = count(1)
    return Readings(random=lambda size: next(numbers).to_bytes(size, "big"))


def test_a_reader_counts_once_in_a_window_and_again_in_the_next() -> None:
    counter = readings()
    assert counter.see(7, "192.0.2.1", PHONE, 0.0)
    assert not any(counter.see(7, "192.0.2.1", PHONE, second) for second in range(1, 500))
    assert counter.see(8, "192.0.2.1", PHONE, 500.0)
    assert counter.see(7, "192.0.2.1", PHONE, WINDOW)
    assert counter.take() == {7: 2, 8: 1}
    assert counter.take() == {}


def test_readers_behind_one_address_are_told_apart_by_their_browsers_up_to_a_bound() -> None:
    counter = readings()
    assert counter.see(7, "192.0.2.1", PHONE, 0.0)
    assert counter.see(7, "192.0.2.1", TABLET, 0.0)
    for number in range(1_000):
        counter.see(7, "192.0.2.1", f"{PHONE} {number}", 1.0)
    assert counter.take() == {7: PER_STORY}
    assert counter.see(7, "192.0.2.2", PHONE, 2.0)


def test_reloading_does_not_use_up_what_others_of_the_address_may_read() -> None:
    counter = readings()
    for _ in range(1_000):
        counter.see(7, "192.0.2.1", PHONE, 1.0)
    assert counter.see(7, "192.0.2.1", TABLET, 2.0)


def test_one_address_cannot_read_everything() -> None:
    counter = readings()
    seen = sum(counter.see(story, "192.0.2.1", PHONE, 1.0) for story in range(2 * PER_ADDRESS))
    assert seen == PER_ADDRESS


def test_addresses_of_one_line_are_one_address() -> None:
    counter = readings()
    for number in range(1, 300):
        counter.see(7, f"2001:db8:1:2::{number:x}", PHONE, 1.0)
    assert counter.take() == {7: PER_STORY}


def test_many_readers_are_told_apart() -> None:
    counter = readings()
    told = sum(counter.see(7, f"198.51.{n >> 8}.{n & 255}", PHONE, 1.0) for n in range(20_000))
    assert told > 19_990


def test_every_window_has_a_key_of_its_own() -> None:
    keys: list[int] = []
    counter = Readings(random=lambda size: keys.append(size) or bytes([len(keys)]) * size)
    for at in (0.0, WINDOW / 2, WINDOW, 3 * WINDOW):
        counter.see(1, "192.0.2.1", PHONE, at)
    assert keys == [32, 32, 32]


def test_what_could_not_be_written_is_counted_with_the_next() -> None:
    counter = readings()
    counter.see(7, "192.0.2.1", PHONE, 0.0)
    taken = counter.take()
    counter.see(7, "192.0.2.2", PHONE, 0.0)
    counter.put_back(taken)
    assert counter.take() == {7: 2}


@pytest.mark.parametrize(
    "agent",
    ["", "curl/8.5", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "python-requests/2.32",
     "Mozilla/5.0 HeadlessChrome/126.0", "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "WhatsApp/2.24"],
)  # fmt: skip
def test_programs_are_known_by_their_names(agent: str) -> None:
    assert is_program(agent)
    assert not readings().see(1, "192.0.2.1", agent, 0.0)


@pytest.mark.parametrize(
    "agent", [PHONE, TABLET, "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"]
)
def test_browsers_are_no_programs(agent: str) -> None:
    assert not is_program(agent)
