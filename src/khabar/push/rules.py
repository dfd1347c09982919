"""When a reader may be disturbed, and whether an address is that of a push service: decisions alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

DAY_MINUTES = 24 * 60


@dataclass(frozen=True)
class Quiet:
    """Hours in which a reader is not disturbed: minutes of her own day, over midnight where they end before they
    begin."""

    begins: int
    ends: int
    zone: str

    def covers(self, now: datetime) -> bool:
        """Whether the moment (aware) lies in them; the minute in which they end does not."""
        local = now.astimezone(ZoneInfo(self.zone))
        minute = local.hour * 60 + local.minute
        if self.begins < self.ends:
            return self.begins <= minute < self.ends
        return minute >= self.begins or minute < self.ends

    def end(self, now: datetime) -> datetime:
        """When those that cover `now` end, in UTC.

        Where the clock skips that minute, as much later as it skips; where it repeats it, at the next of both.
        """
        zone = ZoneInfo(self.zone)
        local = now.astimezone(zone)
        day = local.date() + timedelta(days=int(local.hour * 60 + local.minute >= self.ends))
        wall = datetime.combine(day, time(self.ends // 60, self.ends % 60), zone)
        ends = [wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]
        return next((end for end in ends if end > now), now + timedelta(minutes=1))


def is_push_service(endpoint: str, services: Iterable[str]) -> bool:
    """Whether an endpoint is an https address at one of the services: host names, with `*.` before all below one."""
    try:
        parts = urlsplit(endpoint)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return False
    if parts.scheme != "https" or not host or "@" in parts.netloc or parts.fragment or not endpoint.isascii():
        return False
    for service in services:
        name, _, at = service.lower().partition(":")
        fits = host.endswith(name[1:]) and len(host) > len(name[1:]) if name.startswith("*.") else host == name
        if fits and (port or 443) == int(at or 443):
            return True
    return False
