"""Speed of reading statements: articles a second of one processor.

    python -m benchmarks.speed.isnad [TEXTS.jsonl[.gz]] [--articles 500] [--words 350]

The articles are put together from the marked texts of benchmarks/quality/isnad, which hold a statement in nearly every
sentence: several times what news does. With a file they are put together from its texts, such as real news: lines with
"paras" (a list) or "text". Time is processor time of this process, so that other work on the machine does not count.
"""

import argparse
import random
import time
from pathlib import Path

from benchmarks.quality.isnad import OWN, read_marked
from benchmarks.quality.search import read_lines

from khabar.attribution.extract import extract


def texts_of(path: Path | None) -> list[list[str]]:
    """Return the paragraphs of the texts in a file, or of our own marked ones."""
    if path is None:
        return [text.paragraphs for text in read_marked(OWN)]
    return [row.get("paras") or row["text"].splitlines() for row in read_lines(path)]


def articles(texts: list[list[str]], count: int, words: int) -> list[list[str]]:
    """Return articles of at least `words` words each, the same for the same numbers."""
    draw = random.Random(7)
    made = []
    for _ in range(count):
        paragraphs: list[str] = []
        while sum(len(one.split()) for one in paragraphs) < words:
            paragraphs += draw.choice(texts)
        made.append(paragraphs)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description="Articles a second of one processor.")
    parser.add_argument("texts", type=Path, nargs="?")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--words", type=int, default=350)
    arguments = parser.parse_args()
    made = articles(texts_of(arguments.texts), arguments.articles, arguments.words)
    extract(made[0])  # the word lists are read once
    begun = time.process_time()
    statements = sum(len(extract(one)) for one in made)
    took = time.process_time() - begun
    print(
        f"{len(made)} articles of {arguments.words} words, {statements} statements: {len(made) / took:.0f} articles/s"
    )


if __name__ == "__main__":
    main()
