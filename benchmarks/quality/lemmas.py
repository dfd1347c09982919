"""How well stems bring the forms of a word together and keep look-alikes apart, over our own lists in `data/`.

    python -m benchmarks.quality.lemmas [--verbose]

Two words count as merged when they share a stem. Asked: at least 0.78 of the pairs of one lemma, at most 0.03 of the
look-alikes.
"""

import argparse
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from khabar.arabic.normalise import normalise_search
from khabar.arabic.stem import stems

_DATA = Path(__file__).parent / "data"


def pairs(name: str) -> Iterator[tuple[str, str]]:
    """Yield every two words that stand on one line of a list."""
    for line in (_DATA / name).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from combinations(line.split(), 2)


def merged(one: str, other: str) -> bool:
    """Tell whether two words share a stem."""
    return bool(set(stems(normalise_search(one))) & set(stems(normalise_search(other))))


def share(name: str) -> tuple[int, float]:
    """Return the number of pairs in a list and the share of them that the stemmer merges."""
    results = [merged(one, other) for one, other in pairs(name)]
    return len(results), sum(results) / len(results)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--verbose", action="store_true", help="print the pairs that go wrong")
    verbose = parser.parse_args().verbose
    print(f"{'list':<16}{'pairs':>7}{'merged':>9}")
    for name, wanted in (("lemmas.txt", True), ("lookalikes.txt", False)):
        count, found = share(name)
        print(f"{name:<16}{count:>7}{found:>9.3f}")
        for one, other in pairs(name) if verbose else ():
            if merged(one, other) != wanted:
                print("  ", one, other)


if __name__ == "__main__":
    main()
