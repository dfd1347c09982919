"""Runs the real `khabar` command in a data folder of its own, for tests that need processes and sockets."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ADMIN_PASSWORD = "correct-horse-battery-staple"


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
            timeout=170,
        )

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            [sys.executable, "-m", "khabar", *arguments],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def search(self, query: str) -> dict[str, Any]:
        """What `khabar search --json` answers."""
        found: dict[str, Any] = json.loads(self.run("search", query, "--json").stdout)
        return found

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
            process.wait(timeout=20)


def copy_of(template: Newsroom, folder: Path) -> Newsroom:
    """The same newsroom in another folder."""
    shutil.copytree(template.data, folder, symlinks=True)
    return Newsroom(folder)


def free_port() -> int:
    """A port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], seconds: float = 150) -> None:
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
