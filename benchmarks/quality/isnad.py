"""Quality of reading statements against marked texts: detection, speaker, chain, the whole isnad, and confidence.

    python -m benchmarks.quality.isnad [MARKED | DOCS GOLD] [--errors]

Without files it reads our own texts, `isnad/articles.txt`; that file says how its marks are written. MARKED is another
such file: `isnad/outlets.txt` holds short texts and lone sentences in the manner of agencies and channels,
`isnad/threads.txt` and `isnad/threads_kept.txt` one speaker under many words, lists and interviews,
`isnad/manner.txt` and `isnad/manner_kept.txt` whole texts in the manner of six outlets. DOCS holds JSON lines with
`id` and `paras`, GOLD JSON lines with `doc`, `par`, `start`, `end`, `speaker` {name}, `chain` [{name}] and
`difficulty`; statements whose difficulty is "ambiguous" are counted neither for nor against.
"""

import argparse
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from khabar.arabic.normalise import normalise_search
from khabar.attribution.extract import extract
from khabar.attribution.statements import Statement
from khabar.formats.agencies import find_agency

OWN = Path(__file__).parent / "isnad" / "articles.txt"
OUTLETS = OWN.with_name("outlets.txt")
OVERLAP, STRICT = 0.5, 0.8
_MARK = re.compile(r"\[(\d+): (.*?)\]")
_WORD = re.compile(r"\w+")
_PLAIN = frozenset(
    normalise_search(word)
    for word in ["وكالة", "صحيفة", "قناة", "موقع", "مجلة", "أنباء", "الأنباء", "للأنباء", "الرئيس", "وزير"]
)


@dataclass
class Gold:
    """One marked statement."""

    par: int
    start: int
    end: int
    speaker: str
    chain: list[str] = field(default_factory=list)
    optional: list[str] = field(default_factory=list)
    ambiguous: bool = False


@dataclass
class Text:
    """An article and its marked statements."""

    name: str
    paragraphs: list[str] = field(default_factory=list)
    gold: list[Gold] = field(default_factory=list)


def read_marked(path: Path) -> list[Text]:
    """Return the texts of a file written like `articles.txt`."""
    texts: list[Text] = []
    spans: dict[str, tuple[int, int, int]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            texts.append(Text(line[3:].strip()))
            spans = {}
        elif line.startswith("> "):
            number, speaker, _kind, chain, *rest = [part.strip() for part in (line[2:] + " ").split("|")]
            links = [one.strip().partition(":") for one in chain.split(";") if one.strip()]
            names = [name for role, _, name in links if role != "optional"]
            free = [name for role, _, name in links if role == "optional"]
            texts[-1].gold.append(Gold(*spans[number], speaker, names, free, ambiguous="ambiguous" in rest))
        elif line.strip() and not line.startswith("#"):
            plain = _unmark(line, len(texts[-1].paragraphs), spans)
            texts[-1].paragraphs.append(plain)
    return texts


def _unmark(line: str, par: int, spans: dict[str, tuple[int, int, int]]) -> str:
    plain, at = "", 0
    for match in _MARK.finditer(line):
        plain += line[at : match.start()]
        spans[match[1]] = (par, len(plain), len(plain) + len(match[2]))
        plain, at = plain + match[2], match.end()
    return plain + line[at:]


def read_json(docs: Path, gold: Path) -> list[Text]:
    """Return the texts of two files of JSON lines."""
    texts = {one["id"]: Text(one["id"], one["paras"]) for one in _lines(docs)}
    for one in _lines(gold):
        names = [relay["name"] for relay in one["chain"]]
        optional = [relay["name"] for relay in one.get("chain_optional", [])]
        unsure = one.get("difficulty") == "ambiguous"
        place = (one["par"], one["start"], one["end"])
        texts[one["doc"]].gold.append(Gold(*place, one["speaker"]["name"], names, optional, unsure))
    return list(texts.values())


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def same_name(left: str, right: str) -> bool:
    """Whether two names mean one source: one agency, or one's words are all among the other's."""
    agencies = find_agency(left), find_agency(right)
    if any(agencies):
        return agencies[0] == agencies[1]
    a, b = ({_bare(word) for word in _WORD.findall(normalise_search(name))} - _PLAIN for name in (left, right))
    shared = len(a & b)
    return bool(shared) and (shared == min(len(a), len(b)) or shared * 2 >= len(a | b))


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > 4 else word


def overlap(gold: Gold, got: Statement) -> float:
    """Return the Dice overlap of two spans of one paragraph."""
    shared = min(gold.end, got.end) - max(gold.start, got.start)
    return 2 * shared / (gold.end - gold.start + got.end - got.start) if shared > 0 else 0.0


@dataclass
class Count:
    """Hits, false alarms and misses."""

    hit: int = 0
    extra: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The F1 of the counts; 0 where there are none."""
        whole = 2 * self.hit + self.extra + self.missed
        return 2 * self.hit / whole if whole else 0.0


@dataclass
class Score:
    """All counts over a set of texts; `sure` holds (confidence, whether the whole isnad is right) per prediction."""

    counts: dict[str, Count] = field(default_factory=lambda: defaultdict(Count))
    sure: list[tuple[float, bool]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, text: Text) -> None:
        """Read one text and count what was found in it."""
        found = extract(text.paragraphs)
        pairs = _match(text.gold, found, OVERLAP)
        self._detection("overlap", text.gold, found, pairs)
        self._detection("strict", text.gold, found, _match(text.gold, found, STRICT))
        for at, one in enumerate(found):
            gold = pairs.get(at)
            if gold is None:
                self._unmatched(text, one)
            elif not gold.ambiguous:
                self._matched(text, gold, one)
        for gold in text.gold:
            if gold not in pairs.values() and not gold.ambiguous:
                self._missed(text, gold)

    def _detection(self, name: str, gold: list[Gold], found: list[Statement], pairs: dict[int, Gold]) -> None:
        count = self.counts[name]
        count.hit += sum(not one.ambiguous for one in pairs.values())
        count.missed += sum(not one.ambiguous and one not in pairs.values() for one in gold)
        count.extra += sum(at not in pairs and not _excused(gold, one) for at, one in enumerate(found))

    def _unmatched(self, text: Text, one: Statement) -> None:
        if _excused(text.gold, one):
            return
        for name in ("speaker", "isnad"):
            self.counts[name].extra += 1
        self.counts["chain"].extra += len(one.chain)
        self.sure.append((one.confidence, False))
        self.errors.append(f"{text.name} spurious: {one.speaker.name} | {one.text}")

    def _matched(self, text: Text, gold: Gold, one: Statement) -> None:
        speaker = same_name(gold.speaker, one.speaker.name)
        left = [relay.name for relay in one.chain]
        for name in gold.chain:
            hit = next((other for other in left if same_name(name, other)), None)
            self.counts["chain"].hit += hit is not None
            self.counts["chain"].missed += hit is None
            if hit is not None:
                left.remove(hit)
        left = [name for name in left if not any(same_name(name, other) for other in gold.optional)]
        self.counts["chain"].extra += len(left)
        whole = _whole(gold, one)
        for name, right in (("speaker", speaker), ("isnad", whole)):
            self.counts[name].hit += right
            self.counts[name].extra += not right
            self.counts[name].missed += not right
        self.sure.append((one.confidence, whole))
        if not whole:
            got = [relay.name for relay in one.chain]
            self.errors.append(f"{text.name} wrong: {gold.speaker} {gold.chain} got {one.speaker.name} {got}")

    def _missed(self, text: Text, gold: Gold) -> None:
        for name in ("speaker", "isnad"):
            self.counts[name].missed += 1
        self.counts["chain"].missed += len(gold.chain)
        self.errors.append(f"{text.name} missed: {text.paragraphs[gold.par][gold.start : gold.end]}")

    def precision_from(self, level: float) -> tuple[float, int]:
        """Return how many of the statements at or above a confidence are wholly right, and how many there are."""
        shown = [right for confidence, right in self.sure if confidence >= level]
        return (sum(shown) / len(shown) if shown else 0.0), len(shown)


def _whole(gold: Gold, one: Statement) -> bool:
    """Whether speaker and chain of a found statement are those marked."""
    chain = [relay.name for relay in one.chain]
    left = [name for name in gold.chain if not any(same_name(name, other) for other in chain)]
    allowed = [*gold.chain, *gold.optional]
    extra = [name for name in chain if not any(same_name(name, other) for other in allowed)]
    return same_name(gold.speaker, one.speaker.name) and not left and not extra


def verdicts(text: Text, found: list[Statement]) -> dict[int, bool]:
    """Say of each found statement, by its place, whether its whole isnad is right; without those that do not count."""
    pairs = _match(text.gold, found, OVERLAP)
    known = {at: _whole(gold, found[at]) for at, gold in pairs.items() if not gold.ambiguous}
    spurious = (at for at, one in enumerate(found) if at not in pairs and not _excused(text.gold, one))
    return known | dict.fromkeys(spurious, False)


def _excused(gold: list[Gold], one: Statement) -> bool:
    return any(other.ambiguous and other.par == one.par and overlap(other, one) > 0.3 for other in gold)


def _match(gold: list[Gold], found: list[Statement], least: float) -> dict[int, Gold]:
    """Pair statements with marked ones, the best overlap first; by the place of the statement."""
    ranked = sorted(
        (
            (overlap(one, other), i, j)
            for i, one in enumerate(gold)
            for j, other in enumerate(found)
            if one.par == other.par
        ),
        reverse=True,
    )
    pairs: dict[int, Gold] = {}
    used: set[int] = set()
    for share, i, j in ranked:
        if share >= least and i not in used and j not in pairs:
            pairs[j] = gold[i]
            used.add(i)
    return pairs


def score(texts: list[Text]) -> Score:
    """Return the score over `texts`."""
    whole = Score()
    for text in texts:
        whole.add(text)
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description="Quality of reading statements, F1 per measure.")
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="MARKED, or DOCS and GOLD")
    parser.add_argument("--errors", action="store_true", help="name every error")
    arguments = parser.parse_args()
    if len(arguments.files) > 2:
        parser.error("give MARKED, or both DOCS and GOLD, or nothing")
    two = len(arguments.files) == 2
    texts = read_json(*arguments.files) if two else read_marked(*(arguments.files or [OWN]))
    result = score(texts)
    print(f"{len(texts)} texts, {sum(len(text.gold) for text in texts)} statements marked")
    for name in ("overlap", "strict", "speaker", "chain", "isnad"):
        count = result.counts[name]
        print(f"{name:8} F1 {count.f1:.3f}  (right {count.hit}, extra {count.extra}, missed {count.missed})")
    for level in (0.5, 0.6, 0.7, 0.8, 0.9, 0.94, 0.95, 0.96, 0.97, 0.98):
        precision, shown = result.precision_from(level)
        print(f"confidence {level:.2f} and up: {shown:4} statements, precision of the whole isnad {precision:.3f}")
    if arguments.errors:
        print(*result.errors, sep="\n")


if __name__ == "__main__":
    main()
