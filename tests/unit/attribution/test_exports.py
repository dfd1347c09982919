"""What we export of the isnad we read back equal; what others wrote is refused or left aside, never misread."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khabar.attribution.exports import (
    InfoSource,
    NotIsnad,
    Quoted,
    Via,
    from_infosources,
    from_json,
    from_jsonld,
    to_infosources,
    to_json,
    to_jsonld,
)

SITE = "https://portal.example"
MINISTER = Quoted(
    paragraph=2,
    text="«الجسر آمن» للعابرين",
    quoting="mixed",
    speaker="كمال الشاذلي",
    kind="person",
    source="كمال-الشاذلي",
    cue="نقلت",
    chain=(Via("صحيفة الضفة", "told_to"), Via("وكالة تاس", "relay", "tass"), Via("مراسل", "relay")),
    figures=("3 جسور",),
)
UNNAMED = Quoted(1, "الطريق مغلق", "indirect", "مصدر أمني", "unnamed")

names = st.text(min_size=1, max_size=20)
slugs = st.one_of(st.just(""), st.from_regex(r"[\w]{1,8}(-[\w]{1,8})?", fullmatch=True))
vias = st.builds(Via, names, st.sampled_from(["relay", "told_to"]), slugs)
quotations = st.builds(
    Quoted,
    st.integers(1, 500),
    names,
    st.sampled_from(["direct", "indirect", "mixed"]),
    st.text(max_size=20),
    st.sampled_from(["person", "organisation", "unnamed", "media", "document"]),
    slugs,
    st.text(max_size=10),
    st.lists(vias, max_size=4).map(tuple),
    st.lists(st.text(max_size=8), max_size=3).map(tuple),
)


@given(st.lists(quotations, max_size=4))
def test_json_is_read_back_equal(statements: list[Quoted]) -> None:
    assert from_json(to_json(statements)) == statements


@given(st.lists(quotations, max_size=4))
def test_jsonld_is_read_back_equal_but_for_cue_and_figures(statements: list[Quoted]) -> None:
    assert from_jsonld(to_jsonld(statements, SITE), SITE) == [replace(one, cue="", figures=()) for one in statements]


@given(st.lists(quotations, max_size=4))
def test_infosources_are_read_back_equal(statements: list[Quoted]) -> None:
    parties = [InfoSource(one.speaker, "speaker", one.source) for one in statements if one.speaker]
    parties += [InfoSource(via.name, via.role, via.source) for one in statements for via in one.chain]
    found = from_infosources(to_infosources(statements, SITE), SITE)
    assert len(found) == len(set(found))
    assert set(found) == set(parties)


def test_jsonld_uses_the_words_of_schema_org() -> None:
    (node,) = to_jsonld([MINISTER], SITE)
    assert node["@type"] == "Quotation"
    assert node["text"] == "«الجسر آمن» للعابرين"
    speaker = node["spokenByCharacter"]
    assert (speaker["@type"], speaker["name"]) == ("Person", "كمال الشاذلي")
    assert speaker["url"].startswith("https://portal.example/source/%D9%83")
    assert [work["provider"]["name"] for work in node["isBasedOn"]] == ["وكالة تاس", "مراسل"]
    assert [work["provider"]["name"] for work in node["citation"]] == ["صحيفة الضفة"]
    assert [work["position"] for work in node["isBasedOn"]] == [2, 3]
    assert "isBasedOn" not in to_jsonld([UNNAMED], SITE)[0]


def test_a_speaker_without_a_name_is_given_none() -> None:
    (node,) = to_jsonld([replace(UNNAMED, speaker="")], SITE)
    assert "name" not in node["spokenByCharacter"]
    assert to_infosources([replace(UNNAMED, speaker="")], SITE) == []


def test_infosources_are_as_ninjs_has_them() -> None:
    nodes = to_infosources([MINISTER, MINISTER, UNNAMED], SITE)
    assert [node["name"] for node in nodes] == ["كمال الشاذلي", "صحيفة الضفة", "وكالة تاس", "مراسل", "مصدر أمني"]
    assert all(node.keys() <= {"name", "role", "uri", "literal"} for node in nodes)
    assert nodes[2] == {"name": "وكالة تاس", "role": "urn:khabar:isnad:relay", "uri": f"{SITE}/source/tass/"}


def test_info_sources_of_other_writers_are_left_aside() -> None:
    other = [{"name": "وكالة"}, {"name": "أخرى", "role": "http://cv.iptc.org/newscodes/x/"}]
    assert from_infosources([*other, *to_infosources([UNNAMED], SITE)], SITE) == [InfoSource("مصدر أمني", "speaker")]


def test_an_address_of_another_site_is_no_source_of_ours() -> None:
    node = to_jsonld([MINISTER], "https://other.example")
    assert from_jsonld(node, SITE)[0].source == ""


GOOD = to_json([MINISTER])[0]


@pytest.mark.parametrize(
    "broken",
    [
        None, {}, "نص", [1], [None], [{**GOOD, "paragraph": 0}], [{**GOOD, "paragraph": True}], [{**GOOD, "text": 3}],
        [{**GOOD, "kind": "robot"}], [{**GOOD, "quoting": ""}], [{**GOOD, "chain": {}}], [{**GOOD, "chain": ["x"]}],
        [{**GOOD, "chain": [{"name": "x", "role": "friend"}]}], [{**GOOD, "figures": "5"}],
    ],
)  # fmt: skip
def test_what_is_no_isnad_is_refused_in_arabic(broken: Any) -> None:
    with pytest.raises(NotIsnad, match=r"[ء-ي]"):
        from_json(broken)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "position", "spokenByCharacter", "isBasedOn", "provider", "name", "role", "chain"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_read_or_refused(value: Any) -> None:
    readers: list[tuple[Callable[[Any], Any], type]] = [
        (from_json, Quoted),
        (lambda given: from_jsonld(given, SITE), Quoted),
        (lambda given: from_infosources(given, SITE), InfoSource),
    ]
    for read, kind in readers:
        try:
            found = read(value)
        except NotIsnad as refusal:
            assert str(refusal)  # noqa: PT017 - either way is right
        else:
            assert all(isinstance(one, kind) for one in found)
