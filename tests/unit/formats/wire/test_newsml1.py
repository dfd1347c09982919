"""NewsML 1.2: the standard's components, and the providers' ways with them."""

import pytest
from tests.unit.formats.wire.documents import content_item, credits, newsml1_item, paragraphs, read, read_all, texts

from khabar.formats.wire.errors import MalformedWire
from khabar.formats.wire.record import Association
from khabar.ingest.reading import read_wire

PHOTO = """<NewsComponent Duid="photo0"><NewsLines><HeadLine>في الميدان</HeadLine><CreditLine>ا ف ب</CreditLine>
<ByLine>نادر سعد</ByLine></NewsLines><NewsComponent><Role FormalName="Caption"/><ContentItem>
<MediaType FormalName="Text"/><DataContent><p>شرح الصورة</p></DataContent></ContentItem></NewsComponent>
<NewsComponent><Role FormalName="Thumbnail"/><ContentItem Href="small.jpg"><MediaType FormalName="Photo"/>
<Characteristics><Property FormalName="Width" Value="110"/><Property FormalName="Height" Value="72"/></Characteristics>
</ContentItem></NewsComponent><NewsComponent><Role FormalName="HighDef"/><ContentItem Href="large.jpg">
<MediaType FormalName="Photo"/><Characteristics><Property FormalName="Width" Value="768"/>
<Property FormalName="Height" Value="506"/></Characteristics></ContentItem></NewsComponent></NewsComponent>"""


def test_a_wire_story() -> None:
    record = read(
        newsml1_item(
            content_item("أعلنت السلطات فرض حظر تجول.", "وجاء ذلك بعد أحداث الليل.", "هو/ماب/ب ق", "", ""),
            lines="<DateLine>فريتاون, 26-11-2023 (أ ف ب) -</DateLine><HeadLine>حظر تجول (رسمي)</HeadLine>",
            description=(
                '<Language FormalName="ar"/><SubjectCode><SubjectMatter FormalName="16002000"/></SubjectCode>'
                '<SubjectCode><Subject FormalName="16000000"/></SubjectCode><SubjectCode>'
                '<Subject FormalName="16000000"/></SubjectCode><Location HowPresent="Origin">'
                '<Property FormalName="City" Value="فريتاون"/></Location>'
            ),
            management='<NewsItemType FormalName="News"/><Status FormalName="Usable"/><Urgency FormalName="2"/>',
        )
    )
    assert (record.format, record.guid, record.version) == ("newsml-1.2", "urn:newsml:afp.com:20231126:TX-1", 1)
    assert (record.headline, record.slugline, record.urgency) == ("حظر تجول (رسمي)", "بلد/شأن", 2)
    assert (record.dateline.place, record.dateline.date, credits(record)) == ("فريتاون", "2023-11-26", ["أ ف ب"])
    assert texts(record) == ["أعلنت السلطات فرض حظر تجول.", "وجاء ذلك بعد أحداث الليل."]
    assert [subject.code for subject in record.subjects] == ["16002000", "16000000"]
    assert (record.created_at, record.modified_at) == ("2023-11-26T10:00:00+00:00", "2023-11-26T11:00:00+00:00")


def test_an_alert_makes_its_headline_of_the_text() -> None:
    alert = newsml1_item(
        content_item("وصول القافلة إلى المعبر", "مي-ماب/ب ق", ""),
        lines='<HeadLine xml:lang="ar"/>',
        management='<NewsItemType FormalName="Alert"/><Status FormalName="Usable"/>',
    )
    record = read(alert)
    assert (record.headline, texts(record)) == ("وصول القافلة إلى المعبر", ["وصول القافلة إلى المعبر"])
    assert record.signals == ["alert"]
    assert len(record.warnings) == 1


def test_revisions_share_their_identifier() -> None:
    first, second = (read(newsml1_item(content_item("نص."), revision=number)) for number in (1, 2))
    assert first.guid == second.guid
    assert (first.version, second.version) == (1, 2)


def test_a_journal_story_with_its_picture() -> None:
    lines = paragraphs("افتتح المهرجان.", "- &quot;يوم جميل&quot; -", "وحضره كثيرون.")
    text = (
        '<NewsComponent><ContentItem><MediaType FormalName="Text"/><DataContent><media media-type="image">'
        f'<media-reference data-location="#photo0"/></media>{lines}'
        "</DataContent></ContentItem></NewsComponent>"
    )
    record = read(newsml1_item(text + PHOTO, lines="<HeadLine>مهرجان</HeadLine><DateLine>باريس (أ ف ب)</DateLine>"))
    assert record.associations == [Association("picture", "في الميدان", "شرح الصورة", "نادر سعد / ا ف ب", "large.jpg")]
    assert texts(record, "subheading") == ['"يوم جميل"']
    assert texts(record, "paragraph") == ["افتتح المهرجان.", "وحضره كثيرون."]
    assert record.dateline.place == "باريس"


@pytest.mark.parametrize(
    ("management", "status", "embargo", "expires"),
    [
        ('<Status FormalName="Canceled"/>', "canceled", None, None),
        (
            '<Status FormalName="Embargoed"/><StatusWillChange><FutureStatus FormalName="Usable"/>'
            "<DateAndTime>20231127T060000Z</DateAndTime></StatusWillChange>",
            "usable", "2023-11-27T06:00:00+00:00", None,
        ),
        (
            '<Status FormalName="Usable"/><StatusWillChange><FutureStatus FormalName="Canceled"/>'
            "<DateAndTime>20231125T060000Z</DateAndTime></StatusWillChange>",
            "usable", None, "2023-11-25T06:00:00+00:00",
        ),
    ],
)  # fmt: skip
def test_status_and_what_it_will_become(management: str, status: str, embargo: str | None, expires: str | None) -> None:
    record = read(newsml1_item(content_item("نص."), management=management))
    assert (record.pub_status, record.embargoed_until, record.expires_at) == (status, embargo, expires)
    assert not record.publishable


def test_an_instruction_to_kill_is_a_signal() -> None:
    management = '<Status FormalName="Usable"/><Instruction FormalName="Kill"/>'
    assert read(newsml1_item(content_item("نص."), management=management)).signals == ["kill"]


@pytest.mark.parametrize(
    ("provider", "offset"),
    [("tass.com", "+03:00"), ("kyodonews.jp", "+09:00"), ("belga.be", "+01:00"), ("afp.com", "+00:00")],
)
def test_times_without_an_offset_are_on_the_providers_clock(provider: str, offset: str) -> None:
    item = newsml1_item(content_item("نص."), provider=provider, times=("20231126T100000", "20231126T110000"))
    record = read(item)
    assert record.modified_at == f"2023-11-26T11:00:00{offset}"
    assert record.warnings == []


def test_an_unknown_providers_times_are_taken_for_utc_and_said_to_be() -> None:
    item = newsml1_item(content_item("نص."), provider="example.org", times=("20231126T100000", "20231126T110000"))
    unknown = item.replace('FormalName="أ ف ب"', 'FormalName="وكالة مجهولة"')
    record = read(unknown)
    assert record.modified_at == "2023-11-26T11:00:00+00:00"
    assert len(record.warnings) == 1
    assert credits(record) == ["وكالة مجهولة"]


def test_a_story_deep_inside_its_components() -> None:
    nested = (
        '<NewsComponent><NewsComponent xml:lang="en"><Role FormalName="Main"/><NewsLines>'
        "<HeadLine>Deep inside</HeadLine><CreditLine>TASS</CreditLine></NewsLines><ContentItem><DataContent>"
        "MOSCOW, November 26. /TASS/. It began.\n\nIt went on."
        "</DataContent></ContentItem></NewsComponent></NewsComponent>"
    )
    item = newsml1_item(nested, lines="", provider="tass.com", description="").replace(
        'FormalName="أ ف ب"', 'FormalName="TASS"'
    )
    record = read(item)
    assert (record.headline, texts(record)) == ("Deep inside", ["It began.", "It went on."])
    assert (record.dateline.place, record.dateline.date, credits(record)) == ("MOSCOW", "2023-11-26", ["تاس"])


def test_belgas_inner_components_are_stories_of_their_own() -> None:
    inner = "".join(
        f'<NewsComponent Duid="{number}" xml:lang="nl"><Role FormalName="Text"/><NewsLines>'
        f"<HeadLine>Titel {number}</HeadLine>"
        '<CreditLine>BELGA</CreditLine></NewsLines><NewsComponent><Role FormalName="Body"/><ContentItem><DataContent>'
        f'Tekst {number}. &lt;NewsComponentRef idref="x"/&gt;</DataContent></ContentItem></NewsComponent>'
        f'<NewsComponent><Role FormalName="Sound"/><ContentItem Href="{number}.mp3">'
        '<Format FormalName="Mpeg3"/></ContentItem></NewsComponent></NewsComponent>'
        for number in (1, 2)
    )
    records = read_all(newsml1_item(inner, lines="<HeadLine>No Headline !</HeadLine>", provider="belga.be"))
    assert [record.headline for record in records] == ["Titel 1", "Titel 2"]
    assert [texts(record) for record in records] == [["Tekst 1."], ["Tekst 2."]]
    assert [record.associations[0].href for record in records] == ["1.mp3", "2.mp3"]
    assert len({record.guid for record in records}) == 2


def test_sounds_beside_a_text_go_with_it_and_alone_are_items() -> None:
    def component(number: int, text: str) -> str:
        return (
            f'<NewsComponent Duid="{number}"><Role FormalName="Quote"/><NewsLines><HeadLine>Clip {number}</HeadLine>'
            f"</NewsLines><NewsComponent><Role FormalName='Body'/><ContentItem><DataContent>{text}</DataContent>"
            f"</ContentItem></NewsComponent><NewsComponent><Role FormalName='Sound'/><ContentItem Href='{number}.mp3'>"
            "<Format FormalName='Mpeg3'/></ContentItem></NewsComponent></NewsComponent>"
        )

    lines = "<HeadLine>No Headline !</HeadLine>"
    (bulletin,) = read_all(newsml1_item(component(1, "") + component(2, "Tekst."), lines=lines, provider="belga.be"))
    assert bulletin.headline == "Clip 2"
    assert sorted(one.href or "" for one in bulletin.associations) == ["1.mp3", "2.mp3"]
    clips = read_all(newsml1_item(component(1, "") + component(2, ""), lines=lines, provider="belga.be"))
    assert [(clip.headline, clip.publishable) for clip in clips] == [("Clip 1", True), ("Clip 2", True)]


def test_rights_notes_and_advisories() -> None:
    lines = (
        "<HeadLine>عنوان</HeadLine><CopyrightLine>© الوكالة</CopyrightLine><RightsLine>للصحف</RightsLine><NewsLine>"
        '<NewsLineType FormalName="ProductLine"/><NewsLineText>(صور)</NewsLineText></NewsLine>'
    )
    record = read(newsml1_item(content_item("نص."), lines=lines))
    assert (record.rights, record.usage_terms, record.ednote) == ("© الوكالة", "للصحف", "(صور)")


@pytest.mark.parametrize(
    ("inner", "words"),
    [("<Update/>", "تعديل"), ("<TopicSet/>", "موضوعات"), ("", "بلا محتوى")],
)
def test_items_without_a_component_are_refused_one_by_one(inner: str, words: str) -> None:
    identified = (
        "<NewsItem><Identification><NewsIdentifier><PublicIdentifier>urn:x:1</PublicIdentifier></NewsIdentifier>"
        f"</Identification>{inner}</NewsItem>"
    )
    reading = read_wire(f"<NewsML>{identified}</NewsML>".encode(), source="test")
    assert [refusal.guid for refusal in reading.refused] == ["urn:x:1"]
    assert words in reading.refused[0].reason


def test_a_document_without_items_is_refused() -> None:
    with pytest.raises(MalformedWire):
        read_wire(b"<NewsML><NewsEnvelope/></NewsML>", source="test")
