"""What can be refused about accounts."""

from khabar.core.errors import KhabarError


class AccountError(KhabarError):
    """Something about an account that cannot be done."""


class WeakPassword(AccountError):
    """The password does not pass the rules; the text says which."""


class NameTaken(AccountError):
    """There is a user of that name already."""


class UnknownUser(AccountError):
    """There is no user of that name."""
