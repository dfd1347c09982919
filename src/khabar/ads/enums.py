"""The kinds of page, the places on them, the sizes of ads, and what an ad may be."""

from django.db import models


class PageKind(models.TextChoices):
    """The kinds of page that may carry ads."""

    HOME = "home", "الصفحة الأولى"
    SECTION = "section", "صفحات الأقسام"
    ARTICLE = "article", "صفحات الأخبار"
    VIDEO = "video", "صفحات الفيديو"
    LIST = "list", "قوائم الموضوعات والكتّاب والمصادر"


class Position(models.TextChoices):
    """The places on a page, from its head to its foot."""

    TOP = "top", "أعلى الصفحة"
    MIDDLE = "middle", "وسط الصفحة"
    FOOT = "foot", "أسفل الصفحة"


class Size(models.TextChoices):
    """The sizes sold, on a desktop and on a phone."""

    BANNER = "banner", "شريط: 728×90، وعلى الهاتف 320×100"
    LARGE = "large", "شريط كبير: 970×250، وعلى الهاتف 300×250"
    RECTANGLE = "rectangle", "مستطيل: 300×250 على كل الأجهزة"


class Screen(models.TextChoices):
    """What an ad is seen on; the border between them is the site's own, 48rem."""

    PHONE = "phone", "الهواتف"
    DESKTOP = "desktop", "الشاشات العريضة"


class Kind(models.TextChoices):
    """What an ad is made of."""

    PICTURE = "picture", "صورة"
    HTML = "html", "HTML في إطار معزول"
    GAM = "gam", "وحدة من Google Ad Manager"


DIMENSIONS: dict[str, dict[str, tuple[int, int]]] = {
    Size.BANNER: {Screen.PHONE: (320, 100), Screen.DESKTOP: (728, 90)},
    Size.LARGE: {Screen.PHONE: (300, 250), Screen.DESKTOP: (970, 250)},
    Size.RECTANGLE: {Screen.PHONE: (300, 250), Screen.DESKTOP: (300, 250)},
}
"""Width and height in CSS pixels."""
PLACES = frozenset(
    {
        *((PageKind.HOME, position) for position in Position),
        *((PageKind.ARTICLE, position) for position in Position),
        *((kind, position) for kind in (PageKind.SECTION, PageKind.LIST) for position in (Position.TOP, Position.FOOT)),
        (PageKind.VIDEO, Position.FOOT),
    }
)
"""The places the site's pages have."""
STARTERS = (
    (PageKind.HOME, Position.MIDDLE, Size.LARGE),
    (PageKind.SECTION, Position.FOOT, Size.BANNER),
    (PageKind.ARTICLE, Position.MIDDLE, Size.RECTANGLE),
    (PageKind.ARTICLE, Position.FOOT, Size.BANNER),
)
"""The slots a newsroom starts with: none of them stands before what a reader came for."""
