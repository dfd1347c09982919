"""A page as a run of leaves: the smallest blocks of text, in reading order, with what mark-up says of each."""

from collections.abc import Iterator
from dataclasses import dataclass

from khabar.formats.page.tree import Element, is_junk, is_tag_list
from khabar.formats.text import clean

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
        "o:p",
        "st1:place",
    ]
)
_SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "iframe",
        "img",
        "picture",
        "source",
        "video",
        "audio",
        "input",
        "head",
        "object",
        "embed",
        "canvas",
        "map",
    ]
)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_STRONG = frozenset(("strong", "b"))
_MAX_DEPTH = 400


@dataclass
class Leaf:
    """One run of text. `linked` and `strong` are the shares (0 to 1) of it inside links and bold.

    `spaced` is the text with its inline elements kept apart, as style sheets often set them; `parts` are the texts of
    those elements.
    """

    text: str
    node: Element
    linked: float
    strong: float
    heading: bool = False
    listed: bool = False
    quoted: bool = False
    captioned: bool = False
    junk: bool = False
    tags: bool = False
    broken: bool = False
    spaced: str = ""
    parts: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """Number of words."""
        return len(self.text.split())


@dataclass
class _Context:
    listed: bool = False
    quoted: bool = False
    captioned: bool = False
    junk: bool = False
    tags: bool = False
    heading: bool = False
    linked: bool = False
    strong: bool = False


class _Reader:
    """Gathers inline text until a block boundary or line break, then makes a leaf of it."""

    def __init__(self, keep: Element | None) -> None:
        self.pieces: list[tuple[str, bool, bool]] = []
        self.keep = keep

    def flush(self, node: Element, context: _Context, *, broken: bool = False) -> Iterator[Leaf]:
        pieces, self.pieces = self.pieces, []
        text = clean("".join(piece for piece, _, _ in pieces))
        if not text:
            return
        total = sum(len(piece.strip()) for piece, _, _ in pieces) or 1
        linked = sum(len(piece.strip()) for piece, is_link, _ in pieces if is_link) / total
        strong = sum(len(piece.strip()) for piece, _, is_strong in pieces if is_strong) / total
        yield Leaf(
            text, node, linked, strong, context.heading, context.listed, context.quoted, context.captioned,
            context.junk, context.tags, broken, clean(" ".join(piece for piece, _, _ in pieces)),
            tuple(part for piece, _, _ in pieces if (part := clean(piece))),
        )  # fmt: skip

    def add(self, text: str | None, context: _Context) -> None:
        if text:
            self.pieces.append((text, context.linked, context.strong))

    def walk(self, node: Element, context: _Context, depth: int = 0) -> Iterator[Leaf]:
        self.add(node.text, context)
        for child in node:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag == "br":
                yield from self.flush(node, context, broken=True)
            elif tag and tag not in _SKIPPED and depth < _MAX_DEPTH:
                yield from self._child(child, tag, node, context, depth)
            self.add(child.tail, context)

    def _child(self, child: Element, tag: str, node: Element, context: _Context, depth: int) -> Iterator[Leaf]:
        inner = self._inner(child, tag, context)
        if tag in _INLINE and not inner.junk:
            yield from self.walk(child, inner, depth + 1)
            return
        yield from self.flush(node, context)
        yield from self.walk(child, inner, depth + 1)
        yield from self.flush(child, inner)

    def _inner(self, child: Element, tag: str, context: _Context) -> _Context:
        return _Context(
            listed=context.listed or tag == "li",
            quoted=context.quoted or tag == "blockquote",
            captioned=context.captioned or tag in ("figcaption", "figure"),
            junk=context.junk or (is_junk(child) and not self._holds_article(child)),
            tags=context.tags or is_tag_list(child),
            heading=tag in _HEADINGS or (context.heading and tag in _INLINE),
            linked=context.linked or tag == "a",
            strong=context.strong or tag in _STRONG,
        )

    def _holds_article(self, node: Element) -> bool:
        return self.keep is not None and (
            node is self.keep or any(parent is node for parent in self.keep.iterancestors())
        )


def leaves_of(root: Element, keep: Element | None = None) -> list[Leaf]:
    """Return the leaves under `root` in order.

    A part whose class marks it as the site's own gives leaves with `junk` set, unless it holds `keep`
    (the headline), as where a class word such as "sidebar-left" sits on the whole page.
    """
    reader = _Reader(keep)
    context = _Context()
    return [*reader.walk(root, context), *reader.flush(root, context)]
