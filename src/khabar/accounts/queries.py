"""Questions about people: who must prove themselves twice, and who already can."""

from allauth.mfa.models import Authenticator

from khabar.accounts.models import Role, User

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def requires_second_factor(user: User) -> bool:
    """True when any of the user's roles requires a second factor."""
    return Role.objects.filter(requires_second_factor=True, group__user=user).exists()


def has_second_factor(user: User) -> bool:
    """True when the user has an authenticator app or a passkey; recovery codes alone do not count."""
    return bool(Authenticator.objects.filter(user=user, type__in=SECOND_FACTORS).exists())
