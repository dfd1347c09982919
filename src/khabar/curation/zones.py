"""What an arrangement says: which stories stand in which zone, until when, in what order; pure, with its JSON form."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from khabar.curation.errors import BadArrangement

LEAD, SECONDARY, OPINION, VIDEO = "lead", "secondary", "opinion", "video"
ZONES = (LEAD, SECONDARY, OPINION, VIDEO)
NAMES = {LEAD: "الخبر الرئيسي", SECONDARY: "الأخبار البارزة", OPINION: "الرأي", VIDEO: "شريط الفيديو"}
CAN_HIDE = frozenset({OPINION, VIDEO})
_RIVER = "river:"
_MOST_RIVERS = 100
_LARGEST_ID = 2**63 - 1


@dataclass(frozen=True)
class Sizes:
    """How many fit into each zone of a page; `latest` and `river` of 0 mean that the page has none."""

    lead: int = 1
    secondary: int = 6
    opinion: int = 4
    video: int = 4
    latest: int = 8
    river: int = 5

    def of(self, key: str) -> int:
        """How many a zone holds."""
        size: int = self.river if is_river(key) else getattr(self, key)
        return size


FRONT_PAGE = Sizes()
SECTION_FRONT = Sizes(secondary=4, latest=0, river=0)


@dataclass(frozen=True)
class Placed:
    """A story or a video where an editor put it, pinned until a moment or for as long as the arrangement stands."""

    pk: int
    until: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Whether it still stands there at that moment."""
        return self.until is None or self.until > at


@dataclass(frozen=True)
class Arranged:
    """An arrangement of a page: what stands in each zone, the order of the rivers, what is not shown at all.

    `lists` has the zones by their keys: those of `ZONES` and `river:7` for section 7. `opinion_from` is the section
    whose stories fill the zone of opinion.
    """

    lists: Mapping[str, tuple[Placed, ...]] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    hidden: frozenset[str] = frozenset()
    opinion_from: int | None = None

    def of(self, key: str) -> tuple[Placed, ...]:
        """What was put into a zone; nothing where the zone is not shown."""
        return () if key in self.hidden else self.lists.get(key, ())

    def shown(self, *, videos: bool = False) -> Iterator[Placed]:
        """Everything placed in zones that are shown: the stories, or the videos."""
        for key in self.lists:
            if (key == VIDEO) == videos:
                yield from self.of(key)

    def to_json(self) -> dict[str, Any]:
        """As it is stored and sent."""
        lists = {
            key: [{"id": one.pk, "until": one.until.isoformat() if one.until else None} for one in placed]
            for key, placed in sorted(self.lists.items())
            if placed
        }
        return {
            "lists": lists,
            "order": list(self.order),
            "hidden": sorted(self.hidden),
            "opinion_from": self.opinion_from,
        }


def river_of(section_id: int) -> str:
    """The key of a section's river."""
    return f"{_RIVER}{section_id}"


def is_river(key: str) -> bool:
    """Whether the key is a river's."""
    return key.startswith(_RIVER)


def section_of(key: str) -> int:
    """The section of a river's key."""
    return int(key.removeprefix(_RIVER))


def read(raw: Any, sizes: Sizes) -> Arranged:
    """An arrangement from its JSON form.

    Raises:
        BadArrangement: it is not one, holds something twice, or more in a zone than fit there.
    """
    if not isinstance(raw, dict) or not isinstance(raw.get("lists", {}), dict):
        raise BadArrangement("لم يُفهم الترتيب المرسل. أعد تحميل الصفحة.")
    lists = {_key(key, sizes): _placed(key, rows, sizes) for key, rows in raw.get("lists", {}).items() if rows}
    _once(one.pk for key, placed in lists.items() if key != VIDEO for one in placed)
    _once(one.pk for one in lists.get(VIDEO, ()))
    opinion_from = raw.get("opinion_from")
    return Arranged(
        lists,
        tuple(dict.fromkeys(_id(one) for one in _list(raw.get("order"))))[:_MOST_RIVERS] if sizes.river else (),
        frozenset(_hidden(one, sizes) for one in _list(raw.get("hidden"))),
        None if opinion_from is None else _id(opinion_from),
    )


def stored(raw: dict[str, Any]) -> Arranged:
    """An arrangement as it was stored, which `read` has seen before."""
    lists = {
        key: tuple(Placed(row["id"], moment(row["until"])) for row in rows)
        for key, rows in raw.get("lists", {}).items()
    }
    return Arranged(lists, tuple(raw.get("order", ())), frozenset(raw.get("hidden", ())), raw.get("opinion_from"))


def _key(key: Any, sizes: Sizes) -> str:
    if key in ZONES:
        return str(key)
    number = str(key).removeprefix(_RIVER)
    if is_river(str(key)) and sizes.river and number.isascii() and number.isdecimal():
        return river_of(_id(int(number)))
    raise BadArrangement("في الترتيب موضع لا تعرفه هذه الواجهة. أعد تحميل الصفحة.")


def _hidden(key: Any, sizes: Sizes) -> str:
    found = _key(key, sizes)
    if found not in CAN_HIDE and not is_river(found):
        raise BadArrangement(f"لا يُخفى «{NAMES[found]}».")
    return found


def _placed(key: str, rows: Any, sizes: Sizes) -> tuple[Placed, ...]:
    found = tuple(_one(row) for row in _list(rows))
    if len(found) > sizes.of(key):
        raise BadArrangement(f"في «{NAMES.get(key, 'شريط القسم')}» أكثر مما يتسع له، وهو {sizes.of(key)}.")
    return found


def _one(row: Any) -> Placed:
    if not isinstance(row, dict):
        raise BadArrangement("لم يُفهم الترتيب المرسل. أعد تحميل الصفحة.")
    return Placed(_id(row.get("id")), moment(row.get("until")))


def moment(text: Any) -> datetime | None:
    """A moment with its offset (ISO 8601); None for nothing.

    Raises:
        BadArrangement: it is no such moment.
    """
    if text in (None, ""):
        return None
    try:
        found = datetime.fromisoformat(text)
    except (TypeError, ValueError) as error:
        raise BadArrangement("اكتب الموعد كاملًا: التاريخ والساعة.") from error
    if found.tzinfo is None or not 2000 <= found.year <= 2200:
        raise BadArrangement("اكتب الموعد كاملًا: التاريخ والساعة.")
    return found


def _list(rows: Any) -> list[Any]:
    if rows is None:
        return []
    if not isinstance(rows, list):
        raise BadArrangement("لم يُفهم الترتيب المرسل. أعد تحميل الصفحة.")
    return rows


def _id(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= _LARGEST_ID:
        raise BadArrangement("في الترتيب خبر بلا رقم. أعد تحميل الصفحة.")
    return value


def _once(pks: Iterable[int]) -> None:
    seen: set[int] = set()
    for pk in pks:
        if pk in seen:
            raise BadArrangement("في الترتيب خبر في موضعين. أبقه في واحد.")
        seen.add(pk)
