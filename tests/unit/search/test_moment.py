"""The best hits of a headline tell when its event was."""

from khabar.search.moment import ANY, Moment

DAY = 86_400.0


def test_without_hits_every_time_is_the_same() -> None:
    assert Moment.of([], sure=True) == ANY
    assert Moment.of([(0.0, DAY)], sure=True) == ANY
    assert ANY.gain(0) == ANY.gain(DAY) == 1


def test_what_is_nearer_to_the_best_hit_gains_more() -> None:
    moment = Moment.of([(9.0, 100 * DAY)], sure=True)

    gains = [moment.gain(day * DAY) for day in (100, 101, 104, 300)]
    assert gains == sorted(gains, reverse=True)
    assert moment.gain(99 * DAY) == moment.gain(101 * DAY)
    assert round(moment.gain(300 * DAY), 6) == 1


def test_lesser_hits_count_more_where_the_best_is_not_sure() -> None:
    hits = [(10.0, 100 * DAY), (8.0, 200 * DAY), (8.0, 200 * DAY)]

    assert Moment.of(hits, sure=True).gain(100 * DAY) > Moment.of(hits, sure=True).gain(200 * DAY)
    assert Moment.of(hits, sure=False).gain(100 * DAY) < Moment.of(hits, sure=False).gain(200 * DAY)
