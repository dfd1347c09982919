"""Stories of our own, plain and hostile, and the record that a reader should make of each."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st

from khabar.formats.agencies import all_agencies
from khabar.formats.out import newsml_g2, ninjs, syndication
from khabar.formats.out.story import Channel, Image, Named, Part, Party, Source, Story
from khabar.formats.record import ISNAD, Block, InfoSource
from khabar.formats.text import clean
from khabar.formats.wire import WireRecord
from khabar.formats.wire.finish import finish
from khabar.formats.wire.markup import Body
from khabar.formats.wire.record import Association, Draft, Subject, Text
from khabar.ingest.providers import profile_for
from khabar.ingest.reading import read_wire

SITE = "https://newsroom.example"
CAIRO = timezone(timedelta(hours=2))
AT = datetime(2026, 11, 26, 10, tzinfo=CAIRO)
WIRES = {"newsml-g2": newsml_g2.write, "ninjs": ninjs.write}
FEEDS = {"rss": syndication.rss, "atom": syndication.atom, "jsonfeed": syndication.json_feed}


def story(**given: Any) -> Story:
    """A story with something in every property."""
    plain = Story(
        uri=f"{SITE}/n/5",
        version=3,
        modified=AT + timedelta(hours=2),
        created=AT,
        updated=AT + timedelta(hours=1),
        expires=AT + timedelta(days=30),
        link=f"{SITE}/cities/5/rainbow/",
        headline="قوس قزح فوق الميناء القديم",
        kicker="طقس",
        abstract="ظهر القوس بعد مطر الصباح وبقي نصف ساعة.",
        place="مينسك",
        day=date(2026, 11, 25),
        authors=(Named("هدى سالم", f"{SITE}/author/huda/"), Named("عمر ناجي", f"{SITE}/author/omar/")),
        sources=(
            Source("وكالة الأنباء الألمانية", "د ب أ", "dpa"),
            Source("وكالة فرانس برس", "أ ف ب", "afp"),
        ),
        parties=(
            Party("سلمى الراوي", f"{ISNAD}speaker", f"{SITE}/source/salma/"),
            Party("وكالة تاس", f"{ISNAD}relay", f"{SITE}/source/tass/"),
            Party("صحيفة الضفة", f"{ISNAD}told_to"),
        ),
        language="ar",
        urgency=4,
        section=Named("مدن", f"{SITE}/cities/"),
        topics=(Named("أمطار", f"{SITE}/topic/rain/"), Named("موانئ", f"{SITE}/topic/ports/")),
        parts=PARTS,
        pictures=(Image(f"{SITE}/media/a.jpg", 1200, 800, "القوس فوق الرصيف.", "هدى سالم / خبر", "قوس ملون"),),
        holder="وكالة الأنباء الألمانية",
        notice="© 2026 وكالة الأنباء الألمانية",
        terms="يُنقل كاملًا مع ذكر المصدر.",
    )
    return replace(plain, **given)


PARTS = (
    Part("paragraph", 'قال صياد إن <a href="https://port.example/?a=1&amp;b">الميناء</a> لم يشهد <b>مثله</b> من قبل.'),
    Part.plain("subheading", "أمطار الصباح"),
    Part.plain("paragraph", "وهطل المطر ساعتين ثم صفت السماء فوق المدينة كلها."),
    Part.plain("quote", "رأيته من نافذتي – صاحبة المقهى"),
    Part.plain("list_item", "بدأ المطر في السادسة."),
    Part.plain("list_item", "وانتهى في الثامنة."),
    Part("paragraph", cells=("الحي", "ملم")),
    Part("paragraph", cells=("الميناء", "12")),
    Part.plain("paragraph", "ويتوقع الراصد أمطارا أخرى يوم الجمعة في شمال البلاد."),
)


def channel(*stories: Story) -> Channel:
    return Channel(
        title="خبر",
        home=f"{SITE}/",
        address=f"{SITE}/feed/",
        publisher="خبر",
        site=f"{SITE}/",
        language="ar",
        updated=max((one.modified for one in stories), default=AT),
        description="الخبر بإسناده",
        next=f"{SITE}/feed/before/4/",
        stories=stories,
    )


def read_back(name: str, *stories: Story) -> list[WireRecord]:
    """What our own reader makes of the stories written in a format."""
    write = (WIRES | FEEDS)[name]
    reading = read_wire(write(channel(*stories)), source="back", now=AT.astimezone(UTC))
    assert reading.refused == []
    return reading.records


def record_of(one: Story, name: str) -> WireRecord:
    """The record that a reader should make of a story: the desk's sense applied to the story's own properties.

    Formats for readers carry less: no version, urgency, terms or expiry.
    """
    wire = name in WIRES
    draft = Draft(source="back", format=name, guid=one.uri, pub_status=one.status)
    draft.modified_at = one.modified if wire else one.updated
    draft.version = one.version if wire else None
    if one.withdrawn:
        draft.language = one.language or "ar" if name == "newsml-g2" else None
        draft.credit("خبر" if name == "newsml-g2" else None)
        draft.modified_at = one.modified
        return finish(draft, profile_for([]), now=AT)
    _fill(draft, one)
    if wire:
        _fill_wire(draft, one, name)
    else:
        _fill_feed(draft, one, name)
    return finish(draft, profile_for([*draft.providers, *draft.credits]), now=AT)


def _fill(draft: Draft, one: Story) -> None:
    draft.created_at, draft.language, draft.link = one.created, one.language, one.link
    draft.headlines = [Text(clean(one.headline), None, True)] if clean(one.headline) else []
    draft.abstracts = [Text(clean(one.abstract))] if clean(one.abstract) else []
    draft.byline = clean(one.byline) or None
    # Only NewsML-G2 has a place for a dateline besides the body.
    draft.dateline_text = clean(f"{one.dateline} –") if one.dateline and one.plain_text else None
    draft.subjects = list(dict.fromkeys(Subject(None, clean(subject.name)) for subject in one.subjects))
    body = Body()
    for part in one.parts:
        body.add(part.type, part.text)
    draft.body = body.blocks
    draft.rights = [Text(clean(one.notice))]
    draft.associations = [
        Association("picture", None, clean(image.caption) or None, clean(image.credit) or None, image.href)
        for image in one.pictures
    ]


def _fill_feed(draft: Draft, one: Story, name: str) -> None:
    """Feeds for readers have a creator, who may be an agency; without a text its summary is read as one."""
    if not one.authors and one.sources:
        draft.byline = "، ".join(source.name for source in one.sources)
    if not draft.body and draft.abstracts:
        draft.body = [Block("paragraph", draft.abstracts[0].value)]
    if name == "jsonfeed":
        draft.rights = []
        draft.created_at, draft.modified_at = one.created.astimezone(UTC), one.updated.astimezone(UTC)
    if name == "jsonfeed" or not one.plain_text:
        draft.associations = [replace(image, caption=None) for image in draft.associations]
    if name == "jsonfeed":
        draft.associations = [replace(image, credit=None) for image in draft.associations]


def _fill_wire(draft: Draft, one: Story, name: str) -> None:
    draft.headlines += [Text(clean(one.kicker))] if clean(one.kicker) else []
    draft.urgency, draft.expires_at, draft.place = one.urgency, one.expires, clean(one.place) or None
    if name == "newsml-g2":
        draft.dateline_text = clean(one.dateline) or None
    draft.subjects = list(dict.fromkeys(Subject(clean(one.uri), clean(one.name)) for one in one.subjects))
    draft.usage_terms = [Text(clean(one.terms))] if one.terms else []
    draft.associations = [
        replace(found, headline=clean(image.alt) or None)
        for found, image in zip(draft.associations, one.pictures, strict=True)
    ]
    names = [clean(source.name) for source in one.sources]
    if name == "newsml-g2":
        names.insert(0, "خبر")
        draft.signal("update" if one.version > 1 else "")
    for credit in names or [clean(one.holder)]:
        draft.credit(credit)
    role = "agency" if name == "ninjs" else None
    sent = [InfoSource(clean(source.name), role, source.code) for source in one.sources]
    sent += [InfoSource(clean(party.name), party.role, party.uri or None) for party in one.parties]
    draft.info_sources = list(dict.fromkeys(sent))


LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإؤئآ"
_MARKUP = ["]]>", "<b>", "&amp;", "&", "<", ">", '"', "'"]
_UNSEEN = ["\u200f", "\u202e", "\u2067", "\u2069", "\x00", "\x0b", "\ufffe", "\ud800", "\n", "\t", "\u00a0"]
_COMPOSED = ["😀", "👨\u200d👩\u200d👧", "e\u0301", "é", "آ", "ا\u0653", "\u0640", "َ", "١٢", "--", "…"]
_TRICKS = [*_MARKUP, *_UNSEEN, *_COMPOSED]
words = st.text(LETTERS, min_size=1, max_size=9)
"""Ordinary words."""


def lines(least: int, most: int) -> st.SearchStrategy[str]:
    """Ordinary words in a row."""
    return st.lists(words, min_size=least, max_size=most).map(" ".join)


def hostile(*, without: str = "") -> st.SearchStrategy[str]:
    """Words and everything that can go wrong between them."""
    tricks = [trick for trick in _TRICKS if not set(trick) & set(without)]
    return st.lists(st.one_of(words, st.sampled_from(tricks)), max_size=12).map(lambda found: " ".join(found))


def _part(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Part]:
    kinds = st.sampled_from(["paragraph", "paragraph", "subheading", "quote", "list_item"])
    return st.builds(Part.plain, kinds, texts)


def _parties(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Party]:
    roles = st.sampled_from([f"{ISNAD}speaker", f"{ISNAD}relay", f"{ISNAD}told_to"])
    uris = st.sampled_from(["", f"{SITE}/source/a/", f"{SITE}/source/b/"])
    return st.builds(Party, texts.map(lambda text: f"قائل {text}"), roles, uris)


def stories(texts: st.SearchStrategy[str], titles: st.SearchStrategy[str] | None = None) -> st.SearchStrategy[Story]:
    """Stories whose every word is drawn from `texts`."""
    agencies = [Source(one.name, one.credit, one.code) for one in all_agencies()]
    named = st.builds(Named, lines(1, 3), words.map(lambda slug: f"{SITE}/topic/{len(slug)}/"))
    titles = texts if titles is None else titles
    return st.builds(
        story,
        version=st.integers(1, 10**9),
        headline=titles,
        kicker=titles,
        abstract=titles,
        place=st.one_of(st.just(""), st.sampled_from(["القاهرة", "مينسك", "عمّان"]), lines(1, 2)),
        day=st.one_of(st.none(), st.dates(date(1980, 1, 1), date(2099, 12, 31))),
        authors=st.lists(named, max_size=1).map(tuple),
        sources=st.lists(st.sampled_from(agencies), max_size=3, unique=True).map(tuple),
        parties=st.lists(_parties(texts), max_size=4).map(tuple),
        language=st.sampled_from(["ar", "ar-EG", "fa", "fr"]),
        urgency=st.integers(1, 9),
        topics=st.lists(named, max_size=3).map(tuple),
        parts=st.lists(_part(texts), max_size=6).map(tuple),
        pictures=st.lists(
            st.builds(Image, st.just(f"{SITE}/b.jpg"), st.just(800), st.just(600), texts, titles, titles),
            max_size=1,
        ).map(tuple),
        terms=titles,
    )
