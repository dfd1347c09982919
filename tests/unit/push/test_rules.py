"""Quiet hours in the reader's own zone, also when its clock is put forward or back; what is a push service."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.push.rules import Quiet, is_push_service

NIGHT = (23 * 60, 7 * 60)
ZONES = ("UTC", "Africa/Cairo", "Asia/Beirut", "Africa/Casablanca", "Asia/Riyadh", "Europe/Berlin", "America/New_York")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "moment", "quiet"),
    [
        ("Asia/Riyadh", "2026-11-20 19:59", False),  # 22:59
        ("Asia/Riyadh", "2026-11-20 20:00", True),  # 23:00
        ("Asia/Riyadh", "2026-11-21 03:59", True),  # 06:59
        ("Asia/Riyadh", "2026-11-21 04:00", False),  # 07:00
        ("Africa/Cairo", "2026-07-20 20:30", True),  # 23:30 in summer time
        ("Africa/Cairo", "2026-12-20 20:30", False),  # 22:30 in winter
        ("Africa/Casablanca", "2026-03-01 22:30", False),  # Ramadan: the clock is put back to UTC
        ("Africa/Casablanca", "2026-05-01 22:30", True),  # 23:30
    ],
)
def test_hours_over_midnight_are_the_readers_own(zone: str, moment: str, quiet: bool) -> None:
    assert Quiet(*NIGHT, zone).covers(at(moment)) is quiet


def test_hours_within_a_day() -> None:
    siesta = Quiet(13 * 60, 15 * 60 + 30, "UTC")
    assert [siesta.covers(at(f"2026-11-20 {hour}")) for hour in ("12:59", "13:00", "15:29", "15:30")] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("zone", "hours", "moment", "end"),
    [
        ("Asia/Riyadh", NIGHT, "2026-11-20 20:15", "2026-11-21 04:00"),
        ("Asia/Riyadh", NIGHT, "2026-11-21 01:00", "2026-11-21 04:00"),
        # Cairo puts its clock forward at the midnight before Friday, 24 April 2026: the night is an hour shorter.
        ("Africa/Cairo", NIGHT, "2026-04-23 21:30", "2026-04-24 04:00"),
        # And back at the midnight after Thursday, 29 October: an hour longer.
        ("Africa/Cairo", NIGHT, "2026-10-29 20:30", "2026-10-30 05:00"),
        # Half past two does not exist in Berlin on 29 March 2026.
        ("Europe/Berlin", (22 * 60, 150), "2026-03-28 23:00", "2026-03-29 01:30"),
        # Half past two comes twice there on 25 October: the first one, and once that has passed the second.
        ("Europe/Berlin", (22 * 60, 150), "2026-10-24 23:00", "2026-10-25 00:30"),
        ("Europe/Berlin", (22 * 60, 150), "2026-10-25 01:10", "2026-10-25 01:30"),
    ],
)
def test_the_end_is_told_by_the_clock_of_that_morning(zone: str, hours: tuple[int, int], moment: str, end: str) -> None:
    quiet = Quiet(*hours, zone)
    assert quiet.covers(at(moment))
    assert quiet.end(at(moment)) == at(end)


@given(
    zone=st.sampled_from(ZONES),
    begins=st.integers(0, 1439),
    ends=st.integers(0, 1439),
    moment=st.datetimes(datetime(2024, 1, 1), datetime(2028, 1, 1)),
)
def test_an_end_always_comes_within_a_day_or_so(zone: str, begins: int, ends: int, moment: datetime) -> None:
    quiet, now = Quiet(begins, ends, zone), moment.replace(tzinfo=UTC)
    if begins != ends and quiet.covers(now):
        assert now < quiet.end(now) <= now + timedelta(hours=26)


SERVICES = ["fcm.googleapis.com", "*.push.apple.com", "push.test:8443"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:443/fcm/send/abc",
        "https://web.push.apple.com/QA",
        "https://push.test:8443/a",
    ],
)
def test_push_services_are_known_by_their_names(endpoint: str) -> None:
    assert is_push_service(endpoint, SERVICES)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/abc",
        "https://fcm.googleapis.com:8443/a",
        "https://fcm.googleapis.com.evil.example/a",
        "https://evilfcm.googleapis.com/a",
        "https://user@fcm.googleapis.com/a",
        "https://fcm.googleapis.com@evil.example/a",
        "https://push.apple.com.evil.example/a",
        "https://.push.apple.com/a",
        "https://evilpush.apple.com/a",
        "https://push.test/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://[::1/a",
        "https://fcm.googleapis.com:x/a",
        "https://fcm.googleapis.com/كلام",
        "ftp://fcm.googleapis.com/a",
        "",
    ],
)
def test_nothing_else_is_one(endpoint: str) -> None:
    assert not is_push_service(endpoint, SERVICES)
