"""What a new newsroom starts with: the agencies of the Arabic press and a first section."""

from typing import Any

from khabar.articles.models import Agency, Section
from khabar.formats.agencies import all_agencies

DEFAULT_SECTION = ("أخبار", "أخبار")


def ensure_starters(**_: Any) -> None:
    """Add the agencies of the authority file that are missing; what an editor changed stays as it is."""
    known = set(Agency.objects.values_list("slug", flat=True))
    Agency.objects.bulk_create(
        Agency(
            slug=agency.code,
            name=agency.name,
            credit=agency.credit,
            latin_name=agency.latin,
            country=agency.country,
            website=agency.website,
        )
        for agency in all_agencies()
        if agency.code not in known
    )


def default_section() -> Section:
    """The section for what comes in without one; made when first needed."""
    name, slug = DEFAULT_SECTION
    section: Section = Section.objects.get_or_create(slug=slug, defaults={"name": name, "order": 90})[0]
    return section
