"""Runs the real `khabar` command in a data folder of its own, for tests that need processes and sockets."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

ADMIN_PASSWORD = "correct-horse-battery-staple"
_TERMINAL = """
import json
import sys
from khabar.cli import main
for line in sys.stdin:
    try:
        main(json.loads(line), prog_name="khabar")
    except SystemExit as end:
        if end.code:
            raise
    print("\\0", flush=True)
"""
_given: set[int] = set()


class Newsroom:
    """One data folder and the commands run on it."""

    process: subprocess.Popen[bytes]  # `khabar up`, while serving

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KHABAR_")},
            "KHABAR_DATA": str(data),
            "KHABAR_COUNTRY": "EG",
            "KHABAR_ADMIN_PASSWORD": ADMIN_PASSWORD,
            "DJANGO_SETTINGS_MODULE": "khabar.config.settings",
            "PYTHONWARNINGS": "ignore",
        }

    def run(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "khabar", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=600,
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "khabar", *arguments],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @contextmanager
    def terminal(self) -> Iterator[Callable[..., None]]:
        """A process that runs commands one by one for the length of the block: most of a short one's time is its start.

        Raises:
            RuntimeError: a command failed.
        """
        process = subprocess.Popen(
            [sys.executable, "-c", _TERMINAL],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

        def run(*arguments: str) -> None:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(json.dumps(arguments) + "\n")
            process.stdin.flush()
            if not any(line == "\0\n" for line in process.stdout):  # what the command says comes before
                raise RuntimeError(f"{arguments} failed")

        with process:
            yield run

    def search(self, query: str) -> dict[str, Any]:
        """What `khabar search --json` answers."""
        found: dict[str, Any] = json.loads(self.run("search", query, "--json").stdout)
        return found

    def background(self) -> psutil.Process:
        """The process that works beside the site: the one that leaves the processor to the others."""
        supervisor = psutil.Process(self.process.pid)
        deadline = time.monotonic() + 100
        while time.monotonic() < deadline:
            with suppress(psutil.NoSuchProcess):
                for child in supervisor.children():
                    if child.nice() > os.nice(0):
                        return child
            time.sleep(0.05)
        raise TimeoutError("no background process")

    @contextmanager
    def serving(self, *arguments: str) -> Iterator[str]:
        """`khabar up` for the length of the block; gives the site's address."""
        port = free_port()
        address = f"http://localhost:{port}"
        self.environment["KHABAR_SITE_URL"] = address
        process = self.process = self.start("up", "--port", str(port), *arguments)
        try:
            wait_for(f"{address}/readyz", process)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)


def copy_of(template: Newsroom, folder: Path) -> Newsroom:
    """The same newsroom in another folder."""
    shutil.copytree(template.data, folder, symlinks=True)
    return Newsroom(folder)


def free_port() -> int:
    """A port that nothing listens on, given once; the system gives it to no connection before it is taken."""
    while True:
        port = 20_000 + secrets.randbelow(12_000)  # below those of outgoing connections, which start at 32,768
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            if port not in _given:
                _given.add(port)
                return port


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 400) -> None:
    """Wait until `address` answers 200.

    Raises:
        TimeoutError: it did not in time.
        RuntimeError: the process ended first.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"khabar up ended with {process.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=5) as response:
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"{address} did not answer in {seconds} s")
