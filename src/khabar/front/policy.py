"""Widening what one page's policy allows, beside what other parts of the page have asked for."""

from typing import TypeVar

from django.conf import settings
from django.http import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)


def allow(response: R, directive: str, *sources: str) -> R:
    """Let the page load what the directive is about from these sources too."""
    usual = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].get(directive, [])
    replaced = getattr(response, "_csp_replace", {})
    kept = [source for source in replaced.get(directive, usual) if source != "'none'"]
    response._csp_replace = replaced | {directive: sorted({*kept, *sources})}  # type: ignore[attr-defined]
    return response
