"""Mails of a newsletter a second, to a mail server on the same machine that keeps nothing.

Usage: `python -m benchmarks.speed.letters [--readers 2000] [--data DIR]`
One issue with 24 stories goes to the readers, 100 mails to a connection, each marked in the database before it leaves.
The server runs in a process of its own. Prints mails a second, processor time of the sender for each mail, and bytes.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.speed.answers import start_newsroom

_SERVER = """
import sys, time
from aiosmtpd.controller import Controller
class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"
Controller(Sink(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
print("ready", flush=True)
time.sleep(3600)
"""


def main() -> None:
    """Fill, send, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readers", type=int, default=2_000)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="khabar-letters-") as folder:
        start_newsroom(options.data or Path(folder))
        from tests.running import free_port

        port = free_port()
        with subprocess.Popen([sys.executable, "-c", _SERVER, str(port)], stdout=subprocess.PIPE) as server:
            assert server.stdout is not None
            server.stdout.readline()
            try:
                _measure(options.readers, port)
            finally:
                server.kill()


def _measure(readers: int, port: int) -> None:
    from django.conf import settings
    from tests.factories.letters import issue_due, news, newsletter

    from khabar.core import clock
    from khabar.letters.actions import agreed
    from khabar.letters.follower import Sender
    from khabar.letters.gathering import now_in
    from khabar.letters.messages import of_issue
    from khabar.letters.models import Newsletter, Reader, Subscription
    from khabar.letters.sending import letter_of

    Newsletter.objects.update(active=False)
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.LETTERS_MAIL = {"backend": backend, "host": "127.0.0.1", "port": port}
    settings.LETTERS_CONFIGURED, settings.LETTERS_PER_MINUTE = True, 100_000_000
    letter = newsletter(f"نشرة {clock.now():%H%M%S}")
    for _ in range(8):
        news(3)
    made = Reader.objects.bulk_create(Reader(address=f"r{time.time_ns()}.{n}@example.com") for n in range(readers))
    told = {"agreement": agreed("وافقت"), "confirmed_at": clock.now(), "newsletter": letter}
    Subscription.objects.bulk_create(Subscription(reader=reader, **told) for reader in made)
    issue = issue_due(letter)
    size = len(of_issue(letter_of(issue, now_in(issue)), letter, made[0], "x").message().as_bytes())
    sender = Sender(lambda _pause: True)
    began, used = time.perf_counter(), time.process_time()
    while sender.look():
        pass
    took, used = time.perf_counter() - began, time.process_time() - used
    issue.refresh_from_db()
    print(f"{issue.sent} mails of {size / 1024:.0f} KB in {took:.1f} s: {issue.sent / took:.0f} a second, ")
    print(f"{1000 * used / issue.sent:.2f} ms of the sender's processor each; state {issue.state}")


if __name__ == "__main__":
    main()
