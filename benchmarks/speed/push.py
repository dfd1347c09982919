"""Notifications a second: a story is published and sent to N readers, each message closed for one browser.

`python -m benchmarks.speed.push --readers 2000` makes a data folder of its own and sends to a push service on the
loopback address, over TLS, which answers at once; it runs in another process than the sender. What a real service
takes to answer is not in it: each of the sender's connections waits for that between two messages.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.push_service import HOST, PushService, push_service
from tests.running import Newsroom

_SEND = """
import json, resource, ssl, sys, time
import django
django.setup()
from ipaddress import ip_address
from khabar.announcing.follower import Announcer
from khabar.articles.actions import publish
from khabar.articles.consumers import follow
from khabar.articles.models import Article, Section
from khabar.articles.text import paragraph
from khabar.core import clock
from khabar.core.outgoing import Client
from khabar.push import actions, keys
from khabar.push.enums import Kind, State
from khabar.push.models import Sending, Subscriber
given = json.loads(sys.argv[1])
Subscriber.objects.bulk_create(
    Subscriber(mark=str(n), endpoint=f"https://{given['service']}/r{n}", p256dh=given["p256dh"], auth=given["auth"],
               key=keys.current_key(), breaking=True, zone="UTC", quiet_from=None, quiet_until=None)
    for n in range(given["readers"])
)
here = ip_address("127.0.0.1")
def trusted():
    return ssl.create_default_context(cafile=given["authority"])
client = Client(resolver=lambda *_: [here], allows=lambda _: True, ports=frozenset({given["port"]}), trusted=trusted)
announcer = Announcer(client)
follow()
announcer.look()
section, _ = Section.objects.get_or_create(slug="science", defaults={"name": "علوم"})
story = Article(headline="افتتاح جسر", body=[paragraph("نص.")], section=section, live=False, urgency=1)
story.save()
actions.plan(article=story, kind=Kind.BREAKING, user=None)
publish(article=story)
follow()
announcer.look()
time.sleep(2.1)
used = lambda: sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
began, before = time.monotonic(), used()
while Sending.objects.get().state != State.DONE:
    announcer.look()
took, processor = time.monotonic() - began, used() - before
print(json.dumps({"took": took, "processor": processor, "sent": Sending.objects.get().sent}))
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readers", type=int, default=2000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, push_service() as server:
        newsroom = Newsroom(Path(folder) / "data")
        newsroom.run("prepare", "--no-demo")
        found = _measured(newsroom, server, options.readers, Path(folder))
    rate, each = found["sent"] / found["took"], 1000 * found["processor"] / found["sent"]
    print(
        f"sent {found['sent']:.0f} of {options.readers}, {len(server.pushed)} arrived, {server.connections} connections"
    )
    print(f"{rate:.0f} a second by the clock, {each:.2f} ms of the sender's processor each")


def _measured(newsroom: Newsroom, server: PushService, readers: int, folder: Path) -> dict[str, float]:
    authority = folder / "authority.pem"
    server.authority.cert_pem.write_to_path(str(authority))
    browser = server.browser("x")
    given = {
        "service": server.name,
        "port": server.port,
        "readers": readers,
        "authority": str(authority),
        "p256dh": browser.p256dh,
        "auth": browser.auth,
    }
    environment = {**newsroom.environment, "KHABAR_PUSH_SERVICES": f"{HOST}:{server.port}"}
    command = [sys.executable, "-c", _SEND, json.dumps(given)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
