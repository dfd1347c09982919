"""A shorter way through Django for pages that only readers without a session ask for and that no store can keep."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest
from django.urls import ResolverMatch, resolve
from django.utils.module_loading import import_string

from khabar.core.paths import path_to

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

_PAGES = ("front:search", "front:suggest")
# What the other middleware is for a reader without a session does not have: an account, a form, a page to be kept.
LEFT_OUT = frozenset(
    {
        "khabar.pagestore.middleware.PageStoreMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "khabar.accounts.middleware.SecondFactorRequired",
    }
)


class ShortPath:
    """A WSGI application: the pages of a search by the short way, everything else through `django`."""

    def __init__(self, django: Wsgi) -> None:
        self._django = django
        self._pages = {path_to(name): _Page(path_to(name)) for name in _PAGES}
        self._session = settings.SESSION_COOKIE_NAME + "="

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        page = self._pages.get(environ["PATH_INFO"])
        if page is None or environ["REQUEST_METHOD"] != "GET" or self._session in environ.get("HTTP_COOKIE", ""):
            return self._django(environ, start_response)
        answer: Iterable[bytes] = page(environ, start_response)
        return answer


class _Page(WSGIHandler):
    """Django for one page: the middleware that marks every answer, and no looking for the view."""

    def __init__(self, path: str) -> None:
        self._found = resolve(path)
        super().__init__()

    def load_middleware(self, is_async: bool = False) -> None:
        """As Django does it, without what is left out; none of ours looks at views, templates or exceptions."""
        for unused in ("_view_middleware", "_template_response_middleware", "_exception_middleware"):
            setattr(self, unused, [])
        handler: Any = convert_exception_to_response(getattr(self, "_get_response"))  # noqa: B009  not in the stubs
        for name in reversed(settings.MIDDLEWARE):
            if name not in LEFT_OUT:
                handler = convert_exception_to_response(import_string(name)(handler))
        self._middleware_chain = handler

    def resolve_request(self, request: HttpRequest) -> ResolverMatch:
        """The view of the page."""
        request.resolver_match = self._found
        return self._found
