"""Arrangements and stories out of hypothesis, for the tests of the rules of fronts."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from khabar.curation.rules import Candidate, Film, Pool
from khabar.curation.zones import FRONT_PAGE, VIDEO, ZONES, Arranged, Placed, river_of

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
SECTIONS = (1, 2, 3)
KEYS = (*ZONES, *map(river_of, SECTIONS))
_ids = st.integers(1, 40)
_ends = st.none() | st.integers(-90, 90).map(lambda minutes: NOW + timedelta(minutes=minutes))


@st.composite
def arrangements(draw: st.DrawFn) -> Arranged:
    """Any arrangement of the front page that `zones.read` lets through."""
    stories = draw(st.lists(_ids, unique=True, max_size=24))
    videos = draw(st.lists(_ids, unique=True, max_size=FRONT_PAGE.video))
    lists: dict[str, tuple[Placed, ...]] = {}
    for key in (key for key in KEYS if key != VIDEO):
        taken = [stories.pop() for _ in range(draw(st.integers(0, min(FRONT_PAGE.of(key), len(stories)))))]
        if taken:
            lists[key] = tuple(Placed(pk, draw(_ends)) for pk in taken)
    if videos:
        lists[VIDEO] = tuple(Placed(pk, draw(_ends)) for pk in videos)
    can_hide = [key for key in KEYS if key not in ("lead", "secondary")]
    return Arranged(
        lists,
        tuple(draw(st.permutations(SECTIONS))[: draw(st.integers(0, 3))]),
        draw(st.frozensets(st.sampled_from(can_hide), max_size=3)),
        draw(st.none() | st.sampled_from(SECTIONS)),
    )


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """Public stories and videos, newest first; some of them may be placed."""
    count = draw(st.integers(0, 40))
    newest = [
        Candidate(
            pk,
            draw(st.integers(1, 9)),
            NOW - timedelta(minutes=7 * place),
            draw(st.sampled_from(SECTIONS)),
            draw(st.none() | st.just(1)),
        )
        for place, pk in enumerate(draw(st.permutations(range(1, 41)))[:count])
    ]
    public = {story.pk: story for story in newest}
    films = [Film(pk, draw(_ids)) for pk in draw(st.lists(_ids, unique=True, max_size=12))]
    return Pool(
        newest,
        public,
        {pk: [story for story in newest if story.section_id == pk] for pk in SECTIONS},
        films,
        {film.pk: film for film in films},
    )
