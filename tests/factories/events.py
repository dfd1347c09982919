"""Wire stories of two invented events as several agencies tell them, and one of another event of the same day."""

from typing import Any

from khabar.articles.models import Agency
from khabar.ingest.models import Provider, WireItem
from tests.factories.wires import ProviderFactory, arrived

FLOOD = {
    "afp": (
        "سيول تجرف جسرا في بلدة عين الرمان",
        (
            "عين الرمان (أ ف ب) - جرفت السيول جسرا رئيسيا في بلدة عين الرمان ليل الأحد وعزلت ألفي نسمة عن المدينة.",
            "وقالت رئيسة البلدية رباب الشامي إن إصلاح الجسر يحتاج ستة أشهر.",
        ),
    ),
    "dpa": (
        "انهيار جسر عين الرمان بعد أمطار غزيرة",
        (
            "عين الرمان (د ب أ) - انهار الجسر الرئيسي في بلدة عين الرمان ليلا بفعل السيول، فانقطعت الطريق عن ألفين"
            " من السكان. وتوقعت رباب الشامي، رئيسة البلدية، أن تستغرق أعمال الإصلاح نصف عام.",
        ),
    ),
    "reuters": (
        "عزل بلدة عين الرمان بعدما جرفت السيول جسرها",
        ("قالت رباب الشامي رئيسة بلدية عين الرمان إن سيول ليل الأحد جرفت الجسر الرئيسي وعزلت البلدة.",),
    ),
}
OTHER_FLOOD = (
    "سيول تجرف سيارات في مدينة برج السدر",
    (
        "برج السدر (د ب أ) - جرفت السيول عشر سيارات في مدينة برج السدر ليل الأحد وأغلقت سوقا قديمة.",
        "وقال المحافظ نبيل الحراكي إن التعويضات ستصرف خلال شهر.",
    ),
)


def agency(slug: str) -> Provider:
    """The provider of an agency, made once."""
    found = Provider.objects.filter(agency__slug=slug).first()
    return found or ProviderFactory(name=slug, agency=Agency.objects.get(slug=slug))


def flood(slug: str, **parts: Any) -> WireItem:
    """The flood as this agency tells it."""
    headline, paragraphs = FLOOD[slug]
    values = {"guid": f"urn:{slug}:flood", "headline": headline, "paragraphs": paragraphs, "subject": "medtop:03000000"}
    return arrived(agency(slug), **values | parts)


def other_flood(**parts: Any) -> WireItem:
    """Another flood of the same night."""
    headline, paragraphs = OTHER_FLOOD
    values = {"guid": "urn:dpa:other", "headline": headline, "paragraphs": paragraphs, "subject": "medtop:03000000"}
    return arrived(agency("dpa"), **values | parts)
