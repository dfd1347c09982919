"""ninjs 1, 2 and 3, and what their schemas forbid."""

import json
from typing import Any

import pytest
from tests.unit.formats.wire.documents import credits, read, texts

from khabar.formats.record import ISNAD
from khabar.formats.wire.errors import MalformedWire, NotAWire
from khabar.formats.wire.record import Association, Subject
from khabar.ingest.reading import read_wire

NINJS_1 = {
    "uri": "urn:x:1",
    "type": "text",
    "version": "4",
    "versioncreated": "2023-11-26T10:00:00Z",
    "firstcreated": "2023-11-26T09:00:00Z",
    "pubstatus": "usable",
    "urgency": 3,
    "language": "ar",
    "headline": "عنوان",
    "byline": "By Salma Halabi",
    "located": "بيروت",
    "description_text": "ملخص",
    "body_text": "نص مجرد.",
    "body_html": "<p>بيروت (أ ف ب) - نص أول.</p><h2>بين</h2><p>نص ثان.</p>",
    "subject": [{"code": "04005004", "name": "نفط"}],
    "source": "AFP",
    "copyrightholder": "الوكالة",
    "usageterms": "للصحف",
    "ednote": "مع صور",
    "associations": {
        "main": {
            "type": "picture",
            "headline": "صورة",
            "description_text": "شرح",
            "byline": "مصور",
            "renditions": {
                "small": {"href": "s.jpg", "width": 10, "height": 10},
                "big": {"href": "b.jpg", "width": 100, "height": 100},
            },
        }
    },
}
NINJS_3 = {
    "uri": "urn:x:1",
    "type": "text",
    "version": "4",
    "versionCreated": "2023-11-26T10:00:00Z",
    "firstCreated": "2023-11-26T09:00:00Z",
    "pubStatus": "usable",
    "urgency": 3,
    "language": "ar",
    "headlines": [
        {"role": "short", "value": "قصير"},
        {"role": "main", "value": "عنوان"},
    ],
    "by": "Salma Halabi",
    "located": "بيروت",
    "descriptions": [{"role": "text", "value": "ملخص"}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": "نص مجرد."},
        {"role": "main", "contentType": "text/html", "value": NINJS_1["body_html"]},
    ],
    "subjects": [{"uri": "04005004", "name": "نفط"}],
    "infoSources": [{"name": "AFP"}],
    "copyrightHolder": "الوكالة",
    "usageTerms": "للصحف",
    "edNote": "مع صور",
    "associations": [
        {
            "name": "main",
            "type": "picture",
            "headlines": [{"value": "صورة"}],
            "descriptions": [{"value": "شرح"}],
            "by": "مصور",
            "renditions": [
                {"name": "small", "href": "s.jpg", "width": 10, "height": 10},
                {"name": "big", "href": "b.jpg", "width": 100, "height": 100},
            ],
        }
    ],
}
NINJS_2 = {key.lower(): value for key, value in NINJS_3.items()}


def dumped(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


@pytest.mark.parametrize("document", [NINJS_1, NINJS_2, NINJS_3], ids=["1", "2", "3"])
def test_every_version_gives_the_same_record(document: dict[str, Any]) -> None:
    record = read(dumped(document))
    assert (record.format, record.guid, record.version, record.urgency) == ("ninjs", "urn:x:1", 4, 3)
    assert (record.headline, record.abstract, record.byline) == ("عنوان", "ملخص", "Salma Halabi")
    assert (record.dateline.place, credits(record)) == ("بيروت", ["أ ف ب"])
    assert texts(record) == ["نص أول.", "بين", "نص ثان."]
    assert record.subjects == [Subject("04005004", "نفط")]
    assert record.associations == [Association("picture", "صورة", "شرح", "مصور", "b.jpg")]
    assert (record.rights, record.usage_terms, record.ednote) == ("الوكالة", "للصحف", "مع صور")
    assert (record.created_at, record.modified_at) == ("2023-11-26T09:00:00+00:00", "2023-11-26T10:00:00+00:00")
    assert record.publishable


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"uri": None}, "uri"),
        ({"uri": 7}, "uri"),
        ({"type": "novel"}, "novel"),
        ({"pubstatus": "maybe"}, "maybe"),
        ({"urgency": 12}, "urgency"),
        ({"urgency": True}, "urgency"),
        ({"headline": ["x"]}, "headline"),
        ({"headlines": ["x"]}, "headlines"),
        ({"bodies": [{"value": 3}]}, "bodies"),
        ({"associations": "x"}, "associations"),
        ({"subject": "x"}, "subject"),
        ({"versioncreated": 20231126}, "versioncreated"),
        ({"versioncreated": "أمس"}, "versioncreated"),
        ({"embargoed": "غدا"}, "embargoed"),
        ({"associations": {"main": "x"}}, "associations"),
        ({"renditions": ["x"]}, "renditions"),
    ],
)
def test_what_the_schemas_forbid_is_refused_by_name(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(MalformedWire, match=words):
        read_wire(dumped({**NINJS_1, **changes}), source="test")


def test_properties_unknown_to_the_schemas_do_no_harm() -> None:
    extended = {**NINJS_1, "priority": "high", "extra": {"x": [1]}, "service": ["a"], "genre": "مقال"}
    assert read(dumped(extended)).headline == "عنوان"


def test_a_list_is_read_item_by_item() -> None:
    reading = read_wire(dumped([NINJS_1, {"headline": "بلا معرف"}, {**NINJS_3, "uri": "urn:x:2"}, 5]), source="test")
    assert [record.guid for record in reading.records] == ["urn:x:1", "urn:x:2"]
    assert len(reading.refused) == 2


@pytest.mark.parametrize("document", [{"posts": []}, [], [1, 2], "x", {"requests": {"x": 1}}])
def test_other_json_is_no_wire(document: Any) -> None:
    with pytest.raises(NotAWire):
        read_wire(dumped(document), source="test")


@pytest.mark.parametrize("data", [b'{"uri": "x"', b"{]", b'{"a":' * 5000])
def test_broken_json_is_refused(data: bytes) -> None:
    with pytest.raises(MalformedWire):
        read_wire(data, source="test")


def test_events_and_cancellations_are_not_for_readers() -> None:
    assert not read(dumped({"uri": "urn:e", "title": "مؤتمر", "eventDetails": {"dates": {}}})).publishable
    canceled = read(dumped({**NINJS_3, "pubStatus": "canceled"}))
    assert (canceled.pub_status, canceled.publishable) == ("canceled", False)


def test_embargo_and_expiry() -> None:
    record = read(dumped({**NINJS_3, "embargoed": "2023-11-27T00:00:00Z", "expires": "2023-11-25T00:00:00Z"}))
    assert (record.embargoed_until, record.expires_at) == ("2023-11-27T00:00:00+00:00", "2023-11-25T00:00:00+00:00")
    assert len(record.reasons) == 2


def test_a_nitf_body_serves_where_it_is_the_only_one() -> None:
    nitf = "<nitf><body><body.content><p>نص أول.</p><p>نص ثان.</p></body.content></body></nitf>"
    bodies = [{"role": "nitf", "contentType": "text/vnd.IPTC.NITF", "value": nitf}]
    assert texts(read(dumped({**NINJS_3, "bodies": bodies}))) == ["نص أول.", "نص ثان."]


def test_a_picture_object_is_its_own_association() -> None:
    picture = {
        **NINJS_3,
        "type": "picture",
        "bodies": [],
        "associations": [],
        "renditions": [{"name": "m", "href": "m.jpg"}],
    }
    record = read(dumped(picture))
    assert [(one.type, one.caption, one.href) for one in record.associations] == [("picture", "ملخص", "m.jpg")]
    assert record.publishable


def test_information_sources_are_kept_as_sent_and_speakers_are_no_credit() -> None:
    sources = [
        {"name": "وكالة فرانس برس", "literal": "afp"},
        {"name": "وكالة فرانس برس", "literal": "afp"},
        {"name": "سلمى الراوي", "role": f"{ISNAD}speaker", "uri": "https://other.example/source/salma/"},
        {"literal": "صحيفة الضفة", "role": f"{ISNAD}relay"},
        {"name": "باحثة في البحر", "role": "http://cv.iptc.org/newscodes/infosourcerole/originfo"},
        {"role": f"{ISNAD}speaker"},
    ]
    record = read(dumped({**NINJS_3, "infoSources": sources}))
    assert [(one.name, one.role, one.code) for one in record.info_sources] == [
        ("وكالة فرانس برس", None, "afp"),
        ("سلمى الراوي", f"{ISNAD}speaker", "https://other.example/source/salma/"),
        ("صحيفة الضفة", f"{ISNAD}relay", "صحيفة الضفة"),
        ("باحثة في البحر", "http://cv.iptc.org/newscodes/infosourcerole/originfo", None),
    ]
    assert credits(record) == ["أ ف ب"]
    assert record.to_json()["info_sources"][1]["role"] == f"{ISNAD}speaker"


def test_speakers_alone_leave_the_credit_to_the_holder() -> None:
    speaker = {"name": "سلمى الراوي", "role": f"{ISNAD}speaker"}
    record = read(dumped({**NINJS_3, "infoSources": [speaker], "copyrightHolder": "رويترز"}))
    assert credits(record) == ["أ ف ب", "رويترز"]  # the first of the dateline
