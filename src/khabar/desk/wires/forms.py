"""Forms of the wire desk's settings; credentials go in and never come out again."""

from typing import Any

from django import forms
from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm

from khabar.core.errors import KhabarError
from khabar.ingest import actions
from khabar.ingest.credentials import Credentials, unseal
from khabar.ingest.fetch.folder import folder_of
from khabar.ingest.models import Feed
from khabar.ingest.models.feed import STATE_OF_COLLECTING
from khabar.ingest.states import FeedKind

_KEPT = "محفوظة مشفّرة. اتركها فارغة لتبقى كما هي."
_HIDDEN = {"autocomplete": "off", "dir": "ltr"}


class FeedForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A feed, with its credentials to be written anew; what is kept is never sent to a browser."""

    username = forms.CharField(label="اسم المستخدم", required=False, widget=forms.TextInput(attrs=_HIDDEN))
    password = forms.CharField(
        label="كلمة المرور",
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={**_HIDDEN, "autocomplete": "new-password"}),
    )
    private_key = forms.CharField(
        label="المفتاح الخاص (SFTP)", required=False, widget=forms.Textarea(attrs={**_HIDDEN, "rows": 3})
    )
    forget_credentials = forms.BooleanField(label="امحُ بيانات الدخول المحفوظة", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("address", "host_key"):
            self.fields[name].widget.attrs["dir"] = "ltr"
        if self.instance.credentials:
            self.fields["password"].help_text = _KEPT

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("kind") == FeedKind.FOLDER and cleaned.get("address"):
            try:
                folder_of(cleaned["address"])
            except KhabarError as error:
                self.add_error("address", str(error))
        return cleaned

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        """Save what the form shows. The feed's health is written by whoever is collecting it at this moment."""
        if not commit:
            return super().save(commit=False)
        feed = self._saved()
        given = Credentials(*(self.cleaned_data[name] for name in ("username", "password", "private_key")))
        if self.cleaned_data["forget_credentials"]:
            given = Credentials()
        elif given:
            given = _completed(given, feed.credentials)
        else:
            return feed
        return actions.set_credentials(feed=feed, given=given, user=self.for_user)

    def _saved(self) -> Any:
        if self.instance.pk is None:
            return super().save()
        columns = [field.name for field in Feed._meta.concrete_fields if field.name in self.fields]
        if {"address", "kind"} & set(self.changed_data):
            self.instance.look_anew()
            columns += STATE_OF_COLLECTING
        feed = super().save(commit=False)
        feed.save(update_fields=columns)
        return feed


def _completed(given: Credentials, kept: str) -> Credentials:
    """What was written now; what was left empty stays as it was kept, unless that can no longer be read."""
    try:
        before = unseal(kept)
    except KhabarError:
        return given
    return Credentials(
        given.username or before.username,
        given.password or before.password,
        given.private_key or before.private_key,
    )
