"""The tables of attribution: names with their spellings, readings of texts with their statements."""

from khabar.attribution.models.name import Identifier, Name, Spelling
from khabar.attribution.models.statement import Link, Position, Reading, Statement

__all__ = ["Identifier", "Link", "Name", "Position", "Reading", "Spelling", "Statement"]
