"""Every drawn picture is a full, varied picture, and always the same one."""

import io

import pytest
from PIL import Image, ImageStat

from khabar.importers.demo.pictures import SCENE_NAMES, draw


@pytest.mark.parametrize("name", sorted(SCENE_NAMES))
def test_draws_a_whole_picture(name: str) -> None:
    picture = draw(name, 1)
    assert (picture.size, picture.mode) == ((1600, 900), "RGB")
    for left in (0, 800):
        for top in (0, 450):
            quarter = picture.crop((left, top, left + 800, top + 450))
            assert max(ImageStat.Stat(quarter).stddev) > 5, "a quarter of the picture is bare"


def test_same_seed_same_picture() -> None:
    assert draw("dunes", 5).tobytes() == draw("dunes", 5).tobytes()


def test_another_seed_another_picture() -> None:
    assert draw("wetland", 1).tobytes() != draw("wetland", 2).tobytes()


def test_compresses_to_a_reasonable_photo() -> None:
    packed = io.BytesIO()
    draw("rain", 4).save(packed, "JPEG", quality=85)
    assert len(packed.getvalue()) < 900_000
    assert Image.open(packed).size == (1600, 900)


def test_unknown_scene() -> None:
    with pytest.raises(KeyError):
        draw("volcano", 1)
