"""Publishes stories one by one and times how soon the running site shows each; run by `benchmarks.speed.newsroom`.

The surfaces are asked as readers do, each over a connection of its own and again until the story is there: front
page, section and feed from the moment of the call, the article and the search for it once the publisher has been told
that it is out. Every time counts from the call of the publishing function.
"""

import http.client
import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import quote, urlsplit

import django

django.setup()

from khabar.articles import actions  # noqa: E402
from khabar.articles.models import Article, Section  # noqa: E402
from khabar.articles.text import paragraph  # noqa: E402

_PATIENCE = 5.0
_PAUSE = 0.005
_ALWAYS_READ = ("front", "section", "feed")


def main(address: str, rounds: int) -> None:
    section = Section.objects.first()
    assert section is not None
    host = urlsplit(address).netloc
    with ThreadPoolExecutor(5) as readers:
        for number in range(rounds):
            word = f"برقية{number}"
            article = Article(headline=f"{word} من الميناء القديم", section=section, live=False, urgency=1)
            article.body = [paragraph(f"وصلت {word} إلى الميناء القديم صباح اليوم.")]
            article.save()
            article.save_revision()
            headline = article.headline.encode()
            surfaces = {
                "article": (article.get_absolute_url(), headline),
                "section": (section.get_absolute_url(), headline),
                "front": ("/", headline),
                "feed": ("/feed/", headline),
                # The search page repeats the query, so there the story's own address is looked for.
                "search": (f"/search/?q={quote(word)}", f"/{article.pk}/".encode()),
            }
            time.sleep(0.1)  # between two stories the site is at rest
            started, used = time.perf_counter(), time.process_time()
            ask = partial(readers.submit, _shown, host, started)
            asked = {name: ask(*surfaces[name]) for name in _ALWAYS_READ}
            actions.publish(article=article)
            times = {"commit": (time.perf_counter() - started) * 1000}
            used = (time.process_time() - used) * 1000
            asked |= {name: ask(*surface) for name, surface in surfaces.items() if name not in asked}
            times |= {name: answer.result() for name, answer in asked.items()}
            times |= {"all": max(times.values()), "processor": used}
            print(json.dumps(times), flush=True)


def _shown(host: str, started: float, path: str, text: bytes) -> float:
    """Ask for the page until `text` is in it; return the milliseconds since `started`.

    Raises:
        TimeoutError: it did not appear.
    """
    connection = http.client.HTTPConnection(host, timeout=_PATIENCE)
    try:
        while time.perf_counter() - started < _PATIENCE:
            connection.request("GET", path)
            if text in connection.getresponse().read():
                return (time.perf_counter() - started) * 1000
            time.sleep(_PAUSE)
    finally:
        connection.close()
    raise TimeoutError(path)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
