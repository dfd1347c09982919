"""The pages a new newsroom starts with, in words that hold for any: whoever runs it writes their own over them."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Collection, Page, Site

from khabar.articles.text import paragraph
from khabar.front.models import StandingPage

HOME_TITLE = "صفحات الموقع"


@transaction.atomic
def ensure_pages(**_: Any) -> None:
    """Turn what Wagtail starts with into the folders of our own, once: what was deleted later stays deleted."""
    home = Page.objects.filter(depth=2, slug="home", title__startswith="Welcome to your new Wagtail").first()
    if home is None:
        return
    home.title = home.draft_title = HOME_TITLE
    home.save()
    Site.objects.update(site_name=settings.SITE_NAME)
    Collection.objects.filter(depth=1, name="Root").update(name="كل الصور")
    Page.objects.filter(depth=1).update(title=settings.SITE_NAME, draft_title=settings.SITE_NAME)
    for title, slug, description, body in (_about(), _contact()):
        page = StandingPage(
            title=title, slug=slug, search_description=description, show_in_menus=True, body=json.dumps(body)
        )
        home.add_child(instance=page)
        page.save_revision().publish()


_Made = tuple[str, str, str, list[dict[str, Any]]]


def _about() -> _Made:
    name = settings.SITE_NAME
    return (
        "من نحن",
        "about",
        f"من يكتب «{name}» وكيف يعمل، وكيف نصحح أخطاءنا.",
        [
            paragraph(f"«{name}» بوابة أخبار عربية. شعارنا: {settings.SITE_MOTTO}."),
            _subheading("كيف نعمل"),
            paragraph("نذكر مع كل خبر من قاله ومن نقله: الوكالة أو الكاتب، والمكان والتاريخ."),
            paragraph("نكتب وقت النشر، ووقت التحديث كلما تغيّر ما يقرؤه القارئ."),
            _subheading("حين نخطئ"),
            paragraph("نصحح الخبر في مكانه، ونسحب ما تراجع عنه مصدره."),
            _subheading("أمان الموقع"),
            paragraph("من وجد ثغرة في الموقع فليبلغنا بها قبل أن ينشرها، ونشكر له ذلك." + _reach()),
        ],
    )


def _contact() -> _Made:
    name = settings.SITE_NAME
    return (
        "اتصل بنا",
        "contact",
        f"كيف تصل إلى غرفة أخبار «{name}».",
        [
            paragraph("نقرأ كل رسالة: ملاحظة أو تصحيحًا أو خبرًا تعرفه." + _reach()),
            _subheading("لتصحيح خبر"),
            paragraph("اذكر رابط الخبر القصير، وما الخطأ فيه، وما يدل على الصواب."),
        ],
    )


def _reach() -> str:
    """Where to write to, when the site has a mailbox of its own."""
    return f" العنوان: {settings.DEFAULT_FROM_EMAIL}" if settings.EMAIL_CONFIGURED else ""


def _subheading(text: str) -> dict[str, Any]:
    return {"type": "subheading", "value": text}
