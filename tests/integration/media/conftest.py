"""Fixtures for tests with pictures."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from khabar.accounts.models import User


@pytest.fixture(autouse=True)
def clean_media() -> Iterator[None]:
    """No picture file of one test is seen by the next."""
    yield
    shutil.rmtree(Path(settings.MEDIA_ROOT), ignore_errors=True)


@pytest.fixture
def editor_client(db: None) -> Client:
    """A browser logged into the desk."""
    user = User.objects.create_superuser("editor", "editor@newsroom.example", "correct-horse")
    client = Client()
    client.force_login(user)
    return client
