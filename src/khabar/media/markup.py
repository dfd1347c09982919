"""The HTML of a picture: AVIF, WebP and JPEG by width, with its size known beforehand so that nothing shifts."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from khabar.media.models import Picture
from khabar.media.renditions import MIME, Made, offer

_LAZY = SafeString('loading="lazy" decoding="async"')
_EAGER = SafeString('fetchpriority="high" decoding="async"')


def picture_html(
    picture: Picture | None, set_name: str, *, sizes: str, alt: str = "", priority: bool = False
) -> SafeString:
    """A `<picture>`, or nothing where there is no picture or its file cannot be read.

    Args:
        set_name: one of `renditions.SETS`.
        sizes: the width it is shown at, as the HTML attribute `sizes` says it.
        alt: what is read to those who do not see it; empty for a picture that only decorates.
        priority: it is seen first, so the browser should load it first and not lazily.
    """
    found = offer(picture, set_name)
    if found is None:
        return SafeString("")
    sources = format_html_join(
        "",
        '<source type="{}" srcset="{}" sizes="{}">',
        ((MIME[name], _srcset(made), sizes) for name, made in found.by_format.items() if name != "jpeg" and made),
    )
    image = format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" {}>',
        found.fallback.url,
        found.fallback.width,
        found.fallback.height,
        alt,
        _EAGER if priority else _LAZY,
    )
    return format_html("<picture>{}{}</picture>", sources, image)


def _srcset(made: list[Made]) -> str:
    return ", ".join(f"{one.url} {one.width}w" for one in made)
