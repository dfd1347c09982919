"""Makes people of the newsroom."""

import factory
from factory.django import DjangoModelFactory

from khabar.accounts.models import User


class UserFactory(DjangoModelFactory):
    username = factory.Sequence(lambda n: f"mohamed{n}")
    email = factory.Sequence(lambda n: f"mohamed{n}@newsroom.example")

    class Meta:
        model = User
