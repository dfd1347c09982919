"""The installable app: its manifest, and the worker that keeps pages on the reader's device."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static

from khabar.articles.models import Article
from khabar.articles.recalls import last_correction
from khabar.core.paths import path_to

STORY_HEADER = "Khabar-Story"
_SCRIPTS = Path(__file__).parent / "static" / "khabar" / "js"
# A build in which one of these is another file has another shell.
_FILES = tuple(
    f"khabar/{name}"
    for name in ("css/site.css", "css/lists.css", "js/theme.js", "js/site.js", "js/kept.js", "js/suggest.js")
)
_PUSHED = "khabar/js/pushed.js"
_ICONS = (("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("maskable-512", "512x512", "maskable"))


def manifest() -> dict[str, Any]:
    """The web app manifest (W3C, Application Manifest; Web Share Target)."""
    found: dict[str, Any] = {
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "description": settings.SITE_MOTTO,
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "lang": "ar",
        "dir": "rtl",
        "categories": ["news"],
        "background_color": "#fffdf9",
        "theme_color": "#b3260f",
        "icons": [_icon(*one) for one in _ICONS],
        "share_target": {
            "action": path_to("front:shared"),
            "method": "GET",
            "enctype": "application/x-www-form-urlencoded",
            "params": {"title": "title", "text": "text", "url": "url"},
        },
    }
    shortcuts = [
        ("آخر الأخبار", f"{path_to('front:home')}#latest"),
        ("البحث", path_to("front:search")),
        ("الأكثر قراءة", path_to("front:most-read")),
    ]
    if settings.APP:
        shortcuts.append(("المحفوظة", path_to("front:saved")))
    found["shortcuts"] = [{"name": name, "url": url, "icons": [_icon(*_ICONS[0])]} for name, url in shortcuts]
    return found


def _icon(name: str, sizes: str, purpose: str) -> dict[str, str]:
    return {"src": static(f"khabar/icons/{name}.png"), "sizes": sizes, "type": "image/png", "purpose": purpose}


def locale() -> str:
    """The edition's language, country, calendar and digits as browsers take them (BCP 47)."""
    calendar = "islamic-umalqura" if settings.HIJRI == "first" else "gregory"
    return f"ar-{settings.COUNTRY}-u-ca-{calendar}-nu-{settings.DIGITS}"


def worker() -> str:
    """The worker's script, with what it must know of this build; where the app is off, one that takes it away."""
    if not settings.APP:
        return _script("worker-off")
    script = _script("worker")
    known = {"locale": locale(), "zone": settings.TIME_ZONE}
    build = hashlib.blake2b(json.dumps([known, script, *map(static, _FILES)]).encode(), digest_size=6).hexdigest()
    pushed = f'importScripts("{static(_PUSHED)}");' if settings.PUSH else ""
    return f"const khabar={json.dumps({'version': build} | known, separators=(',', ':'))};{pushed}{script}"


@lru_cache(maxsize=2)
def _script(name: str) -> str:
    return (_SCRIPTS / f"{name}.js").read_text(encoding="utf-8")


def story_header(article: Article) -> str:
    """What the worker must know of a story's page: its id and its last correction."""
    return f"{article.pk};{last_correction(article)}"
