"""The roles of a newsroom: groups with the least rights each needs, made and kept by `ensure_roles`."""

from collections.abc import Iterable

from django.apps import apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import override
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from khabar.accounts.enums import RoleCode
from khabar.accounts.models import Role

# Permissions on articles beyond Django's four. The first three are Wagtail's, made here too because Wagtail makes
# them only after this app's turn; unpublish and kill are ours.
_ARTICLE_EXTRAS = {
    "publish_article": "نشر الأخبار",
    "lock_article": "قفل الأخبار",
    "unlock_article": "فتح قفل الأخبار",
    "unpublish_article": "إلغاء نشر الأخبار",
    "kill_article": "سحب الأخبار من مصدرها",
}
_FILED = ("section", "topic", "author", "agency")
# Django names its four in English when it makes them.
_ACTS = {"add": "إضافة", "change": "تعديل", "delete": "حذف", "view": "عرض"}
# And Wagtail its own on pages.
_ON_PAGES = {
    "publish_page": "نشر الصفحات",
    "lock_page": "قفل الصفحات وفتح ما قفله المستخدم",
    "unlock_page": "فتح قفل أي صفحة",
    "bulk_delete_page": "حذف صفحات بما تحتها",
}


def _all_of(app: str, *models: str) -> set[str]:
    return {f"{app}.{act}_{model}" for model in models for act in ("add", "change", "delete", "view")}


_REPORTER = {
    "wagtailadmin.access_admin",
    *("articles.add_article", "articles.change_article", "articles.view_article"),
    *(f"articles.view_{model}" for model in _FILED),
    "ingest.view_wireitem",
    "attribution.view_name",
    "media.add_video",  # and with it to change and delete one's own
}
_EDITOR = _REPORTER | {
    *("articles.publish_article", "articles.lock_article", "articles.unlock_article"),
    *("articles.add_topic", "articles.change_topic", "articles.add_author", "articles.change_author"),
    *(
        f"ingest.{act}_{model}"
        for model in ("wireitem", "wirealert", "wirenotice", "helditem")
        for act in ("view", "change")
    ),
    *("attribution.add_name", "attribution.change_name"),
    *(f"finding.{act}_{model}" for model in ("pin", "synonyms") for act in ("add", "change", "view")),
    "finding.view_tally",
    "media.change_video",
    "curation.change_front",
    *("letters.view_newsletter", "letters.change_issue"),
    *("push.add_sending", "push.view_sending", "push.view_subscriber"),
}
_CHIEF = _EDITOR | {
    *("articles.unpublish_article", "articles.kill_article", "articles.delete_article"),
    *_all_of("articles", *_FILED),
    *("ingest.view_provider", "ingest.view_feed"),
    *_all_of("ingest", "rule"),
    *_all_of("attribution", "name"),
    *_all_of("finding", "pin", "synonyms"),
    "media.delete_video",
    *("articles.add_sighting", "articles.change_sighting", "articles.delete_sighting"),
    *_all_of("letters", "newsletter"),
    *("letters.view_reader", "letters.change_reader"),
}
# Sells the places between the stories and has no hand in the stories.
_ADVERTISING = {
    "wagtailadmin.access_admin",
    *_all_of("ads", "campaign", "creative", "slot"),
    *("ads.view_count", "ads.view_adstxt", "ads.change_adstxt"),
}
_ADMINISTRATOR = (
    _CHIEF
    | _ADVERTISING
    | {
        *_all_of("accounts", "user"),
        *_all_of("auth", "group"),
        *_all_of("wagtailcore", "workflow", "task", "groupapprovaltask"),
        *_all_of("ingest", "provider", "feed"),
    }
)
PERMISSIONS: dict[RoleCode, set[str]] = {
    RoleCode.REPORTER: _REPORTER,
    RoleCode.EDITOR: _EDITOR,
    RoleCode.ADVERTISING: _ADVERTISING,
    RoleCode.CHIEF: _CHIEF,
    RoleCode.ADMINISTRATOR: _ADMINISTRATOR,
}
# On the root collection; with `add` alone a person may change and delete the pictures they added themselves.
PICTURE_PERMISSIONS: dict[RoleCode, set[str]] = {
    RoleCode.REPORTER: {"wagtailimages.add_image", "wagtailimages.choose_image"},
    RoleCode.EDITOR: {"wagtailimages.add_image", "wagtailimages.choose_image", "wagtailimages.change_image"},
    RoleCode.CHIEF: _all_of("wagtailimages", "image") - {"wagtailimages.view_image"} | {"wagtailimages.choose_image"},
    RoleCode.ADMINISTRATOR: _all_of("wagtailimages", "image") - {"wagtailimages.view_image"}
    | {"wagtailimages.choose_image"},
}
# On the folder of the pages written by hand.
_PAGES = {"wagtailcore.add_page", "wagtailcore.change_page", "wagtailcore.publish_page"}
PAGE_PERMISSIONS: dict[RoleCode, set[str]] = {RoleCode.CHIEF: _PAGES, RoleCode.ADMINISTRATOR: _PAGES}


@transaction.atomic
def ensure_roles() -> None:
    """Make the roles that are missing and give each what it was never offered before.

    Safe to run at every start. What an administrator took away from a role, or gave it, stays so.
    """
    _make_permissions()
    for code in RoleCode:
        role = Role.objects.filter(code=code).select_related("group").first() or _new_role(code)
        pages, pictures = PAGE_PERMISSIONS.get(code, set()), PICTURE_PERMISSIONS.get(code, set())
        fresh = (PERMISSIONS[code] | pictures | pages) - set(role.offered)
        role.group.permissions.add(*_permissions(fresh & PERMISSIONS[code]))
        _grant_on_pictures(role.group, fresh & pictures)
        _grant_on_pages(role.group, fresh & pages)
        if fresh:
            role.offered = sorted({*role.offered, *fresh})
            role.save(update_fields=["offered"])


def _new_role(code: RoleCode) -> Role:
    group, _created = Group.objects.get_or_create(name=code.label)
    role, _created = Role.objects.update_or_create(group=group, defaults={"code": code})
    return role


def _make_permissions() -> None:
    """Have every permission the table names, whatever the order in which apps were migrated."""
    labels = {name.partition(".")[0] for name in set.union(*PERMISSIONS.values(), *PICTURE_PERMISSIONS.values())}
    for label in sorted(labels):
        create_permissions(apps.get_app_config(label), verbosity=0)
    articles = ContentType.objects.get_by_natural_key("articles", "article")
    for codename, name in _ARTICLE_EXTRAS.items():
        Permission.objects.get_or_create(content_type=articles, codename=codename, defaults={"name": name})
    _name_in_arabic()


def _name_in_arabic() -> None:
    """Names a group's page reads out; a permission without a model of ours keeps the one it has."""
    named = []
    with override(settings.LANGUAGE_CODE):
        for permission in Permission.objects.filter(name__startswith="Can ").select_related("content_type"):
            act = _ACTS.get(permission.codename.partition("_")[0])
            model = permission.content_type.model_class()
            if act and model:
                permission.name = f"{act}: {model._meta.verbose_name}"[:255]
                named.append(permission)
    Permission.objects.bulk_update(named, ["name"])
    for codename, name in _ON_PAGES.items():
        Permission.objects.filter(content_type__app_label="wagtailcore", codename=codename).update(name=name)


def _permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions behind names such as `articles.add_article`.

    Raises:
        Permission.DoesNotExist: a name in the table is wrong.
    """
    pairs = [name.split(".", 1) for name in names]
    return [Permission.objects.get(content_type__app_label=app, codename=codename) for app, codename in pairs]


def _grant_on_pictures(group: Group, names: Iterable[str]) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    for permission in _permissions(names):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)


def _grant_on_pages(group: Group, names: Iterable[str]) -> None:
    folder = Page.objects.filter(depth=2).first()
    if folder is None:
        return
    for permission in _permissions(names):
        GroupPagePermission.objects.get_or_create(group=group, page=folder, permission=permission)
