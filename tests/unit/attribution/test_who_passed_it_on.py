"""Outlets beside a report, whatever stands between them and it; offices behind a name; where a subject ends."""

import pytest

from khabar.attribution.extract import extract

Found = tuple[str, str, tuple[tuple[str, str], ...]]


def read(text: str) -> list[Found]:
    """Return (content, speaker, chain with roles) of the statements in a text; ¶ parts paragraphs."""
    return [
        (one.text, one.speaker.name, tuple((link.name, link.role) for link in one.chain))
        for one in extract(text.split("¶"))
    ]


SAYS = "الجسر سيفتح"
WHO = "سامر الخطيب"


def told(name: str) -> list[Found]:
    return [(SAYS, WHO, ((name, "told_to"),))]


def relayed(name: str, speaker: str = WHO) -> list[Found]:
    return [(SAYS, speaker, ((name, "relay"),))]


CHAINS: dict[str, tuple[str, list[Found]]] = {
    "a name in marks that somebody is told by": (f'قال {WHO} لـ"المرفأ" إن {SAYS}.', told("المرفأ")),
    "a party in marks is no outlet": (f'وجه {WHO} رسالة لـ"حزب المرفأ" قال فيها إن {SAYS}.', [(SAYS, WHO, ())]),
    "reports of the press": (
        f"نقلت تقارير صحفية عن {WHO} قوله إن {SAYS}.",
        relayed("تقارير صحفية"),
    ),
    "reports of a ministry": (f"قالت تقارير الوزارة إن {SAYS}.", [(SAYS, "الوزارة", ())]),
    "whose director he is": (f'قال {WHO}، المدير التنفيذي لـ"النورس"، إن {SAYS}.', [(SAYS, WHO, ())]),
    "according to an outlet, between two commas": (
        f"وقال {WHO}، وفقا لوكالة رويترز، إن {SAYS}.",
        relayed("وكالة رويترز"),
    ),
    "to an outlet, between two commas": (f"وقال {WHO}، لوكالة رويترز، إن {SAYS}.", told("وكالة رويترز")),
    "a newspaper called by a day": (f"قال {WHO} لصحيفة اليوم السابع إن {SAYS}.", told("صحيفة اليوم السابع")),
    "a day behind a newspaper": (f"قال {WHO} للصحيفة اليوم إن {SAYS}.", told("الصحيفة")),
    "on a screen": (f"وقال {WHO} على شاشة قناة المرفأ إن {SAYS}.", told("قناة المرفأ")),
    "an attack on a station": (f"وقال {WHO} ردا على قناة المرفأ إن {SAYS}.", [(SAYS, WHO, ())]),
    "a programme of a broadcaster": (f"وقال {WHO} لبرنامج الصباح في بي بي سي إن {SAYS}.", told("بي بي سي")),
    "a speech that a station carried, before the verb": (
        f"وفي كلمة متلفزة نقلتها قناة المرفأ، قال {WHO} إن {SAYS}.",
        relayed("قناة المرفأ"),
    ),
    "a statement that an agency printed": (
        f"وجاء في بيان للوزارة نشرته وكالة المرفأ أن {SAYS}.",
        relayed("وكالة المرفأ", "الوزارة"),
    ),
    "an outlet that printed a ministry's statement": (
        f"ونشرت صحيفة المرفأ بيانا للوزارة جاء فيه أن {SAYS}.",
        relayed("صحيفة المرفأ", "الوزارة"),
    ),
    "an outlet's own report": (f"ونشرت صحيفة المرفأ تقريرا جاء فيه أن {SAYS}.", [(SAYS, "صحيفة المرفأ", ())]),
    "a recording that a station sent": (
        f"وبثت قناة المرفأ تسجيلا ل{WHO} قال فيه إن {SAYS}.",
        relayed("قناة المرفأ"),
    ),
    "an interview that a site printed": (
        f"ونشر موقع المرفأ مقابلة مع {WHO} قال فيها إن {SAYS}.",
        told("موقع المرفأ"),
    ),
    "on somebody's tongue": (f"وكتبت صحيفة المرفأ على لسان {WHO} أن {SAYS}.", relayed("صحيفة المرفأ")),
    "an agency that has words from somebody": (
        f"وأوردت وكالة المرفأ عن {WHO} قوله إن {SAYS}.",
        relayed("وكالة المرفأ"),
    ),
    "a report about something": (
        f"وأوردت الصحيفة تقريرا عن الوضع في المرفأ أكدت فيه أن {SAYS}.",
        [(SAYS, "الصحيفة", ())],
    ),
    "as an agency had it from him": (f"قال {WHO} إن {SAYS}، كما نقلت عنه وكالة المرفأ.", relayed("وكالة المرفأ")),
    "and another whom it had words from": (
        f"قال {WHO} إن {SAYS}، كما نقلت وكالة المرفأ عن هالة درويش قولها إن النهر هادئ.",
        [(SAYS, WHO, ()), ("النهر هادئ", "هالة درويش", (("وكالة المرفأ", "relay"),))],
    ),
    "a participle behind words passed on": (
        f"نقلت صحيفة المرفأ عن {WHO} قوله إن {SAYS}، مضيفا أن النهر هادئ.",
        [*relayed("صحيفة المرفأ"), ("النهر هادئ", WHO, (("صحيفة المرفأ", "relay"),))],
    ),
    "a participle behind words told": (
        f"قال {WHO} لصحيفة المرفأ إن {SAYS}، مضيفا أن النهر هادئ.",
        [*told("صحيفة المرفأ"), ("النهر هادئ", WHO, ())],
    ),
    "what an agency says he had said": (
        f"وأشارت صحيفة المرفأ إلى أن {WHO} كان قد قال إن {SAYS}.",
        relayed("صحيفة المرفأ"),
    ),
    "what he himself had asked": (
        f"قال {WHO} إنه كان قد طالب بفتح الجسر.",
        [("كان قد طالب بفتح الجسر", WHO, ())],
    ),
    "whom he warned is not who speaks": (
        f"قال الرئيس {WHO} إنه حذر الملك ماجد درويش من أن الجسر قديم.",
        [("حذر الملك ماجد درويش من أن الجسر قديم", WHO, ())],
    ),
    "a name between commas inside another's words": (
        f"وقالت هالة درويش إن وزير النقل، {WHO}، أبلغها أن {SAYS}.",
        relayed("هالة درويش"),
    ),
    "a decision, passed on": (f"وجاء في القرار أن {SAYS}، وفق ما نقلت رويترز.", relayed("وكالة رويترز", "القرار")),
    "a short name behind according to": (f"أكد {WHO} أن {SAYS}، وفقا لوام.", relayed("وكالة أنباء الإمارات")),
    "and a mother": (f"وقالت أم {WHO} إن {SAYS}.", [(SAYS, f"أم {WHO}", ())]),
}


@pytest.mark.parametrize(("text", "wanted"), CHAINS.values(), ids=CHAINS.keys())
def test_who_passed_it_on(text: str, wanted: list[Found]) -> None:
    assert read(text) == wanted


SPEAKERS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "an office behind a name, and again": (
        f"قال {WHO}، المدير التنفيذي لشركة النورس، إن المعمل آمن.¶وأضاف مدير شركة النورس أن {SAYS}.",
        [("المعمل آمن", WHO), (SAYS, WHO)],
    ),
    "what somebody without office is called": (
        f"وقال صديق آخر، ويدعى توران كيسلاك، لرويترز إن {SAYS}.¶وقال إن المعمل آمن.",
        [(SAYS, "توران كيسلاك"), ("المعمل آمن", "توران كيسلاك")],
    ),
    "what a thing is called": (
        f"وقال صديق آخر، ويدعى إلى كل حفل، إن {SAYS}.",
        [(SAYS, "صديق آخر")],
    ),
    "several in the words of one": (
        f"وقال {WHO} إن الشركة قد تختفي، مع بدء العاملين إضرابا جديدا، مطالبين بزيادة الأجور.",
        [("الشركة قد تختفي، مع بدء العاملين إضرابا جديدا", WHO), ("زيادة الأجور", "العاملون")],
    ),
    "one in his own words": (
        f"وقال {WHO} إن العاملين بدأوا إضرابا، مطالبا بزيادة الأجور.",
        [("العاملين بدأوا إضرابا", WHO), ("زيادة الأجور", WHO)],
    ),
    "whom a body asks, behind its statement": (
        "قالت الرابطة إن الجسر قديم. وطالبت في بيان رسمي الحكومة التركية بهدمه.",
        [("الجسر قديم", "الرابطة"), ("هدمه", "الرابطة")],
    ),
    "who asks, right behind the verb": (
        "وطالبت الحكومة التركية بهدم الجسر.",
        [("هدم الجسر", "الحكومة التركية")],
    ),
    "how somebody criticised": (
        "انتقد الراوي بشكل مبطن العملية. وأضاف أن الجسر آمن.",
        [("العملية", "الراوي"), ("الجسر آمن", "الراوي")],
    ),
    "how strongly a state condemned": (
        "أدانت تونس بشدة سلسلة التفجيرات.",
        [("سلسلة التفجيرات", "تونس")],
    ),
    "before whom somebody spoke": (
        f'وقال {WHO} إن الجسر قديم. وأضاف بحضور الوزير ماجد درويش: "الجسر آمن".',
        [("الجسر قديم", WHO), ('"الجسر آمن"', WHO)],
    ),
    "a reporter sent somewhere": (
        f"يقول موفد فرانس 24 إلى كيبك سامي درويش إن {SAYS}.",
        [(SAYS, "سامي درويش")],
    ),
    "a reporter without a name": (
        f"يقول موفد فرانس 24 إلى كيبك إن {SAYS}.",
        [(SAYS, "موفد فرانس 24")],
    ),
    "officials of the largest": (
        f"ذكرت الرابطة أن محافظي البنوك لأكبر الدول قالوا إن {SAYS}.",
        [(SAYS, "محافظي البنوك لأكبر الدول")],
    ),
    "a name in marks behind according to": (
        'وبحسب "كود دوت أورغ"، يكسب الخريج أكثر من غيره.',
        [("يكسب الخريج أكثر من غيره", "كود دوت أورغ")],
    ),
    "what one is called in marks": ('وبحسب "من حضر الحفل" كان الجسر مغلقا.', []),
    "the most prominent": ('ومن أبرز الوجوه في الحفل "سيدة الجسر".', []),
    "what somebody points out": (f"وأبرز الوزير {WHO} أن {SAYS}.", [(SAYS, WHO)]),
    "who caused something when he spoke": (
        f"أثار رئيس البلدية ماجد درويش الجدل عندما قال إن {SAYS}.",
        [(SAYS, "ماجد درويش")],
    ),
    "whom a body blames": ("وألقت المنظمة باللوم على نقص التمويل.", [("نقص التمويل", "المنظمة")]),
    "another's director": (
        f"قال {WHO}، المدير التنفيذي لشركة النورس، إن المعمل آمن.¶وأضاف مدير شركة البجع أن {SAYS}.",
        [("المعمل آمن", WHO), (SAYS, "مدير شركة البجع")],
    ),
    "an embassy of a state named like its adjective": (
        "ونفى مصدر في السفارة السعودية مقتل البحار.",
        [("مقتل البحار", "مصدر في السفارة السعودية")],
    ),
    "owners of what no list has": (
        "بينما اتهم أصحاب محال في القاهرة كبار التجار بأنهم السبب.",
        [("كبار التجار بأنهم السبب", "أصحاب محال في القاهرة")],
    ),
    "what is said in a book, rejected": (f"ورفض الوزير {WHO} ما جاء في الكتاب.", [("ما جاء في الكتاب", WHO)]),
    "what he was offered, rejected": (f"ورفض الوزير {WHO} ما عرض عليه.", []),
    "accusations behind who rejects them": (
        f"لكن الوزير {WHO} رفض الاتهامات الواردة في الكتاب.",
        [("الاتهامات الواردة في الكتاب", WHO)],
    ),
    "where a dateline ends": (
        'بيروت، لبنان (كذا) – حذرت الولايات المتحدة الرئيس من "أي تحرك"، مؤكدة أن الجسر آمن.',
        [('"أي تحرك"', "الولايات المتحدة"), ("الجسر آمن", "الولايات المتحدة")],
    ),
    "a dash further on": (
        f"قال {WHO} إن الجسر (القديم) – وهو من حجر – سيفتح.",
        [("الجسر (القديم) – وهو من حجر – سيفتح", WHO)],
    ),
    "a state behind a comma that something is said of": (
        "فرضت الحكومة عقوبات على فنزويلا، التي وصفت الخطوة بالعدوان.",
        [("الخطوة بالعدوان", "فنزويلا")],
    ),
    "a body that gave out a statement": (
        'غادر الموكب المدينة، وفقا للجيش، الذي أصدر بيانا قال فيه: "أغلقنا خمسة جسور".',
        [("غادر الموكب المدينة", "الجيش"), ('"أغلقنا خمسة جسور"', "الجيش")],
    ),
    "a hashtag at the end": (f"وقال {WHO} إن الجسر أغلق بعد فيضان #النهر.", [("الجسر أغلق بعد فيضان #النهر", WHO)]),
    "a broadcaster that says why": (
        "وقد أذاعت بي بي سي تسجيلا للمكالمة، قائلة إنها ستنشر المزيد.",
        [("ستنشر المزيد", "بي بي سي")],
    ),
    "when somebody accused another": (
        f"اتهم الوزير {WHO} في آذار نائبه بالتقصير.",
        [("نائبه بالتقصير", WHO)],
    ),
}


@pytest.mark.parametrize(("text", "wanted"), SPEAKERS.values(), ids=SPEAKERS.keys())
def test_who_speaks(text: str, wanted: list[tuple[str, str]]) -> None:
    assert [(content, speaker) for content, speaker, _ in read(text)] == wanted
