"""What else follows the change log as announcing does: packages above register what they tell, and to whom."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from khabar.announcing.enums import Way
from khabar.articles.models import Change

if TYPE_CHECKING:
    from khabar.core.outgoing import Client

OWN = "own"
"""Instead of an address: whom it tells is its own affair."""


class Beside(Protocol):
    """An outbox of its own with a cursor of ours: it hears of what the page store has followed, one node at a time."""

    way: Way

    def wanted(self) -> bool:
        """Whether there is anybody to tell; asked at every look."""

    def take(self, changes: Sequence[Change]) -> None:
        """Write down what the changes mean, in the transaction that moves the cursor."""

    def send(self, client: "Client") -> bool:
        """Tell what is due, for some seconds; True where more is due at once."""

    def close(self) -> None:
        """Let go of what it holds between looks."""


_all: dict[Way, Beside] = {}


def register(one: Beside) -> None:
    """Have it heard and sent; registering another for the same way replaces it."""
    _all[one.way] = one


def found(way: str) -> Beside | None:
    """What was registered for the way."""
    return _all.get(Way(way))


def wanted() -> list[Beside]:
    """All that have somebody to tell now."""
    return [one for one in _all.values() if one.wanted()]
