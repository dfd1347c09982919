"""The order in which a chain is drawn: from the speaker on, as the words travelled. Pure."""

from collections.abc import Iterable
from typing import Protocol, TypeVar


class _Link(Protocol):
    @property
    def role(self) -> str: ...


L = TypeVar("L", bound=_Link)


def from_the_speaker(chain: Iterable[L]) -> list[L]:
    """Whom the words were said to, then who passed them on, the text's last one first.

    Arabic names the nearest to the reader first (نقلت أ عن ب أن ج قال), and a chain is kept in the text's order.
    """
    links = list(chain)
    told = [link for link in links if link.role == "told_to"]
    return [*told, *(link for link in reversed(links) if link.role == "relay")]
