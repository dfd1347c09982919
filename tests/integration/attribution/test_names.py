"""The authority file: one record for a name, many spellings; suggested on import, merged and split, nothing lost."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from tests.factories.accounts import UserFactory
from tests.factories.attribution import BRIDGE, RIVER, attributed, bridge, river, said, statement
from wagtail.models import ModelLogEntry

from khabar.accounts.models import User
from khabar.articles.enums import ObjectType
from khabar.articles.models import Agency, Change
from khabar.attribution import actions
from khabar.attribution.authority import find, free_slug, near
from khabar.attribution.models import Link, Name, Reading, Spelling, Statement

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return UserFactory()


def person(name: str, *spellings: str) -> Name:
    return actions.create_name(user=None, kind="person", name=name, spellings=spellings)


# --- Finding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["ألكسندر لوكاشينكو", "الكسندر لوكاشينكو", "أَلكسندر  لوكاشينكو", "ألكسندر لوكاشنكو"])
def test_a_record_is_found_by_any_of_its_spellings(text: str) -> None:
    name = person("ألكسندر لوكاشينكو", "ألكسندر لوكاشنكو")
    assert find(text, ["person"]) == name
    assert find(text, ["organisation"]) is None


def test_a_name_two_people_share_is_nobodys_until_an_editor_says(editor: User) -> None:
    one, _two = person("أحمد صالح"), person("أحمد صالح")
    assert find("أحمد صالح", ["person"]) is None
    article = attributed(river(speaker="أحمد صالح"))
    row = statement(article)
    assert row.speaker is None
    assert Name.objects.count() == 2
    from tests.factories.attribution import texts_of

    actions.correct(statement=row, user=editor, paragraphs=texts_of(article), name=one)
    assert statement(article).speaker == one


def test_a_state_speaks_through_the_record_of_the_place() -> None:
    place = actions.create_name(user=None, kind="place", name="موسكو")
    assert statement(attributed(river(speaker="موسكو", kind="organisation"))).speaker == place


@pytest.mark.parametrize("text", ["وكالة تاس", "تاس", "TASS", "وكالة أنباء تاس"])
def test_an_agency_is_known_by_what_the_list_of_agencies_says(text: str) -> None:
    row = statement(attributed(river(speaker=text, kind="media")))
    assert row.speaker is not None
    assert row.speaker.agency == Agency.objects.get(slug="tass")
    assert (row.speaker.name, row.speaker.slug, row.speaker.title) == ("", None, "وكالة تاس للأنباء")


def test_unnamed_sources_and_documents_have_no_record() -> None:
    for kind in ("unnamed", "document"):
        assert statement(attributed(river(speaker="مصدر أمني", kind=kind))).speaker is None
    assert not Name.objects.exists()


# --- Suggestions ------------------------------------------------------------------------------------


def test_a_name_met_for_the_first_time_is_suggested_and_the_next_time_known() -> None:
    first = statement(attributed(river())).speaker
    assert first is not None
    assert first.suggested
    assert statement(attributed(river())).speaker == first


@pytest.mark.parametrize(
    ("known", "met"),
    [
        ("ألكسندر لوكاشينكو", "ألكسندر لوكاشنكو"),
        ("رجب أردوغان", "رجب أردوجان"),
        ("فولوديمير زيلينسكي", "فلوديمير زلينسكي"),
    ],
)
def test_a_near_spelling_is_suggested_and_not_linked(known: str, met: str) -> None:
    name = person(known)
    speaker = statement(attributed(river(speaker=met))).speaker
    assert speaker is not None
    assert (speaker.near, speaker.name) == (name, met)


@pytest.mark.parametrize(
    ("known", "met"),
    [
        ("حسن علي", "حسين علي"),
        ("محمد سالم", "محمود سالم"),
        ("سعيد رشيد", "سعيد راشد"),
        ("كمال الشاذلي", "كمال الشاذلي الصغير"),
        ("علي", "علا"),
    ],
)
def test_other_people_with_a_like_name_are_not_near(known: str, met: str) -> None:
    person(known)
    assert near(met, ["person"]) is None


def test_of_two_near_ones_none_is_suggested() -> None:
    person("ألكسندر لوكاشينكو")
    person("ألكسندر لوكاشينكوا")
    assert near("ألكسندر لوكاشنكو", ["person"]) is None


def test_an_address_is_never_taken_twice() -> None:
    assert [person("سلمى الراوي").slug for _ in range(2)] == ["سلمى-الراوي", "سلمى-الراوي-2"]
    assert free_slug("tass") == "tass-2"


# --- What the database holds ------------------------------------------------------------------------


def test_one_spelling_is_one_organisation() -> None:
    actions.create_name(user=None, kind="organisation", name="منظمة الصحة")
    with pytest.raises(actions.NameRefused, match="منظمة الصحة"):
        actions.create_name(user=None, kind="organisation", name="منظمه الصحة")
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.create(kind="organisation", name="منظمة الصحه", slug="other")


@pytest.mark.parametrize("text", ["", "  ", "«»", "--"])
def test_a_spelling_has_letters(text: str) -> None:
    name = person("سلمى الراوي")
    with pytest.raises(actions.NameRefused, match="بلا حروف"):
        actions.add_spelling(name=name, user=None, text=text)


def test_renaming_keeps_the_old_spelling() -> None:
    name = person("سلمى الراوي")
    name.name = "سلمى عبد الرحيم الراوي"
    name.save()
    assert {row.text for row in name.spellings.all()} == {"سلمى الراوي", "سلمى عبد الرحيم الراوي"}


def test_an_agency_has_one_record_and_cannot_lose_it_by_repeating_its_name() -> None:
    agency = Agency.objects.get(slug="tass")
    Name.objects.create(kind="media", agency=agency)
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.create(kind="media", agency=agency)
    with pytest.raises(IntegrityError), transaction.atomic():
        Name.objects.filter(agency=agency).update(name="تاس")


def test_deleting_a_record_leaves_the_statements_and_tells_their_stories() -> None:
    article = attributed(river())
    row = statement(article)
    assert row.speaker is not None
    before = Change.objects.count()
    try:
        row.speaker.delete()
    except ProtectedError:  # pragma: no cover - it must not be
        pytest.fail("statements held the record")
    assert statement(article).speaker_name == "سلمى الراوي"
    told = set(Change.objects.order_by("seq")[before:].values_list("object_type", "object_id"))
    assert (ObjectType.ARTICLE, article.pk) in told


# --- Merging ----------------------------------------------------------------------------------------


def test_merging_moves_everything_and_leaves_a_way_on(editor: User) -> None:
    first = attributed(river())
    second = attributed(
        river(speaker="سلوى الراوي"), bridge((RIVER, BRIDGE), speaker="سلوى الراوي"), texts=(RIVER, BRIDGE)
    )
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="سلوى الراوي")
    actions.merge(keep=keep, others=[other], user=editor)
    assert set(Statement.objects.values_list("speaker", flat=True)) == {keep.pk}
    assert {row.text for row in keep.spellings.all()} == {"سلمى الراوي", "سلوى الراوي"}
    other.refresh_from_db()
    assert (other.merged_into, other.slug, other.spellings.count()) == (keep, "سلوى-الراوي", 0)
    assert set(Reading.objects.filter(names=keep).values_list("article", flat=True)) == {first.pk, second.pk}
    assert statement(attributed(river(speaker="سلوى الراوي"))).speaker == keep
    acts = ModelLogEntry.objects.filter(user=editor).values_list("action", "object_id")
    assert set(acts) == {("khabar.name.merge", str(keep.pk)), ("khabar.name.merged", str(other.pk))}


def test_a_text_that_names_both_names_the_one_left_once() -> None:
    texts = (RIVER, BRIDGE)
    article = attributed(river(texts), bridge(texts), texts=texts)
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="كمال الشاذلي")
    actions.merge(keep=keep, others=[other], user=None)
    names = Reading.objects.get(article=article).names
    assert list(names.filter(agency=None)) == [keep]


def test_merging_again_leads_all_former_records_to_the_last() -> None:
    one, two, three = person("سلمى الراوي"), person("سلوى الراوي"), person("سلمى الرواي")
    actions.merge(keep=two, others=[one], user=None)
    actions.merge(keep=three, others=[two], user=None)
    assert set(Name.objects.filter(merged_into=three)) == {one, two}


def test_an_outlet_merges_into_the_agency_and_not_the_other_way() -> None:
    agency = Name.objects.create(kind="media", agency=Agency.objects.get(slug="tass"))
    outlet = actions.create_name(user=None, kind="media", name="تاس الروسية")
    with pytest.raises(actions.NameRefused, match="وكالة أنباء"):
        actions.merge(keep=outlet, others=[agency], user=None)
    actions.merge(keep=agency, others=[outlet], user=None)
    assert find("تاس الروسية", ["media"]) == agency


def test_merges_that_make_no_sense_are_refused_and_change_nothing() -> None:
    one, two = person("سلمى الراوي"), person("سلوى الراوي")
    with pytest.raises(actions.NameRefused):
        actions.merge(keep=one, others=[two, one], user=None)
    two.refresh_from_db()
    assert two.merged_into is None
    actions.merge(keep=one, others=[two], user=None)
    two.refresh_from_db()
    with pytest.raises(actions.NameRefused):
        actions.merge(keep=two, others=[one], user=None)


# --- Splitting --------------------------------------------------------------------------------------


def test_splitting_takes_spellings_with_their_statements_and_links(editor: User) -> None:
    name = person("سلمى الراوي", "سلوى الراوي")
    stays = statement(attributed(river()))
    goes = statement(attributed(river(speaker="سلوى الراوي", chain=[("سلوى الراوي", "relay")])))
    made = actions.split(name=name, title="سلوى الراوي", spellings=["سلوى الراوي"], user=editor)
    stays.refresh_from_db()
    goes.refresh_from_db()
    assert (stays.speaker, goes.speaker) == (name, made)
    assert Link.objects.get().name == made
    assert {row.text for row in name.spellings.all()} == {"سلمى الراوي"}
    assert made in goes.reading.names.all()
    acts = ModelLogEntry.objects.filter(user=editor).values_list("action", "object_id")
    assert set(acts) == {("khabar.name.split", str(name.pk)), ("khabar.name.split_off", str(made.pk))}


def test_splitting_two_people_of_one_name_takes_the_statements_chosen() -> None:
    name = person("أحمد صالح")
    minister = statement(attributed(river(speaker="أحمد صالح")))
    player = statement(attributed(river(speaker="أحمد صالح")))
    made = actions.split(name=name, title="أحمد صالح", statements=[player.pk], user=None)
    minister.refresh_from_db()
    player.refresh_from_db()
    assert (minister.speaker, player.speaker) == (name, made)
    assert made.slug == "أحمد-صالح-2"


@pytest.mark.parametrize(
    ("spellings", "statements"), [([], []), (["هند"], []), (["سلمى الراوي"], []), (["سلوى الراوي", "هند"], [])]
)
def test_splits_that_make_no_sense_are_refused(spellings: list[str], statements: list[int]) -> None:
    name = person("سلمى الراوي", "سلوى الراوي")
    with pytest.raises(actions.NameRefused):
        actions.split(name=name, title="هند", spellings=spellings, statements=statements, user=None)
    assert Spelling.objects.count() == 2


def test_a_merge_undone_by_a_split() -> None:
    one = statement(attributed(river()))
    two = statement(attributed(said((RIVER,), "منسوب النهر", "هند سالم"), texts=(RIVER,)))
    keep, other = Name.objects.get(name="سلمى الراوي"), Name.objects.get(name="هند سالم")
    actions.merge(keep=keep, others=[other], user=None)
    made = actions.split(name=keep, title="هند سالم", spellings=["هند سالم"], user=None)
    assert made == other
    for row, owner in ((one, keep), (two, made)):
        row.refresh_from_db()
        assert row.speaker == owner
