"""Publishes stories one by one and times how soon the running site shows each; run by `benchmarks.speed.newsroom`."""

import json
import sys
import time
import urllib.request
from urllib.parse import quote

import django

django.setup()

from khabar.articles import actions  # noqa: E402
from khabar.articles.models import Article, Section  # noqa: E402
from khabar.articles.text import paragraph  # noqa: E402


def main(address: str, rounds: int) -> None:
    section = Section.objects.first()
    assert section is not None
    for number in range(rounds):
        word = f"برقية{number}"
        article = Article(headline=f"{word} من الميناء القديم", section=section, live=False, urgency=1)
        article.body = [paragraph(f"وصلت {word} إلى الميناء القديم صباح اليوم.")]
        article.save()
        article.save_revision()
        surfaces = {
            "article": f"{address}/n/{article.pk}",
            "section": address + section.get_absolute_url(),
            "front": f"{address}/",
            "feed": f"{address}/feed/",
            "search": f"{address}/search/?q={quote(word)}",
        }
        started = time.perf_counter()
        actions.publish(article=article)
        times = {"commit": (time.perf_counter() - started) * 1000}
        for name, url in surfaces.items():
            # The search page repeats the query, so there the story's own address is looked for.
            _until_shown(url, f"/{article.pk}/".encode() if name == "search" else article.headline.encode())
            times[name] = (time.perf_counter() - started) * 1000
        times["all"] = max(times.values())
        print(json.dumps(times), flush=True)


def _until_shown(url: str, text: bytes) -> None:
    deadline = time.perf_counter() + 5
    while time.perf_counter() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5) as response:
                body = response.read()
        except OSError:
            continue
        if text in body:
            return
    raise TimeoutError(url)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
