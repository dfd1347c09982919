"""Of several nodes on one database one announces."""

import pytest
from django.db import connection
from tests.factories.articles import published
from tests.integration.announcing.conftest import Desk

from khabar.announcing.follower import _LOCK


@pytest.mark.skipif(connection.vendor != "postgresql", reason="nodes share a PostgreSQL database")
@pytest.mark.django_db
def test_a_node_is_silent_while_another_announces(to_hub: Desk) -> None:
    published()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        to_hub.tell()
        assert to_hub.server.told == []
        with other.cursor() as cursor:  # a server lets go of the locks of a connection some time after it has closed
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
    finally:
        other.close()
    to_hub.tell()
    assert to_hub.server.told
