"""Bulk import, publish-to-visible and idle memory of a real newsroom: `python -m benchmarks.speed.newsroom`.

Makes a data folder of its own, imports N stories with `khabar import jsonl`, starts `khabar up` on it, and measures.
"""

import argparse
import json
import math
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote

import psutil
from benchmarks.text import stories
from tests.running import Newsroom


class Peak(threading.Thread):
    """Watches the memory of a process and its children."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._root = psutil.Process(pid)
        self.rss = 0

    def run(self) -> None:
        while self._root.is_running() and self._root.status() != psutil.STATUS_ZOMBIE:
            self.rss = max(self.rss, memory(self._root.pid)[0])
            time.sleep(0.1)


def memory(pid: int) -> tuple[int, int]:
    """Resident and proportional set size, in bytes, of a process and all its children."""
    rss = pss = 0
    try:
        root = psutil.Process(pid)
        for process in [root, *root.children(recursive=True)]:
            info = process.memory_full_info()
            rss, pss = rss + info.rss, pss + info.pss
    except psutil.Error:
        pass
    return rss, pss


def processor(pid: int) -> float:
    """Processor time a process and all its children have taken so far, in milliseconds."""
    root = psutil.Process(pid)
    times = [process.cpu_times() for process in [root, *root.children(recursive=True)]]
    return sum(time.user + time.system for time in times) * 1000


def bulk(newsroom: Newsroom, count: int, folder: Path) -> None:
    """Import `count` stories and print the rate and the peak memory."""
    file = folder / "stories.jsonl"
    with file.open("w", encoding="utf-8") as handle:
        for story in stories(count):
            handle.write(json.dumps(story, ensure_ascii=False) + "\n")
    started = time.perf_counter()
    process = newsroom.start("import", "jsonl", str(file))
    peak = Peak(process.pid)
    peak.start()
    code = process.wait()
    seconds = time.perf_counter() - started
    found = newsroom.search("موضوع 7")["total"]
    print(f"import jsonl      {count} articles in {seconds:.1f} s: {count / seconds:.0f}/s, exit {code}")
    print(f"  peak memory     {peak.rss / 2**20:.0f} MB with its follower; searchable afterwards: {found} hits")


def visible(newsroom: Newsroom, address: str, rounds: int) -> None:
    """Publish `rounds` stories in a publisher process and time each until all five surfaces show it."""
    script = Path(__file__).with_name("publish_rounds.py")
    before = processor(newsroom.process.pid)
    done = subprocess.run(
        [sys.executable, str(script), address, str(rounds)],
        env=newsroom.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    spent = (processor(newsroom.process.pid) - before) / rounds
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    slowest = sorted(range(len(rows)), key=lambda number: -rows[number]["all"])[:3]
    print("  slowest    " + ", ".join(f"{rows[number]['all']:.0f} ms (publish {number + 1})" for number in slowest))
    for name in ("commit", "article", "section", "front", "feed", "search", "all"):
        times = sorted(row[name] for row in rows)
        # The nearest rank: of 50 rounds the 99th percentile is the slowest.
        ninety_nine = times[math.ceil(len(times) * 0.99) - 1]
        print(f"  {name:<10} median {statistics.median(times):6.1f} ms   p99 {ninety_nine:6.1f} ms")
    own = statistics.median(row["processor"] for row in rows)
    print(f"  processor  {own:.1f} ms in the publisher (median), {spent:.1f} ms in the server (mean, rest included)")


def searches(newsroom: Newsroom, address: str, rounds: int) -> None:
    """Time searches inside the server, as the answer itself tells, and from outside."""
    inside, outside = [], []
    before = processor(newsroom.process.pid)
    for story, _ in zip(stories(rounds, words=7, seed=99), range(rounds), strict=False):
        query = " ".join(story["headline"].split()[:2])
        started = time.perf_counter()
        with urllib.request.urlopen(f"{address}/search/?q={quote(query)}&format=json") as response:
            inside.append(json.load(response)["took_ms"])
        outside.append((time.perf_counter() - started) * 1000)
    spent = (processor(newsroom.process.pid) - before) / rounds
    for name, times in (("inside the server", sorted(inside)), ("over HTTP", sorted(outside))):
        print(f"search {name:<18} p50 {times[len(times) // 2]:.1f} ms   p95 {times[int(len(times) * 0.95)]:.1f} ms")
    print(f"search processor time     {spent:.1f} ms for each request (mean)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--publishes", type=int, default=50)
    parser.add_argument("--searches", type=int, default=300)
    parser.add_argument("--data", type=Path, help="a data folder imported earlier, copied instead of importing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-bench-") as scratch:
        newsroom = Newsroom(Path(scratch) / "data")
        if options.data:
            shutil.copytree(options.data, newsroom.data, symlinks=True)
        else:
            newsroom.run("prepare", "--no-demo")
            bulk(newsroom, options.articles, Path(scratch))
        with newsroom.serving() as address:
            time.sleep(5)
            server = psutil.Process(newsroom.process.pid)
            rss, pss = memory(server.pid)
            print(f"idle memory       {pss / 2**20:.0f} MB proportional, {rss / 2**20:.0f} MB summed resident")
            searches(newsroom, address, options.searches)
            print(f"publish to visible over {options.publishes} publishes")
            visible(newsroom, address, options.publishes)
            searches(newsroom, address, options.searches)
            rss, pss = memory(server.pid)
            print(f"memory after      {pss / 2**20:.0f} MB proportional, {rss / 2**20:.0f} MB summed resident")


if __name__ == "__main__":
    main()
