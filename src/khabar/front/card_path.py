"""The address of a story's picture for social cards."""

import hashlib

from django.conf import settings
from django.urls import reverse

from khabar.articles.models import Article


def card_path(article: Article) -> str:
    """The picture's address, which changes with what is drawn on it, so that networks fetch it anew."""
    photo = article.lead_picture_id if article.shown_picture else None
    drawn = f"{article.headline}|{article.section.name}|{photo}|{settings.SITE_NAME}"
    return f"{reverse('front:card', args=[article.pk])}?v={hashlib.sha256(drawn.encode()).hexdigest()[:8]}"
