"""`python -m tests.browser.embeds_material` fills a newsroom with stories that show things of other sites."""

import json
import sys
from datetime import timedelta
from typing import Any

import django

FILM, POST, UPRIGHT, LOST = (
    "https://www.youtube.com/watch?v=a1B2c3", "https://x.com/huda/status/1234", "https://www.youtube.com/shorts/z9",
    "https://films.example/gone",
)  # fmt: skip


def main() -> None:
    """Make them, as if their sites had answered."""
    from khabar.articles.text import paragraph
    from khabar.core import clock
    from khabar.media.actions import add_picture
    from khabar.media.embeds.models import Embed, EmbedState, key_of
    from tests.factories.articles import published
    from tests.factories.pictures import jpeg

    def tell(url: str, **values: Any) -> None:
        later = {"state": EmbedState.KEPT, "told_at": clock.now(), "next_at": clock.now() + timedelta(days=9)}
        Embed.objects.create(key=key_of(url), url=url, host=url.split("/")[2], **(later | values))

    film = {"kind": "video", "provider": "YouTube", "author": "قناة الشاطئ"}
    tell(FILM, **film, title="جولة في الميناء قبل افتتاحه HD 2026", width=1280, height=720,
         picture=add_picture(data=jpeg(640, 480, seed=7), name="t.jpg"))  # fmt: skip
    tell(UPRIGHT, **film, title="الرصيف في دقيقة", width=720, height=1280,
         picture=add_picture(data=jpeg(360, 640, seed=3), name="u.jpg"))  # fmt: skip
    tell(POST, kind="rich", provider="X", author="هدى سالم", language="ar",
         text="أُعيد فتح الرصيف صباح اليوم بعد 3 أسابيع من الصيانة، والبواخر تعود غدا إن شاء الله.")  # fmt: skip
    tell(LOST, state=EmbedState.LINK, reason="لم يعد موجودًا (ردّ الموقع بالرمز 404)")
    text = paragraph("فقرة من خبر يقرؤه الناس على مهل في صباح هادئ. " * 4)
    body = [text]
    for url in (FILM, POST, UPRIGHT, LOST):
        body += [{"type": "embed", "value": {"url": url, "title": ""}}, text]
    story = published(headline="الميناء يعود إلى العمل", body=body, at=clock.now() - timedelta(hours=1))
    json.dump({"path": story.get_absolute_url(), "pk": story.pk}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
