"""Log-in and what belongs to it; stands before Wagtail's own addresses under `desk/` and hides those it replaces."""

from allauth.account import views as account
from django.urls import include, path, re_path

from khabar.accounts.views import PasswordResetView, session_state, to_password_reset

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("session/", session_state, name="desk_session"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("account/password/change/", account.password_change, name="account_change_password"),
    path("account/password/set/", account.password_set, name="account_set_password"),
    path("account/password/reset/", PasswordResetView.as_view(), name="account_reset_password"),
    path("account/password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^account/password/reset/key/(?P<uidb36>[0-9A-Za-z]{1,20})-(?P<key>[-\w]{1,200})/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "account/password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("account/mfa/", include("allauth.mfa.urls")),
    path("password_reset/", to_password_reset),
    path("password_reset/<path:rest>", to_password_reset),
]
