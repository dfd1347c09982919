"""Deutsche Presse-Agentur: NewsML-G2 from its digital wires, and IPTC 7901."""

from zoneinfo import ZoneInfo

from khabar.formats.wire import Profile

_ADVISORY = "تنويه للمحررين وليس خبرا"
_SCHEDULE = "جدول مواد أو خطة تغطية"

PROFILES = (
    Profile(
        name="dpa",
        agency="dpa",
        ids=("dpa.com", "dpa", "dpa.de", "dnlprov:dpa", "nprov:dpa"),
        zone=ZoneInfo("Europe/Berlin"),
        unpublishable={
            "dpatextgenre:27": _ADVISORY,  # Achtung
            "dpatextgenre:32": _SCHEDULE,  # Vorschau
        },
    ),
)
