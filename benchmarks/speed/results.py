"""The results page and the suggestions over HTTP: `python -m benchmarks.speed.results [--articles 20000] [--data DIR]`.

Imports invented stories into a data folder of its own (or uses the one named, as it is), starts `khabar up` with two
workers, and asks for results of varied queries, no two alike: alone, one request after the other, for the median time;
then from wrk with 32 connections for requests per second. So for the suggestions of beginnings of words, of words
mistyped and of names in Latin letters. Processor time of the server is given for each request, for machines that do
other work too, and that of wrk, which shares the cores. Needs wrk.
"""

import argparse
import contextlib
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

from benchmarks.speed.newsroom import processor
from benchmarks.speed.serving import settle, wrk_figures
from benchmarks.text import stories
from tests.running import Newsroom

# Each of the two threads of wrk walks its own half of the addresses.
_LUA = """
local paths = {}
for line in io.lines("%s") do paths[#paths + 1] = line end
local threads = 0
function setup(thread) thread:set("number", threads); threads = threads + 1 end
function init() at = math.floor(#paths * number / 2) end
function request() at = at %% #paths + 1; return wrk.format("GET", paths[at]) end
"""
_SEED = 99
_HEADS = (
    ("p50 ms", 10),
    ("p95", 8),
    ("CPU ms", 8),
    ("req/s", 8),
    ("p50 ms", 8),
    ("p99", 8),
    ("CPU ms", 8),
    ("wrk ms", 8),
)


def main() -> None:
    """Measure and print the table; exit code 1 when an answer was not a 200."""
    options = _options()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="khabar-results-")))
        newsroom = Newsroom(options.data or folder / "data")
        newsroom.environment["KHABAR_SUGGESTIONS_PER_SECOND"] = "100000"
        if not options.data:
            _fill(newsroom, folder, options.articles)
        address = stack.enter_context(newsroom.serving())
        settle(newsroom.process.pid)
        time.sleep(options.wait)
        print(f"{'':<14}{'one after the other':^26}{'32 connections':^40}")
        print(f"{'':<14}" + "".join(f"{head:>{width}}" for head, width in _HEADS))
        pages = {"results": result_paths(options.queries), "suggestions": suggestion_paths(options.queries)}
        failed = [_measure(newsroom, address, name, paths, folder, options) for name, paths in pages.items()]
    sys.exit(1 if any(failed) else 0)


def result_paths(count: int) -> list[str]:
    """Addresses of results: one to four words of headlines, some with a clitic more or a letter less."""
    draw = random.Random(_SEED)
    found: dict[str, None] = {}
    for story in stories(count * 2, words=7, seed=_SEED):
        words = draw.sample(story["headline"].split()[:-1], draw.randint(1, 4))
        kind = draw.random()
        if kind < 0.15:
            words[0] = "و" + words[0]
        elif kind < 0.3 and len(words[0]) > 4:
            words[0] = words[0][:-2] + words[0][-1]
        found[f"/search/?q={quote(' '.join(words))}"] = None
    return list(found)[:count]


def suggestion_paths(count: int) -> list[str]:
    """Addresses of suggestions: what is typed of a headline's words, letter by letter, a tenth of it in Latin."""
    draw = random.Random(_SEED)
    found = {f"/search/suggest/?q={quote(text)}": None for text in ("makt", "mashr", "kateb", "hgld", "f,jdk", "mwdo")}
    for story in stories(count, words=7, seed=_SEED):
        words = draw.sample(story["headline"].split()[:-1], draw.randint(1, 2))
        text = " ".join(words)
        found[f"/search/suggest/?q={quote(text[: draw.randint(2, len(text))])}"] = None
    return list(found)[:count]


def _measure(
    newsroom: Newsroom, address: str, name: str, paths: list[str], folder: Path, options: argparse.Namespace
) -> bool:
    alone = paths[: options.alone]
    for path in alone[:20]:
        _get(address + path)
    before = processor(newsroom.process.pid)
    times = sorted(_timed(address + path) for path in alone)
    each = (processor(newsroom.process.pid) - before) / len(alone)
    before, others = processor(newsroom.process.pid), _ended()
    run = wrk_figures(_wrk(address, paths, folder, options.seconds))
    answered = max(run.rate * options.seconds, 1)
    loaded = (processor(newsroom.process.pid) - before) / answered
    asking = (_ended() - others) / answered
    p95 = times[int(len(times) * 0.95)]
    print(
        f"{name:<14}{statistics.median(times):>10.1f}{p95:>8.1f}{each:>8.1f}"
        f"{run.rate:>8.0f}{run.p50:>8.1f}{run.p99:>8.1f}{loaded:>8.1f}{asking:>8.2f}",
        flush=True,
    )
    return run.failed > 0


def _ended() -> float:
    """Milliseconds of processor time that the programs have taken that were run to their end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (used.ru_utime + used.ru_stime) * 1000


def _wrk(address: str, paths: list[str], folder: Path, seconds: int) -> str:
    listed, script = folder / "paths.txt", folder / "varied.lua"
    listed.write_text("\n".join(paths) + "\n", encoding="utf-8")
    script.write_text(_LUA % listed, encoding="utf-8")
    command = ["wrk", "-t2", "-c32", f"-d{seconds}s", "--latency", "-s", str(script), address]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout


def _fill(newsroom: Newsroom, folder: Path, count: int) -> None:
    file = folder / "stories.jsonl"
    with file.open("w", encoding="utf-8") as handle:
        handle.writelines(json.dumps(story, ensure_ascii=False) + "\n" for story in stories(count))
    newsroom.run("prepare", "--no-demo")
    if newsroom.start("import", "jsonl", str(file)).wait():
        raise SystemExit("the import failed")


def _timed(address: str) -> float:
    started = time.perf_counter()
    _get(address)
    return (time.perf_counter() - started) * 1000


def _get(address: str) -> None:
    with urllib.request.urlopen(address, timeout=30) as response:
        response.read()


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--data", type=Path, help="a data folder imported earlier, used as it is")
    parser.add_argument("--queries", type=int, default=20_000, help="different ones; more than are asked for at all")
    parser.add_argument("--alone", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=10)
    parser.add_argument("--wait", type=float, default=30.0, help="seconds for names to be gathered")
    return parser.parse_args()


if __name__ == "__main__":
    main()
