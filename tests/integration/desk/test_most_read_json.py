"""The numbers of readings are for the newsroom: JSON with reads and the way to edit, nothing for others."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from tests.factories.accounts import UserFactory
from tests.factories.articles import published

from khabar.accounts.enums import RoleCode
from khabar.accounts.roles import ensure_roles
from khabar.core import clock
from khabar.recommendations import reads

pytestmark = pytest.mark.django_db


def test_an_editor_gets_the_rankings_with_numbers(client: Client) -> None:
    ensure_roles()
    user = UserFactory()
    user.groups.add(Group.objects.get(name=RoleCode.EDITOR.label))
    client.force_login(user)
    one, other = published(headline="الأولى"), published(headline="الثانية")
    reads.add({one.pk: 3, other.pk: 8}, clock.now())
    reads.rank(clock.now())
    found = client.get("/desk/most-read.json").json()
    assert [(row["headline"], row["reads"]) for row in found["spans"]["hour"]] == [("الثانية", 8), ("الأولى", 3)]
    assert found["spans"]["week"][0]["edit"] == f"/desk/articles/edit/{other.pk}/"


def test_others_are_sent_to_the_log_in(client: Client) -> None:
    assert client.get("/desk/most-read.json").status_code == 302
