"""Stored pages of this Khabar beside those of another checkout, an older one say: front page and article.

    git worktree add ../before 0a11fb9        the state before the portal
    (cd ../before && script/up)               once, to install it; stop it when it is ready
    python -m benchmarks.speed.before ../before --sets 4 --rounds 8

Needs wrk. Each has its demo edition. The two take turns by the second, and both are started anew for every set: how
fast a process is depends on where it happens to lie, by a tenth either way, and stays so for as long as it lives.
Sizes are those at the end of a set, when pages that stay have been packed.
"""

import argparse
import contextlib
import random
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.speed.serving import brotli_bytes, first_article, khabar, wrk

HERE = Path(__file__).parents[2]


def main() -> None:
    """Measure and print the table."""
    options = _options()
    checkouts = {"before": options.checkout.resolve(), "now": HERE}
    rates: dict[tuple[str, str], list[float]] = defaultdict(list)
    sizes: dict[tuple[str, str], int] = {}
    medians: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="khabar-before-") as folder:
        for _ in range(options.sets):
            found = one_set(checkouts, Path(folder), options, sizes)
            for page in ("front", "article"):
                pairs = zip(found[page, "now"], found[page, "before"], strict=True)
                medians[page].append(statistics.median(now / before for now, before in pairs))
            for key, some in found.items():
                rates[key] += some
    print(f"\nwrk, {options.connections} connections, {options.sets} sets of {options.rounds} rounds of 1 s, brotli\n")
    for (page, name), some in sorted(rates.items()):
        print(f"{page:9}{name:>8}{sizes[page, name]:>8} bytes{statistics.median(some):>10,.0f} req/s")
    for page, some in medians.items():
        print(f"{page:9} now/before: median {statistics.median(some):.2f}; by set {[round(one, 2) for one in some]}")


def one_set(
    checkouts: dict[str, Path], folder: Path, options: argparse.Namespace, sizes: dict[tuple[str, str], int]
) -> dict[tuple[str, str], list[float]]:
    """Start both, let them take turns, and stop them; requests per second by page and checkout."""
    rates: dict[tuple[str, str], list[float]] = defaultdict(list)
    with contextlib.ExitStack() as stack:
        names = list(checkouts)
        random.shuffle(names)
        sites = {name: stack.enter_context(khabar(python_of(checkouts[name]), folder / name)) for name in names}
        paths = {name: {"front": "/", "article": urlsplit(first_article(site)).path} for name, site in sites.items()}
        for _ in range(options.rounds):
            for page in ("front", "article"):
                random.shuffle(names)
                for name in names:
                    run = wrk(sites[name] + paths[name][page], 1, options.connections)
                    if run.failed:
                        raise SystemExit(f"{run.failed} requests to {name} failed")
                    rates[page, name].append(run.rate)
        for name, site in sites.items():
            for page, path in paths[name].items():
                sizes[page, name] = len(brotli_bytes(site, path))
    return rates


def python_of(checkout: Path) -> str:
    """The Python that a checkout is installed with."""
    return str(checkout / ".venv/bin/python")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkout", type=Path, help="folder of the other checkout, installed with its own .venv")
    parser.add_argument("--sets", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--connections", type=int, default=32)
    options = parser.parse_args()
    if not Path(python_of(options.checkout)).exists():
        raise SystemExit(f"{options.checkout} has no .venv: run script/up there once")
    return options


if __name__ == "__main__":
    main()
