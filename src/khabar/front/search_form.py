"""What a results page has of its own in the search form: written without a template, as its hits are."""

from collections.abc import Iterable, Sequence
from html import escape

from khabar.front.asked import NAMED, Asked
from khabar.search.query import Sort

Sections = Sequence[tuple[str, str]]
Named = Iterable[tuple[str, str, Sequence[str]]]
"""Filters by agency and author: name, what is chosen, the choices."""


def filled_in(asked: Asked, sections: str, named: Named) -> dict[str, str]:
    """The places of the form as `front/search.html` names them, with what was asked for; `sections` are options."""
    narrowed = asked.filtered or asked.sort != Sort.RELEVANCE
    return {
        "text": escape(asked.text),
        "direction": ' dir="auto"' if asked.text else "",
        "focus": "" if asked.anything else " autofocus",
        "open": " open" if narrowed else "",
        "sections": sections,
        "said_by": escape(asked.said_by),
        "through": escape(asked.through),
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat() if asked.until else "",
        "by_date": " selected" if asked.sort == Sort.DATE else "",
        "named": "".join(_select(*one) for one in named),
        "topic": f'<input type="hidden" name="topic" value="{escape(asked.topic)}">' if asked.topic else "",
    }


def section_options(sections: Sections, chosen: str, counts: dict[str, str]) -> str:
    """An option for each section, with the number of its hits where they were counted."""
    return "".join(
        f'<option value="{escape(slug)}"{" selected" if slug == chosen else ""}>{escape(name)}'
        f"{f' ({counts[slug]})' if slug in counts else ''}</option>"
        for slug, name in sections
    )


def _select(name: str, chosen: str, choices: Sequence[str]) -> str:
    options = "".join(
        f"<option{' selected' if choice == chosen else ''}>{escape(choice)}</option>" for choice in choices
    )
    return f'<label>{NAMED[name]} <select name="{name}"><option value="">الكل</option>{options}</select></label>'
