"""Rules that texts without rules of their own asked for: sentences they hold for, and sentences left alone."""

import pytest

from khabar.attribution.extract import extract

Found = tuple[str, str, tuple[str, ...]]


def read(text: str) -> list[Found]:
    """Return (content, speaker, chain) of the statements in a text; ¶ parts paragraphs."""
    return [(one.text, one.speaker.name, tuple(relay.name for relay in one.chain)) for one in extract(text.split("¶"))]


SUBJECTS = {
    "an outlet in marks is the subject": ('وأضافت "سي إن إن" أن الطريق مفتوح.', "الطريق مفتوح", "CNN"),
    "a quotation is no subject": ('وأضافت "الطريق مفتوح أمام الجميع".', '"الطريق مفتوح أمام الجميع"', "قائل غير مذكور"),
    "a quoted name with أن in it": ('وذكرت شبكة "أن تي كي" أن الطريق مفتوح.', "الطريق مفتوح", "شبكة أن تي كي"),
    "a quoted name of a body": (
        'نفى مسؤول في كتيبة "أسود الجبل" المحلية مقتل جندي.',
        "مقتل جندي",
        "مسؤول في كتيبة أسود الجبل المحلية",
    ),
    "a statement in marks behind بيان": (
        'وقالت هيئة الموانئ في بيان "ننصح الصيادين بالبقاء".',
        '"ننصح الصيادين بالبقاء"',
        "هيئة الموانئ",
    ),
    "a name that begins like لـ and و": ("قالت كلير لوبان إن الطريق مفتوح.", "الطريق مفتوح", "كلير لوبان"),
    "three names before an object": (
        "أعلن الكاتب برنار هنري لوبان مساندته للمرشح.",
        "مساندته للمرشح",
        "برنار هنري لوبان",
    ),
    "an object with a pronoun": ("أعلنت حركة النور مسؤوليتها عن الحريق.", "مسؤوليتها عن الحريق", "حركة النور"),
    "an object with a pronoun in no list": ("أعلنت حماس تأييدها الهدنة.", "تأييدها الهدنة", "حماس"),
    "an editor is no object": ("قال رئيس تحريرها سامر الخطيب إن العدد جاهز.", "العدد جاهز", "سامر الخطيب"),
    "an indefinite adjective ends the subject": ("وأكد نائب محلي الحصيلة.", "الحصيلة", "نائب محلي"),
    "a definite adjective does not": ("وأكد النائب المحلي سامر الخطيب أن الجسر آمن.", "الجسر آمن", "سامر الخطيب"),
    "several people and their object": (
        "ويعزو محللون الارتفاع إلى الجفاف.",
        "الارتفاع إلى الجفاف",
        "محللون",
    ),
    "a body behind a state's adjective": (
        "طالب الاتحاد الأوروبي السلطات المصرية بالإفراج عن الصياد.",
        "الإفراج عن الصياد",
        "الاتحاد الأوروبي",
    ),
    "a bare name and its object": ("ووصف كوربان الاتفاق بأنه خطأ.", "الاتفاق بأنه خطأ", "كوربان"),
    "an adjective that looks like a verbal noun": (
        "أعلنت مصادر أمنية تركية مقتل شرطي.",
        "مقتل شرطي",
        "مصادر أمنية تركية",
    ),
    "the one who had said": (
        "وكان الرئيس اتهم مرارا البرلمان بالتقصير.",
        "البرلمان بالتقصير",
        "الرئيس",
    ),
    "the topic before ف": ('أما الوالد، فيروي القصة كلها: "كانت السيارة قديمة".', '"كانت السيارة قديمة"', "الوالد"),
    "the one spoken of is not who speaks": (
        "قال سامر الخطيب إن الفريق جاهز. وعن غياب ليلى بدران، كشف أن الإصابة خفيفة.",
        "الإصابة خفيفة",
        "سامر الخطيب",
    ),
    "a judging clause behind غير أن": ("غير أن المعلق سامر الخطيب حذر من التسرع.", "التسرع", "سامر الخطيب"),
    "the head of a relative clause": (
        "وجاء الرد على النائبة هالة درويش التي تحدثت عن صفقة.",
        "صفقة",
        "هالة درويش",
    ),
    "whoever gave out the document": (
        "وأصدرت جماعة النور بيانا قالت فيه إنها بريئة.",
        "بريئة",
        "جماعة النور",
    ),
    "a document without author": ("وأفاد تقرير جديد بأن الماء نظيف.", "الماء نظيف", "تقرير جديد"),
    "a document that a verb describes": (
        "وجاء القرار بعد تقرير لهيئة المياه أشار إلى هدر كبير.",
        "هدر كبير",
        "هيئة المياه",
    ),
    "an adverb of manner": ('قال سامر الخطيب إن الفريق جاهز. ويقول بثقة "سنفوز غدا".', '"سنفوز غدا"', "سامر الخطيب"),
    "a feminine participle": (
        'قالت هالة درويش إن البيت واسع. وتابعت مازحة: "أصبح لنا جيران".',
        '"أصبح لنا جيران"',
        "هالة درويش",
    ),
    "an outlet as the told one behind نفى": (
        'نفى مصدر مسؤول لـ"رويترز" صحة الأنباء.',
        "صحة الأنباء",
        "مصدر مسؤول",
    ),
    "a verbal noun is no أن": ("ويطالب المعتقلون بإنهاء العزل.", "إنهاء العزل", "المعتقلون"),
    "كما that looks back": (
        "الطريق مفتوح منذ الأحد، كما قال الوزير سامر الخطيب.",
        "الطريق مفتوح منذ الأحد",
        "سامر الخطيب",
    ),
    "an opinion of his own is no nested report": (
        "ويعترف المدرب سامر الخطيب بأنه شكك في قدراتها.",
        "شكك في قدراتها",
        "سامر الخطيب",
    ),
    "by his words": ('وردا على سؤال، اكتفت هالة درويش بالقول: "أنا هنا".', '"أنا هنا"', "هالة درويش"),
}

NAMES = {
    "the name behind a comma": ("قالت محامية السكان، نادرة الشامي، إن البئر جافة.", "نادرة الشامي"),
    "a name of an office is not the deputy's": (
        "قال نائب مدير دار كوربان، مارك لوبان، إن البئر جافة.",
        "مارك لوبان",
    ),
    "an office of a commission is no name": (
        "وقال رئيس لجنة تسعير المشتقات، خالد بدران، إن السعر ثابت.",
        "خالد بدران",
    ),
    "a surname that is an office by spelling": (
        "قال المتحدث باسم القوات العقيد تركي المالكي إن البئر جافة.",
        "تركي المالكي",
    ),
    "an office between two names": ("قال الفريق أحمد قايد صالح إن البئر جافة.", "أحمد قايد صالح"),
    "the servant of": ("قال عبد المالك بدران إن البئر جافة.", "عبد المالك بدران"),
    "a son of Ali": ("أوضح السيد عبد العزيز بن علي بدران أن البئر جافة.", "عبد العزيز بن علي بدران"),
    "a town with بـ is no name": ("قال مدير المركز بجنيف رياض بدران إن البئر جافة.", "رياض بدران"),
    "an envoy's country": ("وأكد المبعوث الأممي إلى ليبيا غسان بدران أن البئر جافة.", "غسان بدران"),
    "a source in a place of a name": (
        "وقال مصدر أمني في محافظة صلاح الدين إن البئر جافة.",
        "مصدر أمني في محافظة صلاح الدين",
    ),
    "an indefinite adjective": ("قال مسؤول إيراني رفيع إن البئر جافة.", "مسؤول إيراني رفيع"),
    "several people": ("وقال مسؤولون ببلدة بدران الصغيرة إن البئر جافة.", "مسؤولون ببلدة بدران الصغيرة"),
    "a plural behind عن": ("ونقلت رويترز عن متعاملين في السوق قولهم إن السعر ثابت.", "متعاملون في السوق"),
    "a dual behind a preposition": ("وبحسب مصدرين أمنيين، أغلق المعبر مساء الأحد.", "مصدران أمنيان"),
    "a word for speech": ("وأفادت روايات شهود بأن البئر جافة.", "شهود"),
    "a relation and a name": ("قال الكاتب ماريو كوربان إن البئر جافة. وكتب ابنه ألونسو أن المطر قريب.", "ألونسو"),
    "an office of another state": (
        "قال الوزير البلجيكي كوربان بدران إن البئر جافة. وأعلن الوزير الفرنسي أن المطر قريب.",
        "الوزير الفرنسي",
    ),
    "the same spokesman": (
        "كشف المتحدث باسم الجيش الليبي أحمد بدران أن البئر جافة. وقال الناطق باسم الجيش الليبي إن المطر قريب.",
        "أحمد بدران",
    ),
    "a body by an epithet": (
        "كذبت منظمة البحار العالمية الخبر.¶وقالت المنظمة الأممية إن المطر قريب.",
        "منظمة البحار العالمية",
    ),
    "people met before": (
        "رفع سكان جزيرة المرجان دعوى.¶ويقول السكان إن البئر جافة.",
        "سكان جزيرة المرجان",
    ),
    "a report is not by who spoke last": (
        "وقالت هيئة المياه إن البئر جافة. ويقول خبراء مياه إن المطر قريب. وقال البيان إن السد ممتلئ.",
        "هيئة المياه",
    ),
    "nobody has spoken": (
        "كانت نسرين بدران تضرب الكرة على الجدار. وهي اليوم بطلة.¶وتقول إن البئر جافة.",
        "نسرين بدران",
    ),
    "a capital of two words": ("وقالت بيونغ يانغ إن البئر جافة.", "بيونغ يانغ"),
}

CHAINS = {
    "an outlet in marks behind مع": ('وقال سامر الخطيب، في حديث مع "العربية.نت"، إن البئر جافة.', ("قناة العربية",)),
    "an outlet in Latin letters": ("وقال سامر الخطيب إن البئر جافة، وفقا لـCNN.", ("CNN",)),
    "a programme": ('وقالت هالة درويش لبرنامج "الصباح" الذي تبثه إذاعة بي بي سي: "تعبنا كثيرا".', ("برنامج الصباح",)),
    "through a radio": ("ورد سامر الخطيب عبر إذاعة محلية بالقول إن البئر جافة.", ("إذاعة محلية",)),
    "a platform": ('وكتب سامر الخطيب عبر موقع "تويتر": "البئر جافة منذ عام".', ()),
    "media called upon": ("ودعا سامر الخطيب وسائل الإعلام إلى الهدوء.", ()),
    "the site of an accident": ("وذكرت هيئة الإطفاء أن فرقها وصلت إلى موقع الحادث.", ()),
    "an outlet's own man": ('وأكد رياض بدران، مبعوث "رويترز"، أن الوفد وصل.', ()),
    "a source that quotes": ("وقالت مصادر إعلامية نقلا عن وزارة الصحة إن البئر جافة.", ("مصادر إعلامية",)),
    "told by a source": ("أغلق المعبر مساء الأحد، على ما أفاد مصدر طبي وكالة رويترز.", ("وكالة رويترز",)),
}

NOTHING = {
    "a question": "وجاء رد المتحدث على سؤال عما إذا كانت البئر جافة.",
    "a law": "ووفقا للدستور، لا يجوز حل المجلس.",
    "a law that asks": "وشدد القانون على عقوبة السرقة.",
    "also": "كما أقرت الدولة إجراء مماثلا، إذ أغلقت المعبر.",
    "a passive": "كما تُدعى الصحافة إلى جلسة سرية.",
    "an adjective that looks like a participle": "وقال كتاب معلومات مؤكدة ومن مصادر كثيرة.",
    "an act on": "وأغلق المعبر على ذمة قضية فساد.",
    "asked whether": "سألت ليلى بدران إن كانت تخاف الموت.",
    "not said": "ولم يكشف البيان عن أسماء الجرحى.",
    "what people are called to": "وجدت الشرطة منشورات تدعو إلى العنف.",
}


@pytest.mark.parametrize(("text", "content", "speaker"), SUBJECTS.values(), ids=SUBJECTS.keys())
def test_subjects_and_objects(text: str, content: str, speaker: str) -> None:
    assert read(text)[-1][:2] == (content, speaker)


@pytest.mark.parametrize(("text", "speaker"), NAMES.values(), ids=NAMES.keys())
def test_names(text: str, speaker: str) -> None:
    assert read(text)[-1][1] == speaker


@pytest.mark.parametrize(("text", "chain"), CHAINS.values(), ids=CHAINS.keys())
def test_chains(text: str, chain: tuple[str, ...]) -> None:
    assert [found[2] for found in read(text)] == [chain]


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING.keys())
def test_nothing_is_said(text: str) -> None:
    assert read(text) == []
