"""Lines that belong to a site and not to its article: advertisements, promotions, sharing, related stories."""

import re
from typing import NamedTuple

from khabar.formats.text import key

AD = "إعلان"
SEARCH = "رسالة بحث في الموقع"
APP = "ترويج لتطبيق الموقع"
MOTTO = "شعار الموقع"
SHARE = "أزرار المشاركة"
FOLLOW = "دعوة إلى متابعة الموقع"
RELATED = "عنوان مواد ذات صلة"
RELATED_STORY = "مادة ذات صلة"
MOST_READ = "قائمة الأكثر قراءة"
TAGS = "قائمة الوسوم"
COMMENTS = "قسم التعليقات"
RIGHTS = "حقوق النشر"
BREADCRUMB = "مسار التنقل"
COUNTER = "عدّاد أو أداة قراءة"
NEWSLETTER = "دعوة إلى النشرة البريدية"
COOKIES = "إشعار الخصوصية وملفات الارتباط"
LOGIN = "تسجيل الدخول"
MENU = "قائمة الموقع"
SCRIPT = "رسالة تقنية من الموقع"
CLOCK = "ساعة الموقع أو طقسه"
OUTSIDE = "سطر خارج نص المادة"
SITE_TITLE = "عنوان الصفحة مع اسم الموقع"
REPEATED = "تكرار للعنوان"
STAFF = "اسم إدارة الموقع"


class _Rule(NamedTuple):
    reason: str
    pattern: re.Pattern[str]
    max_words: int


def _rule(reason: str, words: str, max_words: int, *, whole: bool = False) -> _Rule:
    """Compile alternatives written in plain spelling; they must open the line, or be all of it."""
    choices = "|".join(f"(?:{_folded(choice)})" for choice in words.split("|"))
    return _Rule(reason, re.compile(rf"(?:{choices})" + (r"$" if whole else r"(?:\s|$)")), max_words)


def _folded(choice: str) -> str:
    """Fold the words of a choice, keeping `.*` (anything) and `\\d` as regular expressions."""
    pieces = (r"\s?.*\s?".join(key(part) for part in piece.split(".*")) for piece in choice.split(r"\d"))
    return r"\s?\d+\s?".join(pieces)


_RULES = (
    _rule(AD, r"إعلان|إعلانات|الإعلانات|advertisement|advertisements|ads|ad|مساحة إعلانية|إعلان ممول|محتوى ممول|إعلان تجاري"
        r"|sponsored|sponsored content|محتوى إعلاني|يستمر المحتوى بعد الإعلان|تخطي الإعلان|تابع القراءة بعد الإعلان", 6, whole=True),
    _rule(SEARCH, r"لم يتم العثور على نتائج|لم يتم العثور على أي|لا توجد نتائج|لا يوجد نتائج|نتائج البحث|لم نجد نتائج|ابحث في الموقع"
        r"|أدخل كلمة البحث|كلمات البحث|عرض كل النتائج|عرض جميع النتائج|اكتب كلمة البحث", 9),
    _rule(SEARCH, r"بحث|ابحث|search|بحث متقدم|البحث|ابحث عن|ابحث هنا|البحث عن", 3, whole=True),
    _rule(APP, r"حمل التطبيق|حمل تطبيق|حملوا تطبيق|نزل التطبيق|نزل تطبيق|تحميل التطبيق|تحميل تطبيق|حمل الآن تطبيق|متاح على google play"
        r"|متوفر على google play|google play|app store|download the app|حمله الآن|لتحميل تطبيق|لتحميل التطبيق|تطبيق الموبايل"
        r"|تطبيقات الجوال|افتح في التطبيق|تصفح تطبيق", 14),
    _rule(SHARE, r"شارك الخبر|شارك هذا|شارك عبر|شارك المقال|شارك الموضوع|شارك القصة|شارك على فيسبوك|شارك على تويتر|مشاركة الخبر|مشاركة المقال"
        r"|مشاركة عبر|مشاركة على|انسخ الرابط|نسخ الرابط|تم نسخ الرابط|رابط مختصر|الرابط المختصر|رابط الخبر|أرسل إلى صديق|ارسال لصديق"
        r"|share this|share on|copy link|شارك المادة|شارك الصفحة|انشر على", 7),
    _rule(SHARE, r"شارك|شاركها|شاركه|مشاركة|انشر|طباعة|اطبع|share|tweet|facebook|twitter|whatsapp|telegram|linkedin|messenger|فيسبوك|تويتر"
        r"|واتساب|واتس اب|تلغرام|تليجرام|تيليجرام|لينكد إن|لينكدإن|ماسنجر|بنترست|بينتيريست|pinterest|email|print|فيس بوك|غرد|حفظ المقال|حفظ"
        r"|احفظ|أرسل|إرسال|بريد إلكتروني|انستغرام|إنستجرام|instagram|يوتيوب|youtube|إكس|x|viber|فايبر|تيك توك|snapchat|سناب شات|rss"
        r"|google|reddit|tumblr|skype|سكايب|نسخ|تم النسخ|مشاركة ع|حجم الخط", 3, whole=True),
    _rule(FOLLOW, r"تابعنا|تابعونا|تابع.*على google|تابع.*على جوجل|تابع.*على غوغل|تابع.*على فيسبوك|تابع.*على تويتر|تابع.*على واتساب|تابع.*عبر جوجل"
        r"|تابع.*عبر غوغل|تابع.*عبر google|تابع.*عبر تطبيق|اشترك في قناة|اشترك في قناتنا|اشترك بقناة|اشتركوا في قناة|اشترك الآن|انضم إلى قناة"
        r"|انضم لقناة|انضم إلينا|انضموا إلى قناة|انضم الى قناتنا|google news|أخبار google|أخبار جوجل|جوجل نيوز|غوغل نيوز|قناتنا على|صفحتنا على"
        r"|كن أول من يعرف|فعل الإشعارات|تفعيل الإشعارات|لمتابعة أخبار|لمتابعة آخر|لمتابعة أحدث|لمتابعة أبرز|لمتابعة المزيد|لمزيد من الأخبار"
        r"|للمزيد من الأخبار|لمتابعتنا على|اضغط هنا للاشتراك|follow us|subscribe to|تابع قناة|تابع صفحة|تابع حساب|تابع آخر الأخبار|تابع أحدث"
        r"|تابع كل جديد|تابع أهم|تابع عالم|وتابع آخر", 40),
    _rule(RELATED, r"اقرأ أيضا|اقرأ كذلك|اقرأ المزيد|اقرأ التالي|اقرأوا أيضا|اقرأوا المزيد|اقرأي أيضا|اقرئي أيضا|اقرأ أكثر|يقرأ أيضا|طالع أيضا"
        r"|طالعوا أيضا|طالعي أيضا|شاهد أيضا|شاهدوا أيضا|شاهدي أيضا|شاهد الفيديو|انظر أيضا|راجع أيضا|للمزيد|لمزيد من التفاصيل"
        r"|لمزيد من المعلومات|مواضيع متعلقة|موضوعات متعلقة|مواضيع ذات صلة|موضوعات ذات صلة|أخبار ذات صلة|أخبار متعلقة|مقالات ذات صلة"
        r"|مقالات متعلقة|مواد ذات صلة|مواد متعلقة|قصص ذات صلة|ذات صلة|روابط ذات صلة|محتوى ذو صلة|محتوى ذا صلة|قد يهمك|قد يعجبك|ربما يعجبك"
        r"|ربما يهمك|قد يهمكم|قد تود قراءة|اخترنا لك|اخترنا لكم|اختيارات المحرر|اختيار المحرر|لا يفوتك|لا تفوت|لا تفوتك|تابع أيضا|فيديو قد يعجبك"
        r"|فيديوهات قد تعجبك|فيديو قد يهمك|نرشح لك|نرشح لكم|موضوعات قد تهمك|مواضيع قد تهمك|مواضيع قد تعجبك|أخبار قد تهمك|أخبار قد تعجبك"
        r"|قصص مقترحة|مقالات مقترحة|مقالات قد تهمك|read also|also read|read more|related articles|related news|see also|المقال السابق"
        r"|المقال التالي|الخبر السابق|الخبر التالي|المادة التالية|المادة السابقة|الموضوع السابق|الموضوع التالي|الأخبار المتعلقة|مقالات مشابهة"
        r"|أخبار مشابهة|مواضيع مشابهة|من نفس القسم|الخبر الأصلي", 9),
    _rule(RELATED, r"المزيد من.*|المزيد حول.*|المزيد في.*|آخر الأخبار.*|أحدث الأخبار.*|أهم الأخبار.*|آخر أخبار.*|مختارات|related|previous|next|السابق"
        r"|التالي|اقتراحات|مقترحات|أخبار أخرى|مواضيع أخرى|في هذا الملف|اقرأ|شاهد|اقرأ في الموقع|تابع|إقرأ|طالع|لمزيد", 4, whole=True),
    _rule(MOST_READ, r"الأكثر قراءة|الأكثر مشاهدة|الأكثر شيوعا|الأكثر رواجا|الأكثر تداولا|الأكثر تعليقا|الأكثر اطلاعا|الأكثر زيارة|الأعلى مشاهدة"
        r"|most read|most viewed|trending", 6),
    _rule(TAGS, r"الكلمات الدالة|كلمات دالة|الكلمات الدلالية|كلمات دلالية|الكلمات المفتاحية|كلمات مفتاحية|الكلمات الرئيسية|وسوم|الوسوم|تاجات|التاجات"
        r"|tags|tag|هاشتاغ|هاشتاج|العلامات|مفاتيح البحث|دلالات|الأوسمة|وسم|المواضيع", 25),
    _rule(COMMENTS, r"التعليقات|تعليقات|التعليق|أضف تعليق|أضف تعليقا|أضف تعليقك|إضافة تعليق|اكتب تعليق|اكتب تعليقك|اترك تعليق|اترك تعليقا"
        r"|اترك تعليقك|اترك ردا|اترك رد|لا توجد تعليقات|لا يوجد تعليقات|لا تعليقات|علق على الخبر|\d تعليق|\d تعليقات|comments|comment"
        r"|leave a reply|leave a comment|post a comment|شاركنا رأيك|شارك برأيك|شاركنا تعليقك|آراء القراء|عرض التعليقات|تعليقات القراء", 6),
    _rule(COMMENTS, r"لن يتم نشر عنوان بريدك|لن ينشر عنوان بريدك|شروط التعليق|ضوابط التعليق|قواعد التعليق|سياسة التعليق|معايير المجتمع|ملحوظة التعليقات"
        r"|التعليقات المنشورة|التعليقات لا تعبر|التعليقات تعبر|الآراء الواردة في|your email address will", 60),
    _rule(COMMENTS, r"علق|اسمك|ردود|رد|أرسل تعليقك|نقاش", 2, whole=True),
    _rule(RIGHTS, r"جميع الحقوق|كل الحقوق محفوظة|كافة الحقوق|الحقوق محفوظة|حقوق النشر|حقوق الطبع|حقوق الملكية|copyright|all rights|\d .*جميع الحقوق"
        r"|يمنع نقل أو|يحظر نشر أو|لا يسمح بإعادة|إنتاج وتطوير|تصميم وتطوير|powered by|developed by|designed by|برمجة وتصميم|موقع.*جميع الحقوق محفوظة", 40),
    _rule(COUNTER, r"عدد المشاهدات|مشاهدات|عدد القراء|عدد القراءات|عدد الزيارات|عدد الزوار|\d مشاهدة|\d مشاهدات|\d قراءة|\d زيارة|\d زائر"
        r"|\d دقيقة قراءة|\d دقائق قراءة|\d مشاركة|مدة القراءة|وقت القراءة|زمن القراءة|حجم الخط|تكبير الخط|تصغير الخط|استمع للمقال|استمع إلى المقال"
        r"|استمع للخبر|min read|\d min read|\d minutes read|أقل من دقيقة|الوضع الليلي|قراءة \d|مشاهدة \d|قرئ \d|القراءات|المشاهدات", 6),
    _rule(COUNTER, r"\d دقيقة|\d دقائق|دقيقة واحدة|تكبير|تصغير|الخط|استمع|\d min|\d|a a|أ أ", 2, whole=True),
    _rule(NEWSLETTER, r"النشرة البريدية|النشرات البريدية|اشترك في النشرة|اشترك في نشرتنا|اشترك بالنشرة|اشتركوا في النشرة|اشترك ليصلك|سجل بريدك"
        r"|أدخل بريدك|بريدك الإلكتروني|newsletter|عنوان البريد الإلكتروني|القائمة البريدية|اشترك في القائمة|اشترك الآن في|sign up for our", 25),
    _rule(COOKIES, r"ملفات تعريف الارتباط|نستخدم ملفات|نحن نستخدم ملفات|يستخدم هذا الموقع ملفات|هذا الموقع يستخدم ملفات|يستخدم موقعنا ملفات|يستخدم الموقع ملفات"
        r"|سياسة الخصوصية|cookies|we use cookies|this site uses|this website uses|privacy policy|باستخدامك لموقعنا|بالاستمرار في استخدام"
        r"|بالاستمرار في تصفح|سياسة ملفات|بالنقر على|قبول الكل|accept all|accept cookies", 60),
    _rule(LOGIN, r"تسجيل الدخول|سجل الدخول|تسجيل دخول|تسجيل الخروج|إنشاء حساب|أنشئ حساب|ليس لديك حساب|نسيت كلمة المرور|كلمة المرور|اسم المستخدم"
        r"|login|sign in|sign up|log in|register|تذكرني|الدخول إلى حسابك", 14),
    _rule(MENU, r"الرئيسية|الصفحة الرئيسية|القائمة|القائمة الرئيسية|اتصل بنا|من نحن|أعلن معنا|للإعلان معنا|تواصل معنا|خريطة الموقع|menu|home|close"
        r"|تجاوز إلى المحتوى|تخطي إلى المحتوى|انتقل إلى المحتوى|تجاوز إلى المحتوى الرئيسي|انتقل إلى المحتوى الرئيسي|إغلاق|عرض المزيد|تحميل المزيد"
        r"|المزيد|مباشر|البث المباشر|البث الحي|بث مباشر|اختر اللغة|english|français|العربية|عاجل|النسخة الورقية|العدد الورقي|back to top"
        r"|load more|show more|skip to content|الأرشيف|هيئة التحرير|الأقسام|كل الأقسام|فيديو|صور|شروط الاستخدام|حسابي|الوظائف|كتاب وآراء", 5, whole=True),
    _rule(SCRIPT, r"please enable javascript|javascript|يرجى تفعيل جافا|الرجاء تفعيل|متصفحك لا يدعم|المتصفح لا يدعم|your browser|هذا الفيديو غير"
        r"|تعذر تحميل|حدث خطأ|loading|جاري التحميل|جار التحميل|يتعذر تشغيل|تشغيل الفيديو", 12),
    _rule(CLOCK, r"مواقيت الصلاة|حالة الطقس|أسعار العملات|الوقت الآن|توقيت الموقع", 6),
    _rule(STAFF, r"رئيس التحرير|رئيس مجلس الإدارة|مدير التحرير|المدير العام|المشرف العام|المؤسس|رئيسة التحرير|رئيسة مجلس الإدارة|مدير الموقع"
        r"|نائب رئيس التحرير", 10),
)  # fmt: skip
_LABELLED_STAFF = re.compile(r"[:：]")
_BREADCRUMB = re.compile(r"^\s*(?:الرئيسية|الصفحة الرئيسية|home)\s*(?:[>»›/\\|←<«‹-]|\s[^\s])", re.IGNORECASE)
_APP_LINE = re.compile(r"^(?:تطبيق|تطبيقات|app)\s+\S+(?:\s+\S+){0,2}$", re.IGNORECASE)
_ONLY_SYMBOLS = re.compile(r"^[\W_\d]+$")
_SENTENCE_END = re.compile(r"[.؟!…]\s*[\"»”)]*$")
_KASHIDA_RUN = re.compile(r"ـ{2,}")

# After one of these, in running order, the article is over.
CLOSING = frozenset({MOST_READ, TAGS, COMMENTS, RIGHTS, NEWSLETTER, COOKIES, LOGIN})


def site_reason(line: str) -> str | None:
    """Return why `line` (cleaned) is the site's own, or None for a line that may be the article's."""
    folded = key(line)
    words = folded.split()
    if not words or (_ONLY_SYMBOLS.match(line) and len(line) < 30):
        return COUNTER
    if _BREADCRUMB.match(line) and len(words) <= 20:
        return BREADCRUMB
    if _APP_LINE.match(line) and not _SENTENCE_END.search(line):
        return APP
    for rule in _RULES:
        if len(words) <= rule.max_words and rule.pattern.match(folded) and _applies(rule, line, words):
            return rule.reason
    return None


def _applies(rule: _Rule, line: str, words: list[str]) -> bool:
    """Hold back where a rule's opening words also open sentences and headlines."""
    if rule.reason == STAFF:
        return bool(_LABELLED_STAFF.search(line)) and len(words) <= 8
    if rule.reason in (SHARE, COUNTER, RELATED, COMMENTS, APP, TAGS, NEWSLETTER, SEARCH) and len(words) > 3:
        return not _SENTENCE_END.search(line) or rule.reason in (COMMENTS, NEWSLETTER, RELATED)
    return True


def is_motto(line: str, *, after_app: bool, caption_known: bool) -> bool:
    """Say whether a short line without a sentence beside an app's promotion is the site's motto."""
    if len(line.split()) > 8 or _SENTENCE_END.search(line):
        return False
    if _KASHIDA_RUN.search(line):
        return True
    return after_app and (caption_known or bool(_MOTTO_WORDS.search(key(line))))


_MOTTO_WORDS = re.compile(r"(?:^|\s)[لب]?(?:اصدق|اسرع|ادق|اقرب|الحقيقه|الخبر|الحدث|للاحداث|لحظه بلحظه|اولا باول|معك|دائما)(?:\s|$)")


def ends_sentence(line: str) -> bool:
    """Say whether `line` ends as a sentence does."""
    return bool(_SENTENCE_END.search(line))
