"""Gives the newest story of a site a short film and waits until readers can play it; for `benchmarks.speed.lighthouse`.

The film is made by ffmpeg from one still, so that it weighs little to transcode and looks like one. The site's own
background process, which must be running, makes what readers get.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import django

django.setup()

from khabar.articles import actions  # noqa: E402
from khabar.articles.models import Article  # noqa: E402
from khabar.media.videos.actions import add_video  # noqa: E402
from khabar.media.videos.models import Video, VideoState  # noqa: E402

_PATIENCE = 300.0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        film = Path(folder) / "film.mp4"
        source = ["-f", "lavfi", "-i", "color=c=0x35566b:s=1280x720:d=6:r=25", "-f", "lavfi", "-i", "sine=220:d=6"]
        subprocess.run(["ffmpeg", "-v", "error", *source, "-c:v", "libx264", "-preset", "fast", str(film)], check=True)
        video = add_video(file=film, name="film.mp4", title="من الميناء القديم", credit="خبر")
    end = time.monotonic() + _PATIENCE
    while Video.objects.get(pk=video.pk).state != VideoState.READY:
        if time.monotonic() > end:
            raise SystemExit("the film was not made in time")
        time.sleep(0.5)
    article = Article.objects.public().order_by("-first_published_at").first()
    if article is None:
        raise SystemExit("there is no story to give a film to")
    article.lead_video = video
    article.save()
    article.save_revision()
    actions.publish(article=article)
    print(article.get_absolute_url())


if __name__ == "__main__":
    sys.exit(main())
