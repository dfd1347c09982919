"""What accounts add to the desk: second factors by role, one's own security, a guard for the last administrator."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages

from khabar.accounts.models import LAST_ADMINISTRATOR, Role, User, is_last_administrator


class SecondFactorPanel:
    """The part of a group's page that says whether its members must prove themselves twice."""

    def __init__(self, data: Any = None, files: Any = None, instance: Group | None = None) -> None:
        self.instance = instance or Group()
        role = Role.objects.filter(group=self.instance).first() if self.instance.pk else None
        self.form = RoleForm(data, instance=role, prefix="role")
        self.media = Media()

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def save(self) -> None:
        self.form.instance.group = self.instance
        self.form.save()

    def as_admin_panel(self) -> str:
        return render_to_string("accounts/second_factor_panel.html", {"form": self.form})


class RoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """The settings of a role beyond its permissions."""

    class Meta:
        model = Role
        fields = ("requires_second_factor",)


@hooks.register("register_group_permission_panel")
def second_factor_panel() -> type[SecondFactorPanel]:
    return SecondFactorPanel


@hooks.register("register_permissions")
def article_permissions() -> models.QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="articles", codename__in=("unpublish_article", "kill_article")
    )


@hooks.register("register_account_menu_item")
def password_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("account_change_password"),
        "label": "كلمة المرور",
        "help_text": "غيّرها فتُغلق جلساتك المفتوحة على الأجهزة الأخرى.",
    }


@hooks.register("register_account_menu_item")
def second_factor_item(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": "التحقق بخطوتين ومفاتيح المرور",
        "help_text": "تطبيق رموز أو بصمة جهازك، مع رموز للطوارئ.",
    }


@hooks.register("before_delete_user")
def keep_one_administrator(request: HttpRequest, user: User) -> HttpResponse | None:
    if not is_last_administrator(user):
        return None
    messages.error(request, LAST_ADMINISTRATOR)
    return redirect("wagtailusers_users:index")


@hooks.register("before_bulk_action")
def keep_one_administrator_in_bulk(
    request: HttpRequest, action_type: str, objects: list[models.Model], view: Any
) -> HttpResponse | None:
    if view.model is not User or action_type not in ("delete", "set_active_state"):
        return None
    if request.method != "POST" or request.POST.get("mark_as_active") == "True":
        return None
    users = [user for user in objects if isinstance(user, User) and user.pk != request.user.pk]
    if not is_last_administrator(*users):
        return None
    messages.error(request, LAST_ADMINISTRATOR)
    return redirect("wagtailusers_users:index")


@hooks.register("before_unpublish")
def only_who_may_unpublish(request: HttpRequest, instance: models.Model) -> None:
    """Wagtail lets everyone who may publish take off as well; here that is a right of its own."""
    if instance._meta.label_lower == "articles.article" and not request.user.has_perm("articles.unpublish_article"):
        raise PermissionDenied
