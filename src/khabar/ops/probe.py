"""Whether the search index answers: by a real search, because damage inside its files shows nowhere else."""

from khabar.articles.outlets import search_engine
from khabar.search.query import Query


def search_once() -> None:
    """Search for one word.

    Raises:
        IndexUnavailable: the index is missing or damaged.
    """
    search_engine().search(Query("خبر", limit=1))


def look_through_index() -> None:
    """Read all of the index, which takes about a second for each gigabyte.

    Raises:
        IndexUnavailable: something in it is missing or damaged.
    """
    search_engine().check()
