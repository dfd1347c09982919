"""Search speed: build rate, size, query times with snippets, and how soon a published story is found.

    python benchmarks/speed/search.py [--documents 20000] [--words 350] [--publishes 50]

The stories are made of invented Arabic word forms drawn by Zipf's law (rank-frequency exponent 1, 120,000 forms),
which gives the index the vocabulary growth of real news. Queries are one to four words of a headline: half as written,
a quarter with a clitic added, a quarter with a letter wrong. "Visible" is the time from the call that adds one story
until another engine on the same folder, as another process has it, finds it. Processor time is given beside the clock,
for machines that do other work too.
"""

import argparse
import itertools
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from khabar.search.documents import Document
from khabar.search.query import Query
from khabar.search.tantivy_engine import TantivyEngine

_LETTERS = "اابتثجحخدذررزسسشصضطعغفقكلللممنننههوويي"
_ENDINGS = ("", "", "", "ة", "ات", "ين", "ي", "ية", "ها", "ه")
_FORMS = 120_000
_NEWEST = datetime(2024, 1, 1, tzinfo=UTC)


class Newsroom:
    """Writes stories from an invented vocabulary; the same seed gives the same stories."""

    def __init__(self, words: int) -> None:
        self._random = random.Random(7)
        self._words = words
        stems = ["".join(self._random.choices(_LETTERS, k=self._random.randint(3, 6))) for _ in range(_FORMS // 4)]
        self._forms = [self._form(self._random.choice(stems)) for _ in range(_FORMS)]
        self._weights = list(itertools.accumulate(1 / rank for rank in range(1, _FORMS + 1)))

    def story(self, number: int) -> Document:
        """Return story `number`, an hour older than the one before."""
        body = self._random.choices(self._forms, cum_weights=self._weights, k=self._words)
        sentences = [" ".join(body[at : at + 18]) for at in range(0, len(body), 18)]
        headline = self._random.sample(body, 9)
        moment = _NEWEST - timedelta(hours=number)
        return Document(
            number, f"s{number}", f"/n/{number}", " ".join(headline), ". ".join(sentences), moment, section="a"
        )

    def query(self, headline: str) -> str:
        """Return what a reader who remembers a headline may type."""
        words = self._random.sample(headline.split(), self._random.randint(1, 4))
        kind = self._random.random()
        if kind < 0.25:
            words[0] = "و" + words[0]
        elif kind < 0.5:
            at = self._random.randrange(len(words[0]))
            words[0] = words[0][:at] + self._random.choice(_LETTERS) + words[0][at + 1 :]
        return " ".join(words)

    def _form(self, stem: str) -> str:
        return (
            self._random.choice(("", "", "", "ال", "ال", "وال", "بال", "و", "ل")) + stem + self._random.choice(_ENDINGS)
        )


def percentiles(values: list[float]) -> str:
    """Return p50, p95, p99 and the maximum of times in milliseconds."""
    ordered = sorted(values)
    marks = [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95, 0.99, 1.0)]
    return "p50 {:.2f}  p95 {:.2f}  p99 {:.2f}  max {:.2f} ms".format(*marks)


def timed(act: Callable[[], object]) -> float:
    """Return how long `act` takes, in milliseconds."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def visible(writer: TantivyEngine, reader: TantivyEngine, story: Document) -> float:
    """Publish a story and return the milliseconds until the reader finds it."""
    started = time.perf_counter()
    writer.apply([story], [])
    while not any(hit.id == story.id for hit in reader.search(Query(story.headline)).hits):
        time.sleep(0.001)
    return (time.perf_counter() - started) * 1000


def queries(room: Newsroom, headlines: list[str], count: int) -> Iterator[str]:
    """Yield `count` queries for headlines taken evenly."""
    for number in range(count):
        yield room.query(headlines[number * 37 % len(headlines)])


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--words", type=int, default=350)
    parser.add_argument("--publishes", type=int, default=50)
    options = parser.parse_args()
    room = Newsroom(options.words)
    stories = [room.story(number) for number in range(1, options.documents + 1)]
    headlines = [story.headline for story in stories]
    with tempfile.TemporaryDirectory() as folder:
        engine, reader = TantivyEngine(Path(folder)), TantivyEngine(Path(folder))
        used = time.process_time()
        rebuilt = timed(lambda: engine.rebuild(stories))
        used = (time.process_time() - used) / options.documents * 1000
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        again = timed(
            lambda: [engine.apply(stories[at : at + 500], []) for at in range(0, min(5000, len(stories)), 500)]
        )
        engine.close()
        asked = list(queries(room, headlines, 1000))
        spent = time.process_time()
        times = [reader.search(Query(text)).took_ms for text in asked]
        spent = (time.process_time() - spent) / len(asked) * 1000
        seen = [visible(engine, reader, room.story(10_000_000 + number)) for number in range(options.publishes)]
        alone = [timed(lambda: engine.apply([stories[0]], [])) for _ in range(20)]
        engine.close()
        print(f"documents         {options.documents} of {options.words} words")
        rate = options.documents / rebuilt * 1000
        print(f"rebuild           {rate:.0f} documents a second, {used:.2f} ms of processor time each")
        print(f"apply, 500 each   {min(5000, len(stories)) / again * 1000:.0f} documents a second (replacing)")
        print(f"size              {size / 1e6:.1f} MB")
        print(f"query             {percentiles(times)}")
        print(f"publish, visible  {percentiles(seen)}")
        print(f"replace one       {percentiles(alone)}")
        print(f"segments          {reader.health().segments}")
        print(f"peak memory       {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB with the stories")
        print(f"processors        {os.cpu_count()}")
        print(f"mean query        {statistics.mean(times):.2f} ms, {spent:.2f} ms of processor time")


if __name__ == "__main__":
    main()
