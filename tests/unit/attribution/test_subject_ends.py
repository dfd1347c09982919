"""Where a subject ends and its content begins: long descriptions, clauses of who leads it, settings, objects."""

import pytest

from khabar.attribution.extract import extract

Found = list[tuple[str, str]]


def found(text: str) -> Found:
    """Return speaker and content of the statements of a text; ¶ parts paragraphs."""
    return [(one.speaker.name, one.text) for one in extract(text.split("¶"))]


def chain(text: str) -> list[tuple[str, list[str]]]:
    """Return speaker and relays of the statements of a text; ¶ parts paragraphs."""
    return [(one.speaker.name, [f"{link.role}:{link.name}" for link in one.chain]) for one in extract(text.split("¶"))]


SUBJECTS: dict[str, tuple[str, Found]] = {
    "a body and who leads it": (
        "أعلنت قوات التحالف الذي تقوده كرمانيا، السبت، عن مقتل قيادي.",
        [("قوات التحالف", "مقتل قيادي")],
    ),
    "a spokesman of such a body": (
        "قال المتحدث باسم التحالف الذي تقوده كرمانيا، العقيد ماجد الحربوي، إن الصاروخ سقط.",
        [("ماجد الحربوي", "الصاروخ سقط")],
    ),
    "another relative clause": (
        "قال المتحدث باسم الحزب الذي فاز بالانتخابات إن الحكومة جاهزة.",
        [("المتحدث باسم الحزب", "الحكومة جاهزة")],
    ),
    "led by a state": ("ونفى التحالف بقيادة كرمانيا ذلك.", [("التحالف", "ذلك")]),
    "two fields of one researcher": (
        "وقال الباحث في معهد الدراسات والمتخصص في شؤون المنطقة، مارك هاريسون، إن الاتفاق هش.",
        [("مارك هاريسون", "الاتفاق هش")],
    ),
    "a day and a date before the object": (
        "أكد مصدر عسكري اليوم الأحد 19 مارس 2017، مقتل 6 جنود.",
        [("مصدر عسكري", "مقتل 6 جنود")],
    ),
    "a number that is no date": (
        "أكد مصدر عسكري مقتل 6 جنود في مارس.",
        [("مصدر عسكري", "مقتل 6 جنود في مارس")],
    ),
    "all of them, at the end of their meeting": (
        "أكدت دول المجلس جميعها في نهاية قمتها السنوية، دعمها للاتفاق.",
        [("دول المجلس", "دعمها للاتفاق")],
    ),
    "an adjective before the comma": (
        "استنكر الحزب الدستوري الحر، إقصاءه من الحفل.",
        [("الحزب الدستوري الحر", "إقصاءه من الحفل")],
    ),
    "a noun that is the object": ("أدان مجلس الأمن الهجوم.", [("مجلس الأمن", "الهجوم")]),
    "whom a woman accuses": (
        "اتهمت المرأة رجلا مسنا بخطف طفلتها.",
        [("المرأة", "رجلا مسنا بخطف طفلتها")],
    ),
    "whom a prosecution accuses": (
        "اتهمت النيابة العامة الأميركية الروسية ماريا بوتكين بالتجسس.",
        [("النيابة العامة الأميركية", "الروسية ماريا بوتكين بالتجسس")],
    ),
    "a state behind a body in marks": (
        "اتهمت منظمة «أطباء بلا حدود» إيطاليا بعرقلة الإنقاذ.",
        [("منظمة أطباء بلا حدود", "إيطاليا بعرقلة الإنقاذ")],
    ),
    "an adjective behind a body in marks": (
        "اتهمت منظمة «أطباء بلا حدود» الفرنسية إيطاليا بعرقلة الإنقاذ.",
        [("منظمة أطباء بلا حدود الفرنسية", "إيطاليا بعرقلة الإنقاذ")],
    ),
    "the office behind a name": (
        "أكد منذر بوتيتي ممثل الوكالة العقارية جاهزية المناطق.",
        [("منذر بوتيتي", "جاهزية المناطق")],
    ),
    "the office of whom one asks": (
        "وحث منذر بوتيتي وزير النقل على الاستقالة.",
        [("منذر بوتيتي", "الاستقالة")],
    ),
    "a promise joined to its preposition": ("ووعد الرئيس بإصلاحات.", [("الرئيس", "إصلاحات")]),
    "a state of two words": ("ووصفت بيونغ يانغ العقوبات بأنها باطلة.", [("بيونغ يانغ", "العقوبات بأنها باطلة")]),
    "whom it answers": ("ورد عليه النائب بأن القانون واضح.", [("النائب", "القانون واضح")]),
    "what its content says shows": (
        "واعتبر الوزير سامر الخطيب أن استشهاد الجندي يؤكد أن الحرب مستمرة.",
        [("سامر الخطيب", "استشهاد الجندي يؤكد أن الحرب مستمرة")],
    ),
    "a state in its content says": (
        "وقال المبعوث سامر الخطيب إن إيران أكدت له أن الباب مفتوح.",
        [("إيران", "الباب مفتوح")],
    ),
    "between two families": (
        "وقال الشيخ سامر الخطيب إنه لا صلة بينها وبين أسرة أخرى.",
        [("سامر الخطيب", "لا صلة بينها وبين أسرة أخرى")],
    ),
    "a minister who came to power": (
        "ووصل رئيس الوزراء إلى السلطة متعهدا بإصلاح القضاء.",
        [("رئيس الوزراء", "إصلاح القضاء")],
    ),
    "however at the end": (
        "وأضاف الطبيب سامر الخطيب أنه لا يوجد شهود غير أن عمالا أكدوا الرواية.",
        [("سامر الخطيب", "لا يوجد شهود"), ("عمال", "الرواية")],
    ),
}

NAMES: dict[str, tuple[str, list[str]]] = {
    "behind the paper and the day": (
        "وقال في تصريح للصحيفة اليوم الخميس محمد بن سالم، رئيس اللجنة، إن التصويت سيؤجل.",
        ["محمد بن سالم"],
    ),
    "behind a meeting": (
        "وأكد في تصريحات للصحفيين عقب الاجتماع وزير النفط سامي الراوي أن الإنتاج كاف.",
        ["سامي الراوي"],
    ),
    "behind the agency spoken to": (
        "وقال مدير المرصد لوكالة فرانس برس رامي عبد الجليل إن القصف توقف.",
        ["رامي عبد الجليل"],
    ),
    "behind a relative": ("وقال والد الضحية، خالد منصور، إن ابنه بخير.", ["خالد منصور"]),
    "called so": ("وقال أحدهم، ويدعى يوسف، إنه رأى الحادث.", ["يوسف"]),
    "a surname that is an office": ("وأكد بسام الوكيل، مدير المصنع، أن العمل مستمر.", ["بسام الوكيل"]),
    "a surname that is a word for people": ("أكد المدير العام سمير الصياد أن البنك بخير.", ["سمير الصياد"]),
    "an office between place and name": ("قال قائد شرطة دبي السابق ضاحي الخلفاوي إن الأمن مستتب.", ["ضاحي الخلفاوي"]),
    "a club's own name": ("وقال مدرب نادي محيط قرقنة إن الفوز مستحق.", ["مدرب نادي محيط قرقنة"]),
    "in marks with a relative": ("وقال «سيزار بنان» شقيق الشرطية إن أخته بخير.", ["سيزار بنان"]),
    "in marks again": ("وقال اللاجئ «أنس معظماني» إنه بريء. وقال «معظماني» إن الصورة قديمة.", ["أنس معظماني"] * 2),
    "a body in marks": ("وقالت «النهضة» إن الانتخابات حرة.", ["النهضة"]),
    "two people, joined": ("وقال المخرج نبيل عيد والممثلة لبنى نور إن الفيلم جاهز.", ["نبيل عيد ولبنى نور"]),
    "a name like a conjunction": ("وقالت المراسلة آن سورل إن الشوارع خالية.", ["آن سورل"]),
    "a source in the accusative": ("لكن مصدرا عسكريا قال إن التحقيق بدأ.", ["مصدر عسكري"]),
    "who gave the figures": ("ووفق معطيات قدمتها السلطات الهندية فإن العدد كبير.", ["السلطات الهندية"]),
    "who issued it that day": ("وجاء في بيان صادر اليوم الاثنين عن وزارة النقل أن الطريق مغلق.", ["وزارة النقل"]),
    "on somebody's tongue": (
        "وقالت الشرطة على لسان المتحدثة باسمها أنيا غرابر إن المتهم مسلح.",
        ["أنيا غرابر"],
    ),
}

CHAINS: dict[str, tuple[str, list[tuple[str, list[str]]]]] = {
    "a source in what an agency published": (
        "ونشرت وكالة الأنباء السعودية تصريحات لمصدر مسؤول قال فيها إن الطريق مغلق.",
        [("مصدر مسؤول", ["relay:وكالة الأنباء السعودية"])],
    ),
    "somebody who published his own words": (
        "ونشر الوزير سامر الخطيب رسالة قال فيها إن الطريق مغلق.",
        [("سامر الخطيب", [])],
    ),
    "has said, as a paper reports": (
        "ذكرت صحيفة «الملاعب» المحلية، أن رئيس النادي قد أكد أنه سيحضر.",
        [("رئيس النادي", ["relay:صحيفة الملاعب المحلية"])],
    ),
    "the television goes on to quote": (
        "وأفاد التلفزيون الرسمي بأن الدفاعات أسقطت صاروخا، ونقل عن مصدر عسكري قوله إن الأضرار محدودة.",
        [("التلفزيون الرسمي", []), ("مصدر عسكري", ["relay:التلفزيون الرسمي"])],
    ),
    "an agency goes on to quote": (
        "ذكرت وكالة الأناضول أن السفينة غرقت. وأضافت، نقلا عن مصادر في الميناء، أن الطاقم نجا.",
        [("وكالة الأناضول", []), ("مصادر في الميناء", ["relay:وكالة الأناضول"])],
    ),
}

APART: dict[str, tuple[str, Found]] = {
    "a quotation that is a paragraph": (
        "وقال المدرب سامر الخطيب إن الفريق جاهز.¶«لن نخسر هذه المباراة مهما كانت الظروف صعبة».",
        [("سامر الخطيب", "الفريق جاهز"), ("سامر الخطيب", "«لن نخسر هذه المباراة مهما كانت الظروف صعبة»")],
    ),
    "a heading in marks": (
        "وقال المدرب سامر الخطيب إن الفريق جاهز.¶«لن نخسر المباراة»",
        [("سامر الخطيب", "الفريق جاهز")],
    ),
    "behind the article's own words": (
        "وقال المدرب سامر الخطيب إن الفريق جاهز.¶وبدأت المباراة مساء.¶«لن نخسر هذه المباراة مهما كانت الظروف صعبة».",
        [("سامر الخطيب", "الفريق جاهز")],
    ),
}

SILENT = {
    "a step that shows": "أغلقت الدولة سفارتها في خطوة تؤكد عمق الخلاف.",
    "a caption": "صورة تظهر المغنية رنا البدري في الحفل.",
    "during": "وتوقف العمل إبان ثورة المدينة القديمة.",
}


@pytest.mark.parametrize(("text", "expected"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_subject_and_content(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES.keys())
def test_name_of_the_speaker(text: str, expected: list[str]) -> None:
    assert [speaker for speaker, _ in found(text)] == expected


@pytest.mark.parametrize(("text", "expected"), CHAINS.values(), ids=CHAINS.keys())
def test_chain(text: str, expected: list[tuple[str, list[str]]]) -> None:
    assert chain(text) == expected


@pytest.mark.parametrize(("text", "expected"), APART.values(), ids=APART.keys())
def test_quotation_apart(text: str, expected: Found) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("text", SILENT.values(), ids=SILENT.keys())
def test_nobody_speaks(text: str) -> None:
    assert found(text) == []
