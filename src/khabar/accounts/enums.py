"""The roles a newsroom starts with."""

from django.db import models


class RoleCode(models.TextChoices):
    """What a role is to the program, whatever name the newsroom gives its group."""

    REPORTER = "reporter", "مراسل"
    EDITOR = "editor", "محرر"
    CHIEF = "chief", "رئيس الديسك"
    ADMINISTRATOR = "administrator", "مدير"
    ADVERTISING = "advertising", "مسؤول الإعلانات"
