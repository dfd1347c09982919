"""Filters of the templates of mails."""

from django import template

from khabar.arabic.bidi import isolate_text
from khabar.front.letters import mail_runs

register = template.Library()
register.filter("mail_runs", mail_runs)


@register.filter
def text_runs(value: str) -> str:
    """Text for places without markup, with its Latin and numeric runs in isolates."""
    return isolate_text(str(value))
