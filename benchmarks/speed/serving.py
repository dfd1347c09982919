"""Front page and article of a running Khabar against nginx serving the same brotli bytes as static files.

    python -m benchmarks.speed.serving                    starts `khabar up` with the demo edition
    python -m benchmarks.speed.serving --url http://localhost:8000

Needs nginx and wrk. Both servers run two workers with access logs off and take turns (A B A B …), so that a busy
moment of the machine meets both. nginx has sendfile and unlimited keep-alive and sends none of the security headers
Khabar sends; "nginx+ofc" is the same server with an open-file cache as well, the most nginx can do. Ratios are to
"nginx".
"""

import argparse
import contextlib
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import psutil

NGINX = """
worker_processes 2;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 100000000;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  types {{ }}
  default_type "text/html; charset=utf-8";
  server {{
    listen 127.0.0.1:{plain} backlog=4096;
    root {folder}/www;
    location / {{ add_header Content-Encoding br; add_header Vary Accept-Encoding; }}
  }}
  server {{
    listen 127.0.0.1:{cached} backlog=4096;
    root {folder}/www;
    open_file_cache max=1000;
    open_file_cache_valid 60s;
    location / {{ add_header Content-Encoding br; add_header Vary Accept-Encoding; }}
  }}
}}
"""


class Run(NamedTuple):
    """One run of wrk: requests per second, median and 99th percentile latency in milliseconds, failed requests."""

    rate: float
    p50: float
    p99: float
    failed: int


def main() -> None:
    """Measure and print the table; exit code 1 when an answer was not a 200 or the bytes differ."""
    options = _options()
    with contextlib.ExitStack() as stack:
        site = options.url or stack.enter_context(khabar())
        article = options.article or first_article(site)
        pages = {"front": "/", "article": urlsplit(article).path}
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="khabar-serving-")))
        folder.chmod(0o755)
        (folder / "www").mkdir()
        for name, path in pages.items():
            (folder / "www" / name).write_bytes(brotli_bytes(site, path))
        nginx = stack.enter_context(static_server(folder))
        print(f"wrk, {options.connections} connections, {options.seconds} s, {options.rounds} rounds, brotli\n")
        print(f"{'page':9}{'bytes':>8}{'server':>11}{'req/s':>10}{'ratio':>8}{'p50 ms':>9}{'p99 ms':>9}{'failed':>8}")
        failed = 0
        for name, path in pages.items():
            targets = {server: f"{address}/{name}" for server, address in nginx.items()}
            targets["khabar"] = f"{site.rstrip('/')}{path}"
            runs = alternate(targets, options)
            failed += print_rows(name, (folder / "www" / name).stat().st_size, runs)
    sys.exit(1 if failed else 0)


def alternate(targets: dict[str, str], options: argparse.Namespace) -> dict[str, list[Run]]:
    """Runs of every target, taking turns."""
    runs: dict[str, list[Run]] = {name: [] for name in targets}
    for name, url in targets.items():
        wrk(url, 1, options.connections)
        runs[name].clear()
    for _ in range(options.rounds):
        for name, url in targets.items():
            runs[name].append(wrk(url, options.seconds, options.connections))
    return runs


def print_rows(page: str, size: int, runs: dict[str, list[Run]]) -> int:
    """Print one page's rows; returns the number of failed requests."""
    for name, found in runs.items():
        rate = statistics.median(run.rate for run in found)
        # Of each round, not of the medians: the two runs of a round met the machine in the same mood.
        ratio = statistics.median(run.rate / nginx.rate for run, nginx in zip(found, runs["nginx"], strict=True))
        p50 = statistics.median(run.p50 for run in found)
        p99 = statistics.median(run.p99 for run in found)
        failed = sum(run.failed for run in found)
        print(f"{page:9}{size:>8}{name:>11}{rate:>10,.0f}{ratio:>8.2f}{p50:>9.2f}{p99:>9.2f}{failed:>8}")
    return sum(run.failed for found in runs.values() for run in found)


def wrk(url: str, seconds: int, connections: int) -> Run:
    """One run."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "-H", "Accept-Encoding: br", url]
    text = subprocess.run(command, capture_output=True, text=True, check=True, timeout=seconds + 30).stdout
    return wrk_figures(text)


def wrk_figures(text: str) -> Run:
    """What wrk has printed."""
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    errors = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return Run(
        float(_found(r"Requests/sec:\s+([\d.]+)", text)),
        _milliseconds(_found(r"\n +50% +(\S+)", text)),
        _milliseconds(_found(r"\n +99% +(\S+)", text)),
        (int(failed[1]) if failed else 0) + (sum(map(int, errors.groups())) if errors else 0),
    )


def brotli_bytes(site: str, path: str) -> bytes:
    """The stored brotli body of a page (asked twice: the first answer may be the render)."""
    request = urllib.request.Request(site.rstrip("/") + path, headers={"Accept-Encoding": "br"})
    for _ in range(2):
        with urllib.request.urlopen(request, timeout=30) as response:
            body: bytes = response.read()
            coding = response.headers.get("Content-Encoding")
    if coding != "br":
        raise SystemExit(f"{path} is not served from the page store with brotli (Content-Encoding: {coding})")
    return body


def first_article(site: str) -> str:
    """The address of the newest story, from the feed."""
    with urllib.request.urlopen(site.rstrip("/") + "/feed/", timeout=30) as response:
        links = re.findall(r"<item>.*?<link>([^<]+)</link>", response.read().decode(), re.DOTALL)
    if not links:
        raise SystemExit("the feed is empty: publish a story or name one with --article")
    return quote(links[0].strip(), safe=":/%")


@contextlib.contextmanager
def static_server(folder: Path) -> Iterator[dict[str, str]]:
    """nginx on free ports; yields its addresses without and with an open-file cache."""
    plain, cached = free_port(), free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, plain=plain, cached=cached))
    with process(["nginx", "-c", str(config), "-e", str(folder / "error.log")], plain):
        yield {"nginx": f"http://127.0.0.1:{plain}", "nginx+ofc": f"http://127.0.0.1:{cached}"}


@contextlib.contextmanager
def khabar(python: str = sys.executable, data: Path | None = None) -> Iterator[str]:
    """`khabar up` with a data folder of its own, or in `data`, by the Python of a checkout; yields its address."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="khabar-data-") as own:
        command = [python, "-m", "khabar", "up", "--data", str(data or own), "--port", str(port)]
        with process(command, port, within=300) as running:
            settle(running.pid)
            yield f"http://127.0.0.1:{port}"


def settle(pid: int, within: float = 300) -> None:
    """Wait until a process and its children have been idle for three seconds: a first start has pictures to make."""
    end, idle, spent = time.monotonic() + within, 0, _busy(pid)
    while idle < 3 and time.monotonic() < end:
        time.sleep(1)
        before, spent = spent, _busy(pid)
        idle = idle + 1 if spent - before < 0.1 else 0


def _busy(pid: int) -> float:
    """Processor seconds that a process and its living children have used."""
    root = psutil.Process(pid)
    return float(sum(sum(found.cpu_times()[:2]) for found in [root, *root.children(recursive=True)]))


@contextlib.contextmanager
def process(command: list[str], port: int, within: float = 10) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the end of the block; it must accept connections within so many seconds."""
    running = subprocess.Popen(command, env=os.environ | {"PYTHONUNBUFFERED": "1"})
    try:
        end = time.monotonic() + within
        while running.poll() is None and not _accepts(port):
            if time.monotonic() > end:
                raise SystemExit(f"{command[0]} does not listen on port {port}")
            time.sleep(0.1)
        if running.poll() is not None:
            raise SystemExit(f"{' '.join(command)} ended with exit code {running.returncode}")
        yield running
    finally:
        running.terminate()
        running.wait(timeout=15)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _accepts(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    if match is None:
        raise SystemExit(f"wrk printed no {pattern}:\n{text}")
    return match[1]


def _milliseconds(text: str) -> float:
    for unit, factor in (("us", 0.001), ("ms", 1.0), ("s", 1000.0), ("m", 60_000.0)):
        if text.endswith(unit):
            return float(text.removesuffix(unit)) * factor
    raise SystemExit(f"not a latency: {text}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", help="a running Khabar; without it one is started")
    parser.add_argument("--article", help="address or path of the article (default: the newest in the feed)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--connections", type=int, default=32)
    return parser.parse_args()


if __name__ == "__main__":
    main()
