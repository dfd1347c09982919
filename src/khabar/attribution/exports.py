"""Statements as others read them: JSON, schema.org's Quotation, IPTC infoSources; and each read back equal. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote, unquote

from khabar.core.errors import KhabarError
from khabar.formats.record import ISNAD

Node = dict[str, Any]

_QUOTING = frozenset({"direct", "indirect", "mixed"})
_KINDS = frozenset({"person", "organisation", "unnamed", "media", "document"})
_ROLES = frozenset({"relay", "told_to"})
_TYPES = {"organisation": "Organization", "media": "NewsMediaOrganization", "document": "Organization"}


class NotIsnad(KhabarError):
    """What was to be read back is not what we write; the text says where it differs."""


@dataclass(frozen=True)
class Via:
    """A link of the chain; `source` is the address of its page on this site, empty where it has none."""

    name: str
    role: str
    source: str = ""


@dataclass(frozen=True)
class Quoted:
    """One statement as it is exported; `paragraph` counts from 1, `chain` is in the text's order."""

    paragraph: int
    text: str
    quoting: str
    speaker: str
    kind: str
    source: str = ""
    cue: str = ""
    chain: tuple[Via, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class InfoSource:
    """A party to the isnad of a whole story: its name, role (speaker, relay, told_to) and page."""

    name: str
    role: str
    source: str = ""


def to_json(statements: Iterable[Quoted]) -> list[Node]:
    """The statements as the public JSON has them."""
    return [
        {**asdict(one), "chain": [asdict(via) for via in one.chain], "figures": list(one.figures)} for one in statements
    ]


def from_json(nodes: Any) -> list[Quoted]:
    """The statements that `to_json` wrote.

    Raises:
        NotIsnad: something else.
    """
    return [_quoted(node) for node in _list(nodes, "الأقوال")]


def to_jsonld(statements: Iterable[Quoted], site: str) -> list[Node]:
    """schema.org `Quotation`s: who spoke is `spokenByCharacter`, who passed it on is the provider of a work it
    `isBasedOn`, whom it was told is the provider of a `citation`; `position` keeps the order of the chain.

    Cue and figures have no property there and are left to the JSON.

    Args:
        site: the site's address, without a slash at its end.
    """
    return [_quotation(one, site) for one in statements]


def from_jsonld(nodes: Any, site: str) -> list[Quoted]:
    """The statements that `to_jsonld` wrote, without cue and figures. Raises NotIsnad."""
    found = []
    for node in (_map(entry, "Quotation") for entry in _list(nodes, "Quotation")):
        speaker = _map(node.get("spokenByCharacter"), "spokenByCharacter")
        links = [(_map(work, name), role) for name, role in _WORKS for work in _list(node.get(name, []), name)]
        values = {
            "paragraph": node.get("position"),
            "text": node.get("text"),
            "quoting": _coded(node),
            "speaker": speaker.get("name"),
            "kind": _coded(speaker),
            "source": _slug(speaker.get("url", ""), site),
            "chain": [_via_of(work, role, site) for work, role in sorted(links, key=_place)],
        }
        found.append(_quoted(values))
    return found


def to_infosources(statements: Iterable[Quoted], site: str) -> list[Node]:
    """Everyone in the isnad as ninjs `infoSources`, each once per role, in the order they first speak."""
    found: dict[InfoSource, Node] = {}
    for one in statements:
        parties = [InfoSource(one.speaker, "speaker", one.source)] if one.speaker else []
        parties += [InfoSource(via.name, via.role, via.source) for via in one.chain]
        for party in parties:
            node = {"name": party.name, "role": f"{ISNAD}{party.role}"}
            found.setdefault(party, node | ({"uri": _page(party.source, site)} if party.source else {}))
    return list(found.values())


def from_infosources(nodes: Any, site: str) -> list[InfoSource]:
    """The parties that `to_infosources` wrote, those of other writers left aside. Raises NotIsnad."""
    found = []
    for node in _list(nodes, "infoSources"):
        role = str(_map(node, "infoSources").get("role", ""))
        if role.startswith(ISNAD):
            role = role.removeprefix(ISNAD)
            found.append(InfoSource(str(node.get("name", "")), role, _slug(node.get("uri", ""), site)))
    return found


_WORKS = (("isBasedOn", "relay"), ("citation", "told_to"))


def _quotation(one: Quoted, site: str) -> Node:
    speaker = _party(one.speaker, _TYPES.get(one.kind, "Person"), one.source, site)
    node: Node = {
        "@type": "Quotation",
        "additionalType": f"{ISNAD}{one.quoting}",
        "text": one.text,
        "position": one.paragraph,
        "spokenByCharacter": speaker | {"additionalType": f"{ISNAD}{one.kind}"},
    }
    for name, role in _WORKS:
        works = [
            {"@type": "CreativeWork", "position": at, "provider": _party(via.name, "Organization", via.source, site)}
            for at, via in enumerate(one.chain, start=1)
            if via.role == role
        ]
        if works:
            node[name] = works
    return node


def _party(name: str, kind: str, slug: str, site: str) -> Node:
    values = {"name": name, "url": _page(slug, site) if slug else ""}
    return {"@type": kind} | {key: value for key, value in values.items() if value}


def _place(link: tuple[Mapping[str, Any], str]) -> int:
    position = link[0].get("position")
    return position if isinstance(position, int) else 0


def _coded(node: Mapping[str, Any]) -> str:
    """The code in a node's `additionalType`."""
    return _text(node, "additionalType").removeprefix(ISNAD)


def _page(slug: str, site: str) -> str:
    return f"{site}/source/{quote(slug)}/"


def _slug(url: Any, site: str) -> str:
    start = f"{site}/source/"
    return unquote(url.removeprefix(start)).rstrip("/") if isinstance(url, str) and url.startswith(start) else ""


def _via_of(work: Mapping[str, Any], role: str, site: str) -> Node:
    provider = _map(work.get("provider", {}), "provider")
    return {"name": provider.get("name"), "role": role, "source": _slug(provider.get("url", ""), site)}


def _quoted(node: Any) -> Quoted:
    values = _map(node, "القول")
    paragraph, figures = values.get("paragraph"), _list(values.get("figures", []), "figures")
    if not isinstance(paragraph, int) or isinstance(paragraph, bool) or paragraph < 1:
        raise NotIsnad("رقم الفقرة ليس عددًا موجبًا")
    chain = tuple(
        Via(_text(via, "name"), _one_of(via, "role", _ROLES), _text(via, "source"))
        for via in (_map(entry, "chain") for entry in _list(values.get("chain", []), "chain"))
    )
    return Quoted(
        paragraph=paragraph,
        text=_text(values, "text"),
        quoting=_one_of(values, "quoting", _QUOTING),
        speaker=_text(values, "speaker"),
        kind=_one_of(values, "kind", _KINDS),
        source=_text(values, "source"),
        cue=_text(values, "cue"),
        chain=chain,
        figures=tuple(str(figure) for figure in figures),
    )


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise NotIsnad(f"«{what}» ليست قائمة")
    return value


def _map(value: Any, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise NotIsnad(f"«{what}» ليس كائنًا")
    return value


def _text(values: Mapping[str, Any], name: str) -> str:
    value = values.get(name, "")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotIsnad(f"«{name}» ليس نصًا")
    return value


def _one_of(values: Mapping[str, Any], name: str, known: frozenset[str]) -> str:
    value = _text(values, name)
    if value not in known:
        raise NotIsnad(f"«{name}» له قيمة غير معروفة: {value[:40]}")
    return value
