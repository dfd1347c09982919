"""The pages of the public site, one module for each kind."""

from khabar.front.views.article import article_preview
from khabar.front.views.errors import bad_request, forbidden, not_found, server_error

__all__ = ["article_preview", "bad_request", "forbidden", "not_found", "server_error"]
