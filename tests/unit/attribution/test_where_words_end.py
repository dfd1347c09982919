"""Where the words of a speaker begin and end, and what is nobody's statement."""

import pytest

from khabar.attribution.extract import extract

SPANS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "وذلك with a reason is content": (
        ("أعلنت الشركة عن سحب الدفعة كلها، وذلك لظهور عيب في المكابح.",),
        ["سحب الدفعة كلها، وذلك لظهور عيب في المكابح"],
    ),
    "وذلك with a setting is none": (
        ("قال سامر الخطيب إن الطريق آمن تماما، وذلك في تغريدة نشرها أمس.",),
        ["الطريق آمن تماما"],
    ),
    "without an agent nobody accuses": (("اتهم وزير سابق، كان عضوا في المجلس، بالتجسس لصالح دولة.",), []),
    "nor where he was accused there": (("ونقل الرجل إلى العاصمة حيث اتهم هناك بالتجسس.",), []),
    "a member accuses a minister": (("اتهم النائب المعارض وزير الداخلية بالتقصير.",), ["وزير الداخلية بالتقصير"]),
    "a wish for no name is none of the words": (
        ("اتهمت سيدة كندية طلبت عدم ذكر اسمها المخرج جون هيل بالاحتيال.",),
        ["المخرج جون هيل بالاحتيال"],
    ),
    "claims behind a state are the object": (("نفت شرطة لندن مزاعم بأن رجالها غابوا.",), ["مزاعم بأن رجالها غابوا"]),
    "what stands in a report is denied": (
        ("ونفى المحامي سامر الخطيب ما ورد في التقرير، قائلا إن الملف فارغ.",),
        ["ما ورد في التقرير", "الملف فارغ"],
    ),
    "what a report holds is its own": (("وورد في التقرير أن الملف فارغ.",), ["الملف فارغ"]),
    "a few words behind a place": (('وصرح سامر الخطيب في أثينا "سنعود غدا".',), ['"سنعود غدا"']),
    "a name in marks behind a place": (('وصل سامر الخطيب إلى أثينا "عاصمة الإغريق".',), []),
    "words on a platform": (('وكتبت هناء الكردي على فيسبوك "جاؤوا عند الفجر".',), ['"جاؤوا عند الفجر"']),
    "غير أنه opens words of their own": (
        ("وأشار سامر الخطيب إلى ارتفاع الأسعار، غير أنه توقع أن تستقر قريبا.",),
        ["ارتفاع الأسعار", "تستقر قريبا"],
    ),
    "غير أنه without a verb of saying goes on": (
        ("وأشار سامر الخطيب إلى ارتفاع الأسعار، غير أنه ضئيل.",),
        ["ارتفاع الأسعار، غير أنه ضئيل"],
    ),
    "how it was is told": (("وشرح الطبيب سامر الخطيب كيف تنتقل العدوى.",), ["كيف تنتقل العدوى"]),
    "how it was is no content of another verb": (("ودعا سامر الخطيب كيف شاء.",), []),
    "words behind a first name": (('وقالت أم محمد "مشينا الليل كله".',), ['"مشينا الليل كله"']),
    "a report's date": (("وتوقع الصندوق في تقريره نصف السنوي نموا بطيئا.",), ["نموا بطيئا"]),
    "what is left unsaid": (("وأكدت الشرطة توقيف الرجل، من دون أن تكشف عن اسمه.",), ["توقيف الرجل"]),
    "behind a report of a body": (("كشف تقرير صادر عن منظمة الشفافية أن الفساد تراجع.",), ["الفساد تراجع"]),
    "as it stands in a document": (("وبحسب ما جاء في الوثيقة فإن المشروع سيستمر.",), ["المشروع سيستمر"]),
    "a participle that judges": (
        ('وقال سامر الخطيب إن الرد قريب، معتبرا القرار "غير مبرر".',),
        ["الرد قريب", 'القرار "غير مبرر"'],
    ),
    "a green body and its plan": (("ووصفت منظمة السلام الأخضر الخطة بأنها ضمادة.",), ["الخطة بأنها ضمادة"]),
    "somebody appointed says nothing": (
        (
            "أعلنت وزارة الداخلية عن التعيينات التالية:",
            "- سامي بن علي، واليا على سوسة.",
            "- كريم الجبالي: مديرا للأمن.",
        ),
        ["التعيينات التالية"],
    ),
    "points that say something": (
        ("أعلنت وزارة الداخلية عن الشروط التالية:", "- تغلق المحال عند العاشرة.", "- يمنع السير ليلا."),
        ["الشروط التالية", "تغلق المحال عند العاشرة", "يمنع السير ليلا"],
    ),
    "what the manager said of a picture": (
        ("وأظهرت الصور رجلا يركض، وهو ما قال المدير سامر الخطيب إنه قيد التحقيق.",),
        ["قيد التحقيق"],
    ),
    "a bank's adjectives are its own": (("أعلن البنك المركزي الكيني رفع الفائدة.",), ["رفع الفائدة"]),
    "an object behind a clause without commas": (("ونفت الوكالة التي تعمل معها ليلى هذه المزاعم.",), ["هذه المزاعم"]),
}


@pytest.mark.parametrize(("paragraphs", "expected"), SPANS.values(), ids=SPANS.keys())
def test_where_words_begin_and_end(paragraphs: tuple[str, ...], expected: list[str]) -> None:
    assert [one.text for one in extract(paragraphs)] == expected
