"""How sure a statement is: a number between 0 and 1 from the signs the engine went by."""

import math
import tomllib
from functools import cache
from importlib.resources import files

from khabar.attribution.entities import Entity
from khabar.attribution.reports import Report
from khabar.attribution.text import Paragraph

_LONG, _SHORT = 60, 3


def signs(p: Paragraph, report: Report, entity: Entity) -> list[str]:
    """Return the signs of a report, by their names in `data/confidence.toml`."""
    cue, complement = report.cue, report.cue.complement
    found = [f"shape_{cue.shape}".replace(" ", "_")]
    if complement is not None:
        found.append(f"by_{complement.how}")
    if cue.word is not None:
        found.append(f"verb_{cue.word.verb.kind}")
    found.append(f"kind_{entity.kind}")
    found.append(_speaker_sign(report, entity))
    length = report.end - report.start
    checks = (
        ("unsure", not report.sure),
        ("definite_unnamed", entity.kind == "unnamed" and report.source is not None and report.source.definite),
        ("nested", report.outer is not None),
        ("relayed", bool(report.relays)),
        ("long", length > _LONG),
        ("short", length < _SHORT),
        ("name_long", entity.kind == "person" and len(entity.folded) > 3),
        ("name_single", entity.kind == "person" and len(entity.folded) == 1),
        ("several_in_sentence", cue.at - p.bounds[p.sentence[cue.at]][0] > 2 * _SHORT and report.source is None),
    )
    return found + [name for name, holds in checks if holds]


def _speaker_sign(report: Report, entity: Entity) -> str:
    source = report.source
    if source is None:
        return "speaker_of_host" if report.host is not None else "speaker_dropped"
    if entity.kind == "person":
        if source.name:
            return "speaker_named"
        return "speaker_by_office" if entity.roles and len(entity.folded) > 1 else "speaker_office_only"
    return "speaker_described"


@cache
def _data() -> dict[str, dict[str, float]]:
    data = tomllib.loads((files("khabar.attribution") / "data" / "confidence.toml").read_text(encoding="utf-8"))
    return {part: {name: float(value) for name, value in values.items()} for part, values in data.items()}


def shown_level() -> float:
    """Return the confidence from which a statement may be shown without an editor having looked at it."""
    return _data()["shown"]["level"]


def confidence(p: Paragraph, report: Report, entity: Entity) -> float:
    """Return the confidence of a report whose speaker is `entity`."""
    weights = _data()["weights"]
    odds = weights["base"] + sum(weights.get(sign, 0.0) for sign in signs(p, report, entity))
    return round(1 / (1 + math.exp(-odds)), 2)
