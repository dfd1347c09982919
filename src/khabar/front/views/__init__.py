"""The pages of the public site, one module for each kind."""

from khabar.front.views.ads import ad_preview
from khabar.front.views.article import article_preview
from khabar.front.views.errors import bad_request, forbidden, not_found, server_error
from khabar.front.views.home import front_preview
from khabar.front.views.standing import standing_preview

__all__ = [
    "ad_preview",
    "article_preview",
    "bad_request",
    "forbidden",
    "front_preview",
    "not_found",
    "server_error",
    "standing_preview",
]
