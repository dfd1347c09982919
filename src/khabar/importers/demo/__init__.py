"""The demo edition: original Arabic stories and drawn pictures that fill a newly started site.

The stories are TOML files under ``edition/``, one per section, beside ``authors.toml`` and
``topics.toml``. Reading them needs no database; putting them into one is another module's work.

``authors.toml`` holds ``[[authors]]`` tables (``id``, ``name``, ``bio``), ``topics.toml`` holds
``[[topics]]`` tables (``id``, ``name``, ``slug``, ``description``), ``front.toml`` how the front page is arranged
(``secondary`` and ``opinion`` hold ids of stories, ``order`` those of sections). A section file holds one
``[section]`` table (``id``, ``name``, ``slug``, ``description``, ``order``) and ``[[articles]]``:

``id``            ASCII, unique in the edition, stable from release to release
``headline``, ``kicker`` (may be absent), ``abstract``
``place``         the dateline's place
``authors``       author ids; empty only when an agency is credited
``agencies``      agency codes as in the agencies list, usually none
``topics``        one or more topic ids
``urgency``       1 (the edition's one lead) to 9, as in IPTC
``minutes_ago``   age of the story when the edition is put in, so that it is always fresh
``statements``    who says what in its paragraphs, as an editor would say (may be absent): ``words``, ``speaker``,
                  ``kind``, ``cue``, and whom it was ``told_to`` or through whom it came (``relays``)
``picture``       ``scene`` and ``seed`` for ``pictures.draw``, ``caption``, ``credit``, ``alt``
``body``          a list of blocks: a string is a paragraph; a table is one of
                  ``{subheading}``, ``{quote, speaker, title}``, ``{list}``,
                  ``{caption, header, rows}``, ``{related}`` (the id of an older story)
"""

from khabar.importers.demo.edition_file import (
    Article,
    Author,
    Block,
    BulletList,
    Edition,
    EditionError,
    Front,
    Paragraph,
    Picture,
    Quote,
    Related,
    Section,
    Statement,
    Subheading,
    Table,
    Topic,
    load_edition,
)

__all__ = [
    "Article",
    "Author",
    "Block",
    "BulletList",
    "Edition",
    "EditionError",
    "Front",
    "Paragraph",
    "Picture",
    "Quote",
    "Related",
    "Section",
    "Statement",
    "Subheading",
    "Table",
    "Topic",
    "load_edition",
]
