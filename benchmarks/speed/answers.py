"""What benchmarks of answers share: a newsroom of their own in this process, a clock, and a line of the table."""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

TARGET_MS = 150.0


def start_newsroom(folder: Path) -> None:
    """Set Django up with a database in `folder`, made where there is none."""
    os.environ |= {"KHABAR_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "khabar.config.settings"}
    os.environ["KHABAR_SITE_URL"] = "http://localhost"
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    call_command("migrate", verbosity=0)


def timed(act: Callable[[], object]) -> float:
    """Return how many milliseconds it took."""
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000


def print_line(name: str, times: list[float]) -> None:
    """Print median and p95 of milliseconds, marked where the latter is over the target."""
    p95 = statistics.quantiles(times, n=20)[18]
    mark = "" if p95 <= TARGET_MS else "  over"
    print(f"{name:<26}{statistics.median(times):>10.1f}{p95:>10.1f}{mark}", flush=True)
