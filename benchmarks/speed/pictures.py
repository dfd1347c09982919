"""What a picture costs: taking in a 12-megapixel photo, and each of its renditions.

    python benchmarks/speed/pictures.py [PHOTO.jpg]

Without a photo of your own, one is made that is harder to encode than most: fine noise over gradients. Seconds are
CPU time of this process, so that a busy machine does not blur them; the whole is in wall time too.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

_data = tempfile.TemporaryDirectory(prefix="khabar-pictures-")
os.environ["KHABAR_DATA"] = _data.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khabar.config.settings")


def sample() -> bytes:
    """A JPEG of 4000 x 3000 pixels with the detail of a photograph."""
    size = (4000, 3000)

    def plane(grain: int, amount: int) -> Image.Image:
        small = Image.effect_noise((size[0] // grain, size[1] // grain), amount)
        return small.resize(size, Image.Resampling.BICUBIC)

    slope = Image.linear_gradient("L").resize(size)
    planes = [Image.blend(slope, plane(grain, amount), 0.4) for grain, amount in ((24, 90), (12, 60), (6, 40))]
    out = BytesIO()
    Image.merge("RGB", planes).save(out, "JPEG", quality=92)
    return out.getvalue()


def timed(work: Callable[[], Any]) -> tuple[Any, float, float]:
    """The result, CPU seconds and wall seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, time.process_time() - cpu, time.perf_counter() - wall


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from khabar.media import renditions
    from khabar.media.actions import add_picture

    data = Path(sys.argv[1]).read_bytes() if len(sys.argv) > 1 else sample()
    image = Image.open(BytesIO(data))
    print(f"photo {image.size[0]} x {image.size[1]}, {len(data) / 1024:.0f} KB\n")
    picture, cpu, wall = timed(lambda: add_picture(data=data, name="photo.jpg"))
    print(f"add_picture (foreground, first JPEGs included): {cpu:.2f} s CPU, {wall:.2f} s wall")
    print(f"stored original: {picture.width} x {picture.height}, {picture.file_size / 1024:.0f} KB\n")
    print(f"{'rendition':<34}{'CPU s':>8}{'KB':>9}")
    names = dict.fromkeys(s for name in renditions.SETS for s in renditions.specs(picture, name))
    for spec in names:
        made, cpu, _ = timed(lambda spec=spec: renditions.encode(picture, [spec]))  # type: ignore[misc]
        print(f"{spec:<34}{cpu:>8.3f}{len(made[0].data) / 1024:>9.1f}")
    _, cpu, wall = timed(lambda: renditions.make(picture))
    print(f"\nbackground, all of {', '.join(renditions.SETS)}: {cpu:.2f} s CPU, {wall:.2f} s wall")


if __name__ == "__main__":
    main()
