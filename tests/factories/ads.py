"""Makes campaigns and what they show."""

from datetime import timedelta
from typing import Any

import factory
from django.core.files.base import ContentFile
from factory.django import DjangoModelFactory

from khabar.ads.enums import DIMENSIONS, Kind, PageKind, Position, Screen, Size
from khabar.ads.models import Campaign, Creative, Slot
from khabar.core import clock
from tests.factories.pictures import photo, saved

DESKTOP_AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"
)


class CampaignFactory(DjangoModelFactory):
    """One that runs since yesterday and for a week."""

    name = factory.Sequence(lambda n: f"حملة {n}")
    advertiser = "مخبز الحي"
    starts_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=1))
    ends_at = factory.LazyFunction(lambda: clock.now() + timedelta(days=7))

    class Meta:
        model = Campaign


def picture_file(width: int, height: int) -> bytes:
    """A picture of that many pixels as a PNG."""
    return saved(photo(width, height), "PNG")


def picture_ad(campaign: Campaign | None = None, size: Size = Size.BANNER, **fields: Any) -> Creative:
    """A creative with a picture for each screen."""
    files = {
        screen.value: ContentFile(picture_file(*DIMENSIONS[size][screen]), name=f"{screen}.png") for screen in Screen
    }
    given = {"title": "خبز طازج", "link": "https://bakery.example/", "alt": "رغيف ساخن"} | files | fields
    return Creative.objects.create(campaign=campaign or CampaignFactory(), size=size, **given)


def html_ad(html: str, campaign: Campaign | None = None, size: Size = Size.BANNER) -> Creative:
    """A creative of HTML."""
    return Creative.objects.create(
        campaign=campaign or CampaignFactory(), kind=Kind.HTML, title="متحرك", size=size, html=html
    )


def slot(page: PageKind = PageKind.ARTICLE, position: Position = Position.FOOT, size: Size = Size.BANNER) -> Slot:
    """The slot in that place, made or resized."""
    found, _made = Slot.objects.update_or_create(page=page, position=position, defaults={"size": size, "shown": True})
    return found
