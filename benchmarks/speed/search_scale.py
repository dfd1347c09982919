"""The search index at scale: build rate, size beside the text's own, query times, and how soon changes are seen.

    python -m benchmarks.speed.search_scale [--documents 100000] [--words 350] [--queries 500] [--keep FOLDER]
        [--corpus CORPUS.jsonl.gz --asked QUERIES.jsonl]

With a corpus the stories are put together from its own – headline and sentences of one, then sentences of others up to
the number of words – and the queries are drawn from a file; both as `benchmarks.quality.search` has them. Without, the
stories are invented: a seventh of the words are Arabic function words, as in real text, the others are drawn from
600,000 word forms with frequencies fitted to real news (84,000 forms in the first million words, 335,000 in eleven),
so that the vocabulary grows with the archive; they are filed under sections, topics,
agencies and authors. Queries are one to four words of a headline, a quarter of them with a clitic added and a quarter
with a letter wrong, each answered with ten hits, their passages and the counts of all facets. "Seen" is the time
from the call that adds or deletes one story until another engine on the same folder, as another process has it, shows
it. Stories are invented before the building is timed. The text's own size are the UTF-8 bytes of headline, standfirst
and body. `--keep` leaves the index in a folder; where there is one already it is not built again.
"""

import argparse
import itertools
import os
import pickle
import random
import re
import resource
import tempfile
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.quality.search import read_lines

from khabar.arabic.wordlists import stop_words
from khabar.search.documents import Document
from khabar.search.query import Query, Sort
from khabar.search.tantivy_engine import TantivyEngine

_LETTERS = "اابتثجحخدذررزسسشصضطعغفقكلللممننههوويي"
_BEFORE = ("", "", "", "", "ال", "ال", "ال", "وال", "بال", "و", "ل")
_AFTER = ("", "", "", "", "ة", "ات", "ين", "ي", "ية", "ها", "ه")
_FORMS = 600_000
_FUNCTION_WORDS = 7
_NEWEST = datetime(2024, 1, 1, tzinfo=UTC)
_BETWEEN = timedelta(minutes=20)
_STANDFIRST, _HEADLINE, _SENTENCE = 20, 9, 18
_SENTENCE_END = re.compile(r"(?<=[.!؟])\s+|\n+")


class Room(ABC):
    """Writes stories and asks for them; the same number gives the same story."""

    bytes = 0
    """UTF-8 bytes of the stories written."""

    @abstractmethod
    def story(self, number: int) -> Document:
        """Return story `number`, twenty minutes older than the one before."""

    @abstractmethod
    def query(self, number: int, draw: random.Random) -> str:
        """Return what a reader may type who looks for a story."""

    def _filed(self, number: int, draw: random.Random, headline: str, standfirst: str, body: str) -> Document:
        self.bytes += sum(len(part.encode()) for part in (headline, standfirst, body))
        return Document(
            number,
            f"s{number}",
            f"/n/{number}",
            headline=headline,
            standfirst=standfirst,
            body=body,
            published_at=_NEWEST - number * _BETWEEN,
            section=f"s{number % 8}",
            section_name=f"قسم {number % 8}",
            topics=(f"موضوع {draw.randrange(200)}", f"موضوع {draw.randrange(2000)}"),
            agencies=(f"وكالة {number % 5}",),
            authors=(f"كاتب {draw.randrange(300)}",),
        )


class Archive(Room):
    """Puts stories together from those of a corpus, and asks what a file of queries does."""

    def __init__(self, words: int, corpus: Path, asked: Path) -> None:
        self._words = words
        self._rows = list(read_lines(corpus))
        self._sentences = [sentence for row in self._rows for sentence in _sentences(row["text"])]
        self._asked = [row["q"] for row in read_lines(asked)]

    def story(self, number: int) -> Document:
        """See `Room.story`: the sentences of one story come before those of others."""
        draw = random.Random(number)
        row = draw.choice(self._rows)
        sentences = _sentences(row["text"])
        count = sum(len(sentence.split()) for sentence in sentences)
        while count < self._words:
            sentences.append(draw.choice(self._sentences))
            count += len(sentences[-1].split())
        return self._filed(number, draw, row["title"], sentences[0], "\n\n".join(sentences[1:]))

    def query(self, number: int, draw: random.Random) -> str:
        """See `Room.query`: one of the file's."""
        return draw.choice(self._asked)


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence.strip()] or [text]


class Newsroom(Room):
    """Writes stories from an invented vocabulary."""

    def __init__(self, words: int) -> None:
        draw = random.Random(7)
        stems = ["".join(draw.choices(_LETTERS, k=draw.randint(3, 6))) for _ in range(_FORMS // 6)]
        self._words = words
        self._forms = [draw.choice(_BEFORE) + draw.choice(stems) + draw.choice(_AFTER) for _ in range(_FORMS)]
        self._weights = list(itertools.accumulate(map(_frequency, range(_FORMS))))
        self._function_words = sorted(stop_words())

    def story(self, number: int) -> Document:
        """See `Room.story`."""
        draw = random.Random(number)
        count = self._words + _STANDFIRST + _HEADLINE
        words = draw.choices(self._forms, cum_weights=self._weights, k=count)
        words[::_FUNCTION_WORDS] = draw.choices(self._function_words, k=len(words[::_FUNCTION_WORDS]))
        body = words[_STANDFIRST + _HEADLINE :]
        sentences = [" ".join(body[at : at + _SENTENCE]) for at in range(0, len(body), _SENTENCE)]
        headline, standfirst = words[:_HEADLINE], words[_HEADLINE : _HEADLINE + _STANDFIRST]
        return self._filed(number, draw, " ".join(headline), " ".join(standfirst), ".\n\n".join(sentences))

    def query(self, number: int, draw: random.Random) -> str:
        """See `Room.query`: what a reader types who remembers the headline of a story."""
        known = [word for word in self.story(number).headline.split() if len(word) > 2]
        words = draw.sample(known, min(len(known), draw.randint(1, 4)))
        kind = draw.random()
        if kind < 0.25:
            words[0] = "و" + words[0]
        elif kind < 0.5:
            at = draw.randrange(len(words[0]))
            words[0] = words[0][:at] + draw.choice(_LETTERS) + words[0][at + 1 :]
        return " ".join(words)


def _frequency(rank: int) -> float:
    return 1 / ((rank + 20) ** 0.9 * (1 + (rank / 10_000) ** 0.8))


def percentiles(values: Sequence[float]) -> str:
    """Return p50, p95, p99 and the maximum of times in milliseconds."""
    ordered = sorted(values)
    marks = [ordered[min(int(len(ordered) * share), len(ordered) - 1)] for share in (0.5, 0.95, 0.99, 1.0)]
    return "p50 {:.1f}  p95 {:.1f}  p99 {:.1f}  max {:.1f} ms".format(*marks)


def timed(act: Callable[[], object]) -> float:
    """Return how long `act` takes, in milliseconds."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def report(name: str, value: str) -> None:
    """Print a row at once: a run takes minutes."""
    print(f"{name:<22}{value}", flush=True)


def build(engine: TantivyEngine, room: Room, documents: int) -> None:
    """Build the index and print rate and sizes."""
    with tempfile.TemporaryFile() as invented:
        for number in range(1, documents + 1):
            pickle.dump(room.story(number), invented)
        invented.seek(0)
        used, started = _processor(), time.perf_counter()
        engine.rebuild(pickle.load(invented) for _ in range(documents))
        spent, used = time.perf_counter() - started, _processor() - used
    report("rebuild", f"{documents / spent:.0f} documents a second, {used / documents * 1000:.2f} ms of processor each")
    size = engine.health().bytes
    report("size", f"{size / 1e6:.0f} MB for {room.bytes / 1e6:.0f} MB of text: {size / room.bytes:.2f}")


def _processor() -> float:
    """Return the seconds of processor time that this process and its ended children have taken."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def sizes(folder: Path) -> Iterator[str]:
    """Yield how the bytes of the index are spread over the kinds of files."""
    found: Counter[str] = Counter()
    for path in (folder / "current").iterdir():
        found[path.suffix] += path.stat().st_size
    for suffix, size in found.most_common(6):
        yield f"{suffix or 'other'} {size / 1e6:.0f}"


def ask(engine: TantivyEngine, room: Room, documents: int, queries: int) -> None:
    """Ask queries of each kind and print their times."""
    draw = random.Random(3)
    asked = [room.query(draw.randint(1, documents), draw) for _ in range(queries)]
    kinds = {
        "query": [Query(text, facets=True) for text in asked],
        "query, one word": [Query(text.split()[0], facets=True) for text in asked],
        "query by date": [Query(text, facets=True, sort=Sort.DATE) for text in asked[: queries // 2]],
        "query in a section": [Query(text, facets=True, section="s3") for text in asked[: queries // 2]],
    }
    for query in kinds["query"][:20]:
        engine.search(query)
    for name, wanted in kinds.items():
        clock, processor = zip(*(once(engine, query) for query in wanted), strict=True)
        report(name, percentiles(clock))
        report("  of processor time", percentiles(processor))


def once(engine: TantivyEngine, query: Query) -> tuple[float, float]:
    """Ask a query and return its milliseconds by the clock and of the processor."""
    used, started = time.thread_time(), time.perf_counter()
    engine.search(query)
    return (time.perf_counter() - started) * 1000, (time.thread_time() - used) * 1000


def change(engine: TantivyEngine, reader: TantivyEngine, room: Room, documents: int, rounds: int) -> None:
    """Add and delete single stories and print how soon another process sees it."""
    added, gone = [], []
    for number in range(documents + 1, documents + rounds + 1):
        story = room.story(number)
        before = reader.count()
        added.append(timed(lambda story=story, before=before: _until(engine, reader, [story], [], before + 1)))
        gone.append(timed(lambda before=before, number=number: _until(engine, reader, [], [number], before)))
    report("add, seen", percentiles(added))
    report("delete, seen", percentiles(gone))
    engine.close()


def _until(engine: TantivyEngine, reader: TantivyEngine, add: list[Document], delete: list[int], count: int) -> None:
    engine.apply(add, delete)
    while reader.count() != count:
        time.sleep(0.001)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--words", type=int, default=350)
    parser.add_argument("--queries", type=int, default=500)
    parser.add_argument("--changes", type=int, default=20)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--asked", type=Path)
    options = parser.parse_args()
    if (options.corpus is None) != (options.asked is None):
        parser.error("--corpus and --asked go together")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary) / "index"
        engine, reader = TantivyEngine(folder), TantivyEngine(folder)
        room = Archive(options.words, options.corpus, options.asked) if options.corpus else Newsroom(options.words)
        report("documents", f"{options.documents} of {options.words} words")
        if not (folder / "current").exists():
            build(engine, room, options.documents)
        report("files, MB", ", ".join(sizes(folder)))
        report("segments", f"{reader.health().segments}")
        report("peak memory", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
        ask(reader, room, options.documents, options.queries)
        change(engine, reader, room, options.documents, options.changes)


if __name__ == "__main__":
    main()
