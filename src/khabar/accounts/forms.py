"""Log-in forms in our words, and passkey forms that no payload can upset."""

import binascii
from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ResetPasswordForm as AllauthResetPasswordForm
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKeyForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthCodeForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthConfirmCodeForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from cryptography.exceptions import InvalidSignature
from django import forms
from django.forms.fields import InvalidJSONInput

# What the passkey library may raise on a payload that no authenticator made.
_NONSENSE = (TypeError, ValueError, KeyError, AttributeError, IndexError, binascii.Error, InvalidSignature)
_MAX_CREDENTIAL = 64 * 1024  # characters; a real one with its certificates has a few thousand
_BAD_KEY = "لم نتمكن من قراءة المفتاح. حاول مرة أخرى."


def _ask_for(field: forms.Field, label: str, **attrs: str) -> None:
    """Name a field and set how a browser or a password manager should fill it."""
    field.label = label
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class LoginForm(AllauthLoginForm):  # type: ignore[misc]
    """User name or e-mail, and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for(
            self.fields["login"],
            "اسم المستخدم أو البريد",
            autocomplete="username webauthn",
            autocapitalize="none",
            spellcheck="false",
            dir="auto",
        )
        self.fields["login"].max_length = 254
        self.fields["password"].help_text = ""
        _ask_for(self.fields["password"], "كلمة المرور", autocomplete="current-password", dir="ltr")


class ChangePasswordForm(AllauthChangePasswordForm):  # type: ignore[misc]
    """The old password and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for(self.fields["oldpassword"], "كلمة المرور الحالية", dir="ltr")
        _ask_for(self.fields["password1"], "كلمة المرور الجديدة", dir="ltr")
        _ask_for(self.fields["password2"], "كلمة المرور الجديدة مرة أخرى", dir="ltr")


class ResetPasswordForm(AllauthResetPasswordForm):  # type: ignore[misc]
    """The e-mail address to send a new start to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for(self.fields["email"], "البريد الإلكتروني", autocomplete="email", dir="ltr")


class ResetPasswordKeyForm(AllauthResetPasswordKeyForm):  # type: ignore[misc]
    """The new password twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for(self.fields["password1"], "كلمة المرور الجديدة", dir="ltr")
        _ask_for(self.fields["password2"], "كلمة المرور الجديدة مرة أخرى", dir="ltr")


class _CodeFieldMixin:
    """A code of six digits, or a recovery code."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for(
            self.fields["code"],
            "الرمز",
            autocomplete="one-time-code",
            inputmode="numeric",
            dir="ltr",
            maxlength="20",
        )


class CodeForm(_CodeFieldMixin, AllauthCodeForm):  # type: ignore[misc]
    """The second step of a log-in."""


class ConfirmCodeForm(_CodeFieldMixin, AllauthConfirmCodeForm):  # type: ignore[misc]
    """A code before a sensitive step."""


class ActivateTOTPForm(_CodeFieldMixin, AllauthActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""


class _CredentialField(forms.JSONField):
    """What a browser says of a passkey: JSON of a size and depth that a real one has."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and len(value) > _MAX_CREDENTIAL:
            raise forms.ValidationError(_BAD_KEY)
        try:
            return super().to_python(value)
        except RecursionError as error:
            raise forms.ValidationError(_BAD_KEY) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """Nothing: a credential is never shown again."""
        return InvalidJSONInput("")


class _SoundKeyMixin:
    """Turns whatever a made-up credential provokes in the library into an error of the form."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _CredentialField()

    def clean_credential(self) -> Any:
        try:
            return super().clean_credential()  # type: ignore[misc]
        except _NONSENSE as error:
            raise forms.ValidationError(_BAD_KEY) from error


class AddKeyForm(webauthn.AddWebAuthnForm):  # type: ignore[misc]
    """A new passkey or security key and the name its owner gives it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["credential"] = _CredentialField()
        _ask_for(self.fields["name"], "اسم المفتاح", maxlength="60")
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].label = "الدخول به وحده دون كلمة مرور"
        self.fields["passwordless"].help_text = "يطلب الجهاز بصمتك أو وجهك أو رمزه السري."

    def clean(self) -> dict[str, Any]:
        try:
            cleaned: dict[str, Any] = super().clean()
        except _NONSENSE as error:
            raise forms.ValidationError(_BAD_KEY) from error
        return cleaned


class EditKeyForm(webauthn.EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_for(self.fields["name"], "اسم المفتاح", maxlength="60")


class KeyForm(_SoundKeyMixin, webauthn.AuthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey as the second step of a log-in."""


class KeyLoginForm(_SoundKeyMixin, webauthn.LoginWebAuthnForm):  # type: ignore[misc]
    """A passkey instead of a password."""


class ConfirmKeyForm(_SoundKeyMixin, webauthn.ReauthenticateWebAuthnForm):  # type: ignore[misc]
    """A passkey before a sensitive step."""
