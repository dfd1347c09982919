"""What the panel of statements shows: chains, confidence in words, warnings, names offered, the form's beginning."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.urls import reverse
from tests.factories.articles import SectionFactory
from tests.factories.attribution import BRIDGE, PLAIN, RIVER, attributed, body, bridge, river
from tests.factories.wires import arrived
from tests.integration.accounts.conftest import desk_of, person
from tests.integration.attribution.conftest import shown_from
from tests.integration.desk.isnad_pages import (
    EDITOR,
    REPORTER,
    TEXTS,
    Desk,
    address,
    draft,
    panel,
    said_by,
    save,
    stamps,
)
from tests.integration.desk.test_editing import form_of
from wagtail.models import Revision

from khabar.articles.models import Agency, Article
from khabar.attribution import seam
from khabar.attribution.actions import create_name, merge
from khabar.attribution.models import Reading, Statement
from khabar.ingest import actions as wires

pytestmark = pytest.mark.django_db
__all__ = ["desk_of", "person", "shown_from"]


@pytest.fixture(autouse=True)
def engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Finds what the factories' two sentences say, wherever they stand."""

    def extract(texts: list[str]) -> list[seam.Said]:
        found = [river(texts)] if RIVER in texts else []
        return found + ([bridge(texts, confidence=0.4)] if BRIDGE in texts else [])

    monkeypatch.setattr(seam, "extract", extract)


def test_a_draft_made_from_an_item_shows_its_isnad_at_once(
    desk_of: Desk, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    item = arrived(paragraphs=(RIVER, BRIDGE))
    with django_capture_on_commit_callbacks(execute=True):
        article = wires.make_draft(item=item)
    assert Statement.objects.filter(article=article).count() == 2
    client = desk_of(REPORTER)
    assert len(stamps(panel(client, article))) == 2
    pane = client.get(f"/desk/wires/item/{item.pk}/").content.decode()
    assert f'/desk/articles/edit/{article.pk}/#isnad"' in pane


def test_the_editor_has_the_panel_beside_its_form_and_autosave_leaves_it_alone(desk_of: Desk) -> None:
    article, client = draft(), desk_of(REPORTER)
    page = client.get(reverse("articles:edit", args=[article.pk])).content.decode()
    assert 'data-side-panel="isnad"' in page
    assert address(article, "act/") in page
    assert 'type="module"' in page
    new = client.get(reverse("articles:add")).content.decode()
    assert "حين يُحفظ الخبر أول مرة" in new
    form = form_of(article.section, headline="عنوان آخر")
    saved = client.post(reverse("articles:edit", args=[article.pk]), form, headers={"accept": "application/json"})
    assert saved.json()["success"]
    assert "isnad" not in saved.json()["html"]


def test_what_an_autosave_writes_over_is_read_again(django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    article = draft()
    revision = Revision.objects.get(pk=Article.objects.get(pk=article.pk).latest_revision_id)
    newest = revision.as_object()
    newest.body = body(PLAIN, BRIDGE)
    with django_capture_on_commit_callbacks(execute=True):
        newest.save_revision(overwrite_revision=revision)
    assert Revision.objects.filter(object_id=article.pk).count() == 1
    newest_reading = Reading.objects.filter(article=article).order_by("-changed_at").first()
    assert newest_reading is not None
    assert [row.par for row in newest_reading.statements.all()] == [1]


def test_confidence_is_said_in_words_and_the_chain_ends_at_the_credit(desk_of: Desk) -> None:
    article = attributed(
        river(TEXTS), bridge(TEXTS, confidence=0.4), texts=TEXTS, agencies=[Agency.objects.get(slug="dpa")]
    )
    html = panel(desk_of(REPORTER), article)
    first, second = (part for part in html.split('<li class="isnad-row ')[1:])
    assert "مؤكد" in first
    assert "مقترح" in second
    steps = [second.index(name) for name in ("كمال الشاذلي", "تاس", "د ب أ")]
    assert steps == sorted(steps)
    assert "قولان" in html


def test_the_chain_is_drawn_from_the_speaker_on_and_read_out_with_the_row(desk_of: Desk) -> None:
    said = replace(bridge(TEXTS), chain=(seam.Relay("صحيفة الضفة", "relay"), seam.Relay("وكالة تاس", "relay")))
    html = panel(desk_of(REPORTER), draft(said))  # نقلت صحيفة الضفة عن وكالة تاس
    (row,) = html.split('<li class="isnad-row ')[1:]
    steps = [row.index(f'isnad-step__name">{name}') for name in ("كمال", "وكالة تاس", "صحيفة الضفة")]
    assert steps == sorted(steps)
    (label,) = re.findall(r'aria-labelledby="(\S+-who) ', row)
    (read_out,) = re.findall(rf'id="{label}" hidden>([^<]+)<', row)
    assert re.fullmatch("كمال .+، عبر وكالة تاس.*، عبر صحيفة الضفة", read_out)


def test_warnings_are_told(desk_of: Desk) -> None:
    texts = (RIVER, BRIDGE, "وبلغ عدد الزوار 300 زائر من بيلاروسيا، وعاد بعضهم إلى بيلاروس.")
    html = panel(desk_of(EDITOR), draft(texts=texts))
    warnings = html.split("isnad-warnings-title")[-1]
    assert "بيلاروسيا" in warnings
    assert 'data-isnad-spell="بيلاروس"' in warnings
    assert "300 زائر" in warnings
    assert "لا وكالة في سطر المصدر، والنص ينقل عن" in warnings
    assert "isnad-warnings" not in panel(desk_of(EDITOR), draft(river((RIVER,)), texts=(RIVER,)))


def test_names_are_offered_by_any_spelling_and_those_of_the_article_first(desk_of: Desk) -> None:
    article, client = draft(), desk_of(REPORTER)
    lukashenko = create_name(user=None, kind="person", name="ألكسندر لوكاشينكو", spellings=["الرئيس لوكاشنكا"])
    former = create_name(user=None, kind="person", name="لوكاشينكا")
    merge(keep=lukashenko, others=[former], user=None)
    country = create_name(user=None, kind="place", name="سلطنة عمان")

    def offered(text: str) -> list[tuple[str, str]]:
        found = client.get(address(article, "names/"), {"q": text}).json()["names"]
        return [(one["name"], one["kind"]) for one in found]

    for text in ("لوكاش", "الكسندر", "لوكاشينكا", "ألكسندر لوكاشينكو"):
        assert ("ألكسندر لوكاشينكو", "person") in offered(text), text
    assert offered("سلطنة") == [(country.name, "organisation")]
    assert offered("%") == offered("")
    assert offered("قققق") == []
    assert ("رويترز", "media") in [(name.removeprefix("وكالة ").split()[0], kind) for name, kind in offered("رويتر")]
    Statement.objects.filter(article=article).update(speaker=lukashenko)
    assert offered("")[0] == ("ألكسندر لوكاشينكو", "person")


def test_the_form_begins_with_what_the_engine_reads_at_the_words(desk_of: Desk) -> None:
    article, client = draft(), desk_of(REPORTER)
    form = client.get(
        address(article, "form/"), {"par": 1, "start": BRIDGE.index("آمن"), "end": BRIDGE.index("آمن") + 3}
    )
    html = form.content.decode()
    assert 'value="كمال الشاذلي"' in html
    assert 'value="وكالة تاس"' in html
    elsewhere = client.get(address(article, "form/"), {"par": 2, "start": 0, "end": 5}).content.decode()
    assert 'name="speaker" type="text" value=""' in elsewhere
    refused = client.get(address(article, "form/"), {"par": 7, "start": 0, "end": 5})
    assert (refused.status_code, "احفظ الخبر" in refused.json()["message"]) == (422, True)


def test_words_are_found_in_their_block_where_a_paragraph_went_before_them(desk_of: Desk) -> None:
    article, client = draft(), desk_of(REPORTER)
    block = said_by(article, "كمال الشاذلي").block
    query = {"par": 0, "start": 3, "end": 7, "text": "الجسر آمن", "block": block}
    html = client.get(address(article, "form/"), query).content.decode()
    assert f'name="start" value="{BRIDGE.index("الجسر آمن")}"' in html


def test_the_page_of_statements_is_for_reading(desk_of: Desk) -> None:
    article = attributed(river(TEXTS), texts=TEXTS)
    save(article, PLAIN)
    client = desk_of(REPORTER)
    page = client.get(address(article) + "?text=live").content.decode()
    assert "سلمى الراوي" in page
    assert "data-isnad-act" not in page
    assert "سلمى الراوي" not in client.get(address(article)).content.decode()


def test_an_agency_that_is_credited_is_not_drawn_twice(desk_of: Desk) -> None:
    section = SectionFactory()
    tass = Agency.objects.get(slug="tass")
    article = attributed(bridge(TEXTS), texts=TEXTS, section=section, agencies=[tass])
    html = panel(desk_of(REPORTER), article)
    assert html.count('class="isnad-step"') == 1
