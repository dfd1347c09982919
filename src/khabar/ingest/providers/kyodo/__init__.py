"""Kyodo News: NewsML 1.2 with NITF inside, times on Tokyo's clock."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile

PROFILES = (
    Profile(
        name="kyodo",
        agency="kyodo",
        ids=("kyodonews.jp", "kyodo", "kyodo.co.jp", "kyodonews.net", "kyodo news"),
        zone=ZoneInfo("Asia/Tokyo"),
    ),
)
