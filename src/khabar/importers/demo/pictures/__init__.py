"""Draws the demo edition's pictures with Pillow alone: the same name and seed always give the same picture."""

from collections.abc import Callable
from random import Random

from PIL import Image

from khabar.importers.demo.pictures import (
    city_scenes,
    coast_scenes,
    craft_scenes,
    desert_scenes,
    harvest_scenes,
    indoor_scenes,
    sky_scenes,
    sport_scenes,
    technology_scenes,
)
from khabar.importers.demo.pictures.canvas import Canvas

Scene = Callable[[Canvas, Random], None]

_MODULES = (
    city_scenes,
    coast_scenes,
    craft_scenes,
    desert_scenes,
    harvest_scenes,
    indoor_scenes,
    sky_scenes,
    sport_scenes,
    technology_scenes,
)
_SCENES: dict[str, Scene] = {name: scene for module in _MODULES for name, scene in module.SCENES.items()}
SCENE_NAMES = frozenset(_SCENES)


def draw(name: str, seed: int) -> Image.Image:
    """A 1600 by 900 RGB picture of the scene ``name``; ``seed`` varies its details.

    Raises KeyError when there is no such scene (see ``SCENE_NAMES``).
    """
    rng = Random(seed)  # noqa: S311 - decoration, not secrecy
    canvas = Canvas()
    _SCENES[name](canvas, rng)
    return canvas.finish(rng)
