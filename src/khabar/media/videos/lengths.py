"""Lengths of films, as people and as machines write them."""


def clock_length(seconds: float) -> str:
    """A length as players write it: `2:05`, `1:02:05`."""
    hours, minutes, rest = _parts(seconds)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def iso_length(seconds: float) -> str:
    """A length in ISO 8601: `PT2M5S`."""
    hours, minutes, rest = _parts(seconds)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") + (f"{rest}S" if rest else "")


def _parts(seconds: float) -> tuple[int, int, int]:
    """Hours, minutes and seconds; a film lasts a second at least."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    return (*divmod(minutes, 60), rest)
