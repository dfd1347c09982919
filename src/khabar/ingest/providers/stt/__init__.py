"""STT: NewsML-G2 with some of its times on Helsinki's clock and no offset."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile

PROFILES = (Profile(name="stt", ids=("stt.fi", "stt"), zone=ZoneInfo("Europe/Helsinki")),)
