"""Speed of reading statements: articles a second of one processor.

    python -m benchmarks.speed.isnad [--articles 500] [--words 350]

The articles are put together from the marked texts of benchmarks/quality/isnad, which hold a statement in nearly every
sentence: more than news does. Time is processor time of this process, so that other work on the machine does not count.
"""

import argparse
import random
import time

from benchmarks.quality.isnad import OWN, read_marked

from khabar.attribution.extract import extract


def articles(count: int, words: int) -> list[list[str]]:
    """Return articles of at least `words` words each, the same for the same numbers."""
    texts = [text.paragraphs for text in read_marked(OWN)]
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
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--words", type=int, default=350)
    arguments = parser.parse_args()
    made = articles(arguments.articles, arguments.words)
    extract(made[0])  # the word lists are read once
    begun = time.process_time()
    statements = sum(len(extract(one)) for one in made)
    took = time.process_time() - begun
    print(
        f"{len(made)} articles of {arguments.words} words, {statements} statements: {len(made) / took:.0f} articles/s"
    )


if __name__ == "__main__":
    main()
