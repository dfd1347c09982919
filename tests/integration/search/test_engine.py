from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engines import AnyEngine, Make

from khabar.search.query import Query, Sort

HEADLINE = "بوتين يلتقي لوكاشينكو في مينسك"
BODY = """استقبل رئيس بيلاروس ألكسندر لوكاشينكو نظيره الروسي فلاديمير بوتين في مينسك يوم الاثنين.

وتناولت المحادثات التعاون الاقتصادي بين البلدين، وتدريب الأطقم على مهام بأسلحة نووية.

وزاد التبادل التجاري بنسبة 10% خلال عشرة أشهر."""


def ids(engine: AnyEngine, text: str, **values: object) -> list[int]:
    return [hit.id for hit in engine.search(Query(text, **values)).hits]  # type: ignore[arg-type]


def shown(engine: AnyEngine, text: str) -> dict[int, str]:
    return {hit.id: hit.snippet for hit in engine.search(Query(text)).hits}


@pytest.fixture
def summit(engine: AnyEngine, story: Make) -> AnyEngine:
    """An index of forty plain stories and the one of the summit, number 7."""
    others = [
        story(100 + n, f"افتتاح معرض الزهور رقم {n}", "زار الجمهور المعرض صباح الأحد وأعجبته الورود.")
        for n in range(40)
    ]
    engine.apply([*others, story(7, HEADLINE, BODY, section="world", caption="الرئيس الروسي")], [])
    return engine


@pytest.mark.parametrize(
    "text",
    [
        "بوتين", "لوكاشنكو", "لوكشنكو", "الاثنين", "الإثنين", "اقتصادي", "محادثات", "ومحادثات", "نوويه", "اسلحه نوويه",
        "بُوتِين", "مينســك", "ﺑﻮﺗﻴﻦ", "مينسک", "\u200fبوتين\u200f", "10%", "٪١٠", "للاسلحة", "f,jdk", "بوتبن",
        "بوتين ومينسك", "بوتينلوكاشينكو", "الرئيس الروسي", '"التعاون الاقتصادي"', "بوتين مينسك سلام",
    ],
)  # fmt: skip
def test_all_these_find_the_story(summit: AnyEngine, text: str) -> None:
    assert ids(summit, text)[:1] == [7]


@pytest.mark.parametrize("text", ["وتين", '"الاقتصادي التعاون"', "بوتين -مينسك", "طيران", "كرواتيا"])
def test_these_do_not(summit: AnyEngine, text: str) -> None:
    assert 7 not in ids(summit, text)


def test_marks_stand_on_the_words_as_printed(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "قِمّــة المناخ", "انعقدت القِمّةُ <أمس> في الميناء.")], [])
    (hit,) = engine.search(Query("قمه")).hits
    assert hit.headline_html == "<mark>قِمّــة</mark> المناخ"
    assert hit.snippet == "انعقدت <mark>القِمّةُ</mark> &lt;أمس&gt; في الميناء."


def test_headline_ranks_above_body(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "خبر آخر", "تحدث عن الزلزال."), story(2, "الزلزال يوقظ المدينة", "نص آخر.")], [])
    assert ids(engine, "الزلزال") == [2, 1]


def test_the_exact_form_ranks_above_its_relatives(engine: AnyEngine, story: Make) -> None:
    forms = ["المباحثات", "مباحثاته", "مباحثات", "للمباحثات"]
    engine.apply([story(number, f"جولة {form} جديدة") for number, form in enumerate(forms, 1)], [])
    found = ids(engine, "مباحثات")
    assert found[0] == 3
    assert sorted(found) == [1, 2, 3, 4]


def test_careful_spelling_ranks_first(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "نزل على الجبل"), story(2, "نزل علي الجبل")], [])
    assert ids(engine, "علي الجبل")[0] == 2


def test_of_equal_stories_the_newer_comes_first(engine: AnyEngine, story: Make) -> None:
    days = [datetime(2015, 1, 1, tzinfo=UTC), datetime(2023, 1, 1, tzinfo=UTC), datetime(2019, 1, 1, tzinfo=UTC)]
    engine.apply([story(n, "موسم الزيتون", published_at=day) for n, day in enumerate(days, 1)], [])
    assert ids(engine, "الزيتون") == [2, 3, 1]


def test_age_does_not_outweigh_a_better_match(engine: AnyEngine, story: Make) -> None:
    now = datetime.now(UTC)
    old = story(1, "حريق في مصنع النسيج", published_at=now - timedelta(days=3000))
    new = story(2, "افتتاح معرض", "نفى المسؤول وقوع حريق قرب مصنع النسيج القديم.", published_at=now)
    engine.apply([old, new], [])
    assert ids(engine, "حريق مصنع النسيج") == [1, 2]


def test_sorting_by_date(engine: AnyEngine, story: Make) -> None:
    start = datetime(2020, 1, 1, tzinfo=UTC)
    stories = [story(n, "قطار سريع", published_at=start + timedelta(days=(n * 7) % 5)) for n in range(1, 6)]
    engine.apply(stories, [])
    newest = [doc.id for doc in sorted(stories, key=lambda doc: doc.published_at, reverse=True)]
    assert ids(engine, "قطار", sort=Sort.DATE) == newest


def test_section_and_date_filters(engine: AnyEngine, story: Make) -> None:
    for number, (section, day) in enumerate([("sport", 1), ("sport", 5), ("world", 5), ("world", 9)], 1):
        engine.apply([story(number, "بطولة", section=section, published_at=datetime(2024, 2, day, 23, tzinfo=UTC))], [])
    assert sorted(ids(engine, "بطولة", section="sport")) == [1, 2]
    assert sorted(ids(engine, "بطولة", date_from=date(2024, 2, 5), date_to=date(2024, 2, 5))) == [2, 3]
    assert ids(engine, "بطولة", date_from=date(2024, 2, 6)) == [4]
    assert ids(engine, "بطولة", section="sport", date_to=date(2024, 2, 1)) == [1]
    assert engine.search(Query("بطولة", facets=True)).facets["section"] == {"sport": 2, "world": 2}


@pytest.fixture
def shelf(engine: AnyEngine, story: Make) -> AnyEngine:
    """Three stories filed in every way."""
    engine.apply(
        [
            story(
                1, "بطولة الشطرنج تنطلق", section="sport", section_name="الرياضة", topics=("كأس العالم",),
                agencies=("وكالة الشمال",), authors=("أمينة الراوي",), place="مينسك",
            ),
            story(2, "بطولة الشطرنج تؤجل", section="sport", section_name="الرياضة", authors=("سعيد المغربي",)),
            story(3, "بطولة في الذاكرة", section="culture", section_name="الثقافة", topics=("كأس العالم", "مسرح")),
        ],
        [],
    )  # fmt: skip
    return engine


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("بطولة القسم:رياضة", {1, 2}),
        ("section:sport بطولة", {1, 2}),
        ('الموضوع:"كاس العالم"', {1, 3}),
        ("بطولة الموضوع:مسرح", {3}),
        ('الوكالة:«وكالة الشمال»', {1}),
        ('بطولة author:"سعيد المغربي"', {2}),
        ("المكان:مينسك", {1}),
        ("بطولة من:2023-03 إلى:2023", {1, 2, 3}),
        ("بطولة من:٢٠٢٣-٠٤-٠١", set()),
        ("بطولة -شطرنج", {3}),
        ('بطولة -"الشطرنج تؤجل"', {1, 3}),
        ("تنطلق OR الذاكرة", {1, 3}),
        ("تؤجل أو تنطلق", {1, 2}),
        ("بطولة تؤجل|تنطلق", {1, 2}),
        ('"بطولة الشطرنج"', {1, 2}),
        ("القسم:مجهول بطولة", set()),
    ],
)  # fmt: skip
def test_the_query_language(shelf: AnyEngine, text: str, found: set[int]) -> None:
    assert set(ids(shelf, text)) == found


def test_filters_of_the_request(shelf: AnyEngine) -> None:
    assert set(ids(shelf, "بطولة", topic="كأس العالم")) == {1, 3}
    assert ids(shelf, "بطولة", author="أمينة الراوي", agency="وكالة الشمال") == [1]


def test_hits_are_counted_by_field(shelf: AnyEngine) -> None:
    facets = shelf.search(Query("بطولة", facets=True)).facets
    assert facets["section"] == {"sport": 2, "culture": 1}
    assert facets["topic"] == {"كأس العالم": 2, "مسرح": 1}
    assert facets["agency"] == {"وكالة الشمال": 1}
    assert shelf.search(Query("بطولة")).facets == {}


def test_freshness_can_be_turned_off(engine: AnyEngine, story: Make) -> None:
    now = datetime.now(UTC)
    engine.apply([story(1, "سباق الجبل", published_at=now - timedelta(days=900)), story(2, "سباق الجبل الكبير")], [])
    engine.apply([story(2, "سباق الجبل الكبير", published_at=now)], [])
    assert ids(engine, "سباق الجبل") == [2, 1]
    assert ids(engine, "سباق الجبل", fresh=False) == [1, 2]


def test_paging_shows_every_hit_once(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(n, f"سباق المدينة {n}") for n in range(1, 36)], [])
    pages = [ids(engine, "سباق", limit=10, offset=offset) for offset in (0, 10, 20, 30, 40)]
    assert [len(page) for page in pages] == [10, 10, 10, 5, 0]
    assert sorted(number for page in pages for number in page) == list(range(1, 36))
    assert engine.search(Query("سباق", limit=1)).total == 35


def test_an_update_replaces_and_a_deletion_removes(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "قديم")], [], cursor=1)
    engine.apply([story(1, "حديث")], [], cursor=2)
    engine.apply([story(1, "حديث")], [], cursor=2)
    assert (ids(engine, "قديم"), ids(engine, "حديث"), engine.count(), engine.cursor) == ([], [1], 1, 2)
    engine.apply([], [1, 99], cursor=3)
    assert (ids(engine, "حديث"), engine.count(), engine.cursor) == ([], 0, 3)


def test_hits_show_each_story_as_it_is_now(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "سباق المدينة", "انطلق فجرا."), story(2, "سباق الجبل", "انطلق ظهرا.")], [])
    assert shown(engine, "سباق") == {1: "انطلق فجرا.", 2: "انطلق ظهرا."}
    engine.apply([story(1, "سباق المدينة", "أُجّل إلى الغد.")], [])
    assert shown(engine, "سباق") == {1: "أُجّل إلى الغد.", 2: "انطلق ظهرا."}
    engine.rebuild([story(2, "سباق الجبل", "أُلغي.")])
    assert shown(engine, "سباق") == {2: "أُلغي."}


def test_many_small_commits_keep_everything_and_few_segments(engine: AnyEngine, story: Make) -> None:
    for number in range(1, 61):
        engine.apply([story(number, f"نبأ قصير {number}")], [])
    engine.apply([], [5])
    assert engine.count() == 59
    assert ids(engine, "نبأ 33")[0] == 33
    assert engine.health().segments < 12


def test_a_suggestion_and_what_was_understood(summit: AnyEngine) -> None:
    results = summit.search(Query("بوتبن في مينسك"))
    assert results.suggestion == "بوتين في مينسك"
    assert results.understood.terms == ("بوتبن", "مينسك")
    assert results.understood.dropped == ("في",)
    assert results.understood.corrected
    assert not summit.search(Query("بوتين")).understood.corrected


def test_a_suggestion_is_spelled_as_printed(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(n, "أمسية ثقافية في القاهرة") for n in range(1, 4)], [])
    assert engine.search(Query("القاحرة ثقافية")).suggestion == "القاهرة ثقافية"
    assert engine.search(Query("القاهره")).suggestion is None


def test_no_suggestion_for_a_word_that_is_found_by_its_stem(summit: AnyEngine) -> None:
    assert summit.search(Query("ومحادثات")).suggestion is None


def test_partial_hits_are_said_to_be_partial(summit: AnyEngine) -> None:
    results = summit.search(Query("بوتين مينسك قطنطينوبوليسكة"))
    assert [hit.id for hit in results.hits] == [7]
    assert results.understood.relaxed


def test_names_written_in_one_or_two_words_meet(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "ريال مدريد يفوز"), story(2, "نيويورك تستضيف القمة")], [])
    assert ids(engine, "ريالمدريد") == [1]
    assert ids(engine, "نيو يورك") == [2]


@pytest.mark.parametrize("text", ["putin", "poutine", "Loukachenko", "PUTIN minsk"])
def test_names_in_latin_letters_find_the_arabic_ones(summit: AnyEngine, text: str) -> None:
    assert ids(summit, text)[:1] == [7]


def test_a_latin_name_is_offered_in_arabic(summit: AnyEngine) -> None:
    assert summit.search(Query("putin")).suggestion == "بوتين"


@pytest.mark.parametrize(
    ("text", "offered"),
    [
        ("cairo", "القاهرة"), ("Le Caire", "القاهرة"), ("guterres", "غوتيريس"), ("EGYPT", "مصر"), ("gaza", "غزة"),
        ("abou-dhabi", "أبو ظبي"), ("saudi arabia", "السعودية"), ("guterres cairo", "غوتيريس القاهرة"),
    ],
)  # fmt: skip
def test_names_of_other_languages_lead_to_the_arabic_ones(
    engine: AnyEngine, story: Make, text: str, offered: str
) -> None:
    body = "مصر ترحب بزيارة أبو ظبي ثم السعودية وغزة."
    engine.apply(
        [story(7, "غوتيريس يزور القاهرة", body), story(8, "قصار القامة وجذع شجرة"), story(9, "جيزة قديمة وغزاة")], []
    )
    results = engine.search(Query(text))
    assert ([hit.id for hit in results.hits][:1], results.suggestion) == ([7], offered)


def test_a_name_that_no_story_has_is_said_and_not_offered(summit: AnyEngine) -> None:
    results = summit.search(Query("cairo"))
    assert (results.total, results.suggestion, results.understood.names) == (0, None, ("القاهرة",))
    assert summit.search(Query("hello")).understood.names == ()


@pytest.mark.parametrize(("text", "offered"), [("lh;v,k", "ماكرون"), ("ماكرن", "ماكرون"), ("hgrhivm", "القاهرة")])
def test_other_keys_and_a_mistyped_name_are_recognised_where_no_story_has_it(
    summit: AnyEngine, text: str, offered: str
) -> None:
    results = summit.search(Query(text))
    assert (results.total, results.suggestion) == (0, offered)


@pytest.mark.parametrize(
    "text", ["covid-19", "e-mail", "l'equipe", "rock'n'roll", "hello", "iphone", "u.s.", "C++", "FIFA", "قطار", "جيدة"]
)
def test_other_words_that_no_story_has_are_left_alone(summit: AnyEngine, text: str) -> None:
    assert summit.search(Query(text)).suggestion is None


def test_a_name_is_offered_in_place_of_what_a_clitic_makes_of_a_mistake(engine: AnyEngine, story: Make) -> None:
    engine.apply(
        [story(1, "حقول التبن في الصيف"), story(2, "بوتين في الصيف"), *(story(n, "تبن") for n in (3, 4, 5))], []
    )
    assert engine.search(Query("بوتبن")).suggestion == "بوتين"
    assert engine.search(Query("والتبن")).suggestion is None


def test_a_latin_name_finds_the_name_alone_not_words_with_its_letters(engine: AnyEngine, story: Make) -> None:
    houses = [story(1, "بيوت تونس العتيقة تستقبل زوارها"), story(2, "بيتين تطلب ترميم بيتها")]
    engine.apply([*houses, story(3, "بوتين في بكين")], [])
    assert ids(engine, "putin") == [3]
    engine.apply([], [3])
    assert (ids(engine, "putin"), engine.search(Query("putin")).suggestion) == ([], None)


def test_a_name_no_story_has_finds_no_words_of_its_letters(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "بيوت تونس العتيقة"), story(2, "بيتين للإيجار"), story(3, "رحلة إلى دمشق")], [])
    for text in ("بوتين", "لبوتين", "f,jdk"):
        assert ids(engine, text) == []
    assert engine.search(Query("بوتين")).suggestion is None
    assert engine.search(Query("f,jdk")).suggestion == "بوتين"
    assert ids(engine, "بدمشق") == [3]
    assert sorted(ids(engine, "بيوتها")) == [1, 2]


def test_a_name_that_is_a_word_as_well_finds_its_forms(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "ضيافة كريمة في الساحة")], [])
    assert ids(engine, "كريم") == [1]


def test_a_word_that_only_a_withdrawn_story_had_is_not_offered(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "محاكمة زعفران في تونس"), *(story(n, f"أمطار على الساحل {n}") for n in range(2, 30))], [])
    assert engine.search(Query("زعفرن")).suggestion == "زعفران"
    engine.apply([], [1])
    results = engine.search(Query("زعفرن"))
    assert (results.total, results.suggestion, results.understood.corrected) == (0, None, False)


def test_a_latin_name_of_short_parts_is_offered_as_a_name(engine: AnyEngine, story: Make) -> None:
    stories = [story(number, f"البيان الأعلى على الطاولة {number}") for number in range(1, 5)]
    engine.apply([*stories, story(9, "محاكمة بن علي في تونس")], [])
    assert (ids(engine, "ben ali")[0], engine.search(Query("ben ali")).suggestion) == (9, "بن علي")


@pytest.mark.parametrize("text", ["covid-19", "F-16", "OR"])
def test_a_number_beside_latin_letters_does_not_make_them_arabic(engine: AnyEngine, story: Make, text: str) -> None:
    engine.apply([story(1, "19 طائرة و16 سفينة في الؤور")], [])
    assert engine.search(Query(text)).suggestion is None


def test_a_rarer_spelling_of_a_name_finds_the_usual_one(engine: AnyEngine, story: Make) -> None:
    usual = [story(n, f"لوبان تخاطب أنصارها {n}") for n in range(1, 9)]
    engine.apply([*usual, story(20, "لوبن في باريس"), story(21, "لوبن في ليون")], [])
    assert set(ids(engine, "لوبن", limit=20)) == {*range(1, 9), 20, 21}
    assert set(ids(engine, "لوبن")[:2]) == {20, 21}


def test_a_text_as_query_finds_its_like(summit: AnyEngine) -> None:
    told_elsewhere = (
        'التقى رئيسا "البلدين" في العاصمة مينسك أمس وقالت مصادر إن بوتين ولوكاشينكو بحثا أيضا ملفات الطاقة والنقل '
        "والحدود المشتركة وتبادل السلع خلال الشهور المقبلة"
    )
    results = summit.search(Query(told_elsewhere))
    assert results.hits[0].id == 7


def test_the_json_contract(summit: AnyEngine) -> None:
    answer = summit.search(Query("بوتين", limit=1)).as_json()
    assert set(answer) == {"query", "total", "took_ms", "suggestion", "hits"}
    (hit,) = answer["hits"]
    assert set(hit) == {"id", "external_id", "url", "headline", "snippet", "published_at", "score"}
    assert (hit["id"], hit["external_id"], hit["published_at"]) == (7, "x7", "2023-03-01T09:00:00+00:00")


def test_explain_names_the_forms(summit: AnyEngine) -> None:
    account = summit.explain(Query("محادثات"), 7)
    assert account["tier"] == 0
    assert account["groups"][0]["word"] == "محادثات"
    assert {(part["field"], part["form"]) for part in account["parts"]} >= {("text", "stem محادث")}
    assert account["score"] == pytest.approx(account["matching"] * account["freshness"], abs=0.01)
    (hit,) = [hit for hit in summit.search(Query("محادثات")).hits if hit.id == 7]
    assert hit.score == pytest.approx(account["score"], rel=0.01)
    assert summit.explain(Query("محادثات", fresh=False), 7)["freshness"] == 1
    assert summit.explain(Query("محادثات"), 100) == {"tier": None}


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        '"' * 10_000,
        "-" * 500,
        "((()))",
        "ا" * 10_000,
        "AND OR NOT *:*",
        "\u202e",
        "¦",
        '"" -',
        "%%%",
    ],
)
def test_strange_queries_are_answered(summit: AnyEngine, text: str) -> None:
    results = summit.search(Query(text, section="\ud800\x00"))
    assert results.hits == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(text=st.text(alphabet=st.characters(codec=None), max_size=120))
def test_any_query_is_answered(summit: AnyEngine, text: str) -> None:
    assert summit.search(Query(text)).total >= 0


def test_strange_stories_are_indexed(engine: AnyEngine, story: Make) -> None:
    engine.apply([story(1, "\ud800\x00 عنوان", "ا" * 100_000, section="\ud800"), story(2, "", "")], [])
    assert engine.count() == 2
    assert ids(engine, "عنوان") == [1]


def test_passages_can_be_left_out(summit: AnyEngine) -> None:
    text = "محادثات"
    (told,), (plain,) = summit.search(Query(text)).hits, summit.search(Query(text, snippets=False)).hits
    assert "<mark>" in told.snippet
    assert (plain.id, plain.score, plain.snippet, plain.headline_html) == (told.id, pytest.approx(told.score), "", "")


def test_a_word_the_index_knows_is_not_looked_for_under_the_stems_of_its_neighbours(
    engine: AnyEngine, story: Make
) -> None:
    stories = [story(1, "بوتين في مينسك"), story(2, "سقف بيتين قديمين"), story(3, "ترميم البيت القديم")]
    engine.apply(stories, [])
    assert ids(engine, "بوتين")[0] == 1
    assert 3 not in ids(engine, "بوتين")


def test_among_many_hits_the_best_come_first(engine: AnyEngine, story: Make) -> None:
    many = [story(n, f"نشرة الصباح {n}", "تحدث الضيوف عن الزلزال في ختام النشرة.") for n in range(1, 401)]
    engine.rebuild([story(500, "الزلزال يوقظ المدينة"), *many])
    results = engine.search(Query("الزلزال", limit=20))
    assert results.hits[0].id == 500
    assert results.total == 401
    pages = [ids(engine, "الزلزال", limit=100, offset=offset) for offset in range(0, 500, 100)]
    assert len({number for page in pages for number in page}) == sum(map(len, pages)) == 401
