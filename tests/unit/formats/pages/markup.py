"""Invented pages in the mark-up habits of Arabic publishing systems; every story and name here is fictional."""
# ruff: noqa: E501 - the mark-up is kept as a browser gets it

P1 = "افتتحت بلدية واحة الندى، اليوم الاثنين، معرضا دائما لحرف النخيل يضم أكثر من ثلاثمئة قطعة صنعها أهل الواحة."
P2 = "وقالت مديرة المعرض سلوى الهادي إن القاعة الأولى تحكي قصة السلال، فيما خصصت الثانية لأبواب البيوت القديمة."
P3 = "وأضافت أن فريقا من الطلاب جمع القطع خلال عامين، وأن كل قطعة تحمل اسم صانعها وسنة صنعها."
P4 = "ومن المقرر أن يستمر استقبال الزوار يوميا من التاسعة صباحا حتى السادسة مساء، والدخول مجاني طوال الشهر الأول."
STORY = [P1, P2, P3, P4]
HEADLINE = "واحة الندى تفتتح معرضا دائما لحرف النخيل"

_RELATED = """
<div class="related-news"><h3>اقرأ أيضا</h3><ul>
<li><a href="/a1">افتتاح حديقة جديدة في حي الصفاء</a></li><li><a href="/a2">طريق ساحلي يربط القرى الثلاث</a></li></ul></div>"""
_FOOTER = """<footer><p>جميع الحقوق محفوظة لموقع المنارة 2022</p><a href="/about">من نحن</a></footer>"""
_NAV = """<header><a href="/">الرئيسية</a><nav><ul><li><a href="/s">سياسة</a></li><li><a href="/e">اقتصاد</a></li>
<li><a href="/r">رياضة</a></li></ul></nav><span class="header-date">الثلاثاء 20 ديسمبر 2022 09:01 ص</span></header>"""
_SIDEBAR = """<aside class="sidebar"><h3>الأكثر قراءة</h3><ul><li><a href="/m1">خبر عن سباق القوارب في المرفأ القديم</a>
<span class="date">الأحد 18 ديسمبر 2022 08:00 م</span></li><li><a href="/m2">قصيدة جديدة لشاعر البلدة</a></li></ul></aside>"""


def paragraphs(texts: list[str] | None = None) -> str:
    """Return the story as p elements."""
    return "".join(f"<p>{text}</p>\n" for text in (texts or STORY))


def document(body: str, *, head: str = "", lang: str = "ar") -> str:
    """Wrap a body in the usual surroundings of a portal page."""
    return (
        f'<!doctype html><html lang="{lang}" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{HEADLINE} - المنارة</title>{head}</head><body>{_NAV}{body}{_SIDEBAR}{_FOOTER}</body></html>"
    )


def egyptian_portal() -> str:
    """h1, picture with caption, split time and date, the app's promotion between picture and text."""
    return document(f"""
<div class="details"><h1>{HEADLINE}</h1>
<div class="sharing">شارك <a href="#">فيسبوك</a> <a href="#">تويتر</a></div>
<div class="article-img"><img src="/up/2022/12/palm.jpg" alt="{HEADLINE}"><span class="img-caption">قاعة السلال في المعرض</span></div>
<div class="date-author"><span class="time">10:25 م</span> <span class="date">الإثنين 19 ديسمبر 2022</span></div>
<div class="author-name">كتبت - ريم الساحلي:</div>
<div class="app-promo"><a href="#">تطبيق المنارة</a><p>أخبـــار تصلك أولا</p></div>
<div class="ArticleDetails"><p>إعلان</p><p>واحة الندى - أ ش أ:</p>{paragraphs([P1, P2])}
<p><strong>اقرأ أيضا: <a href="/x">مهرجان الربيع يعود إلى الواحة</a></strong></p>{paragraphs([P3, P4])}</div>
<div class="keywords"><a href="/t/1">حرف</a> <a href="/t/2">النخيل</a></div>{_RELATED}</div>""")


def storefront_cms() -> str:
    """Byline and date in one list, body between related blocks, meta author naming the site."""
    head = '<meta name="author" content="المنارة"><meta property="og:site_name" content="المنارة"><meta name="creation_date" content="01-Jan-2001">'
    return document(
        f"""<article><div class="breadcumb"><a href="/">الرئيسية</a> <a href="/c/4">ثقافة</a></div><h1>{HEADLINE}</h1>
<span class="newsStoryDate">الإثنين، 19 ديسمبر 2022 10:25 م</span>
<div class="img-cont"><img src="https://img.example.com/large/1.jpg" alt="مدخل المعرض"></div>
<span class="writeBy">كتب سامي النجار</span>
<div id="articleBody">{paragraphs([P1, P2])}<div class="inline-related"><a href="/q">تعرف على مواعيد المعارض هذا العام</a></div>
{paragraphs([P3, P4])}<p><a href="/z">مدرسة النخيل تستقبل دفعتها الأولى</a></p></div></article>""",
        head=head,
    )


def labelled_times() -> str:
    """«نشر في … | آخر تحديث …» on one line, body text broken by line breaks only."""
    text = "<br><br>".join(STORY)
    return document(f"""
<div id="Body_Body_divMain"><h1 id="Body_Body_divTitle">{HEADLINE}</h1>
<div class="time">نشر في: الإثنين 19 ديسمبر 2022 - 3:45 م | آخر تحديث: الإثنين 19 ديسمبر 2022 - 5:10 م</div>
<div id="divAuthor">محمود الزين</div><div class="eventContent">{text}</div></div>""")


def json_ld_array() -> str:
    """JSON-LD in an array beside a related story's node, with a trailing comma; standfirst in its own element."""
    head = f"""<meta property="og:title" content="{HEADLINE}"><script type="application/ld+json">
[{{"@context":"https://schema.org","@type":"NewsArticle","headline":"قصة أخرى تماما لا علاقة لها","datePublished":"2021-01-01T10:00:00+03:00"}},
{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{HEADLINE}","datePublished":"2022-12-19T19:25:00Z",
"dateModified":"2022-12-19T20:00:00Z","articleSection":"الثقافة","author":[{{"@type":"Person","name":"هالة الراوي"}}],
"image":{{"@type":"ImageObject","url":"https://img.example.com/palm.jpg","caption":"زوار في المعرض (رويترز)"}},}}]</script>"""
    return document(
        f"""<main><h1>{HEADLINE}</h1><h2 class="article-subtitle">القطع جمعها طلاب الواحة في عامين وكتبوا عليها أسماء صناعها</h2>
<div class="article-meta"><time datetime="2022-12-19T22:25:00+03:00">نشر في: 19 ديسمبر ,2022: 10:25 م</time></div>
<div class="article-body">{paragraphs(["دبي - المنارة.نت", *STORY])}</div></main>""",
        head=head,
    )


def broadcaster() -> str:
    """Figures with caption and source prefixes, date only, subheadings, a suggestions list inside the body."""
    return document(f"""
<main role="main"><h1 id="content" tabindex="-1">{HEADLINE}</h1>
<figure><img src="https://ichef.example.com/1.jpg" alt="سلة"><figcaption><span>مصدر الصورة، Getty Images</span></figcaption>
<figcaption>التعليق على الصورة، سلة من خوص النخيل</figcaption></figure>
<section><ul role="list"><li><span>Author, لينا الحداد</span></li><li>Role, مراسلة الشؤون الثقافية</li></ul></section>
<div><time datetime="2022-12-19">19 ديسمبر/ كانون الأول 2022</time></div>
<div>{paragraphs([P1])}</div><div>{paragraphs([P2])}</div><h2>كيف جمعت القطع؟</h2><div>{paragraphs([P3])}</div>
<section aria-labelledby="podcast" role="region"><a href="#end">تخطى قصص مقترحة وواصل القراءة</a><strong>قصص مقترحة</strong>
<ul><li><a href="/1">رحلة في سوق الحرفيين</a></li><li><a href="/2">كيف تصنع السلة؟</a></li></ul><p>قصص مقترحة نهاية</p></section>
<div>{paragraphs([P4])}</div></main>""")


def television() -> str:
    """Zone named in the timestamp, dateline with the outlet, list and quotation in the body, source line at the end."""
    return document(f"""
<article><h1>{HEADLINE}</h1><div class="article-info"><span>واحة الندى - قناة المنارة</span>
<span class="article-date">19 ديسمبر 2022 - 20:25 بتوقيت أبوظبي</span></div>
<div class="article-body">{paragraphs([P1])}<h3>أبرز القاعات</h3><ul><li>قاعة السلال والحصر</li><li>قاعة الأبواب والنوافذ</li></ul>
{paragraphs([P2])}<blockquote><p>كل قطعة هنا لها صانع نعرف اسمه ونحفظ حكايته.</p></blockquote>{paragraphs([P3, P4])}
<p>المصدر: رويترز + أ ف ب</p></div></article>""")


def french_public() -> str:
    """Chapo apart from the body, modification labelled, caption with © credit."""
    return document(f"""
<article><h1>{HEADLINE}</h1><p class="t-content__dates">نشرت في: <time datetime="2022-12-19T21:25:00+01:00">19/12/2022 - 21:25</time>
آخر تحديث: <time datetime="2022-12-19T21:40:00+01:00">19/12/2022 - 21:40</time></p>
<figure><img src="/media/x.webp" width="980" height="551"><figcaption>إحدى قاعات المعرض © أ ف ب</figcaption></figure>
<p class="t-content__chapo">تحتفي واحة الندى بحرفها القديمة في معرض دائم شارك في جمع قطعه طلاب وصناع من أهلها.</p>
<div class="t-content__body">{paragraphs()}<p>أ ف ب</p></div></article>""")


def old_tables() -> bytes:
    """A table layout of the nineties in windows-1256, declared in a meta tag, no h1."""
    story = "<br><br>".join(STORY)
    page = f"""<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=windows-1256">
<TITLE>جريدة المنارة | {HEADLINE}</TITLE></HEAD><BODY><TABLE width=780><TR><TD colspan=2><A href="/">الصفحة الرئيسية</A> | <A href="/a">أرشيف</A></TD></TR>
<TR><TD width=160><A href="/1">محليات</A><BR><A href="/2">رياضة</A><BR><A href="/3">اقتصاد</A></TD>
<TD><FONT size=2>الاثنين 25 جمادى الأولى 1444هـ - 19 ديسمبر 2022م - العدد 12345</FONT><BR>
<FONT size=5><B>{HEADLINE}</B></FONT><BR><FONT size=3>الندى - فارس العتيبان:</FONT><BR><BR><FONT size=3>{story}</FONT></TD></TR>
<TR><TD colspan=2><FONT size=1>جميع الحقوق محفوظة لجريدة المنارة 2022</FONT></TD></TR></TABLE></BODY></HTML>"""
    return page.encode("windows-1256")


def wordpress_graph() -> str:
    """A WordPress page with a @graph, entry-content, sharing plugin, related posts and tag links."""
    head = f"""<link rel="canonical" href="https://almanara.ma/culture/1.html"><meta property="og:title" content="{HEADLINE} | المنارة">
<meta property="og:site_name" content="المنارة"><script type="application/ld+json">{{"@context":"https://schema.org","@graph":[
{{"@type":"Organization","name":"المنارة"}},{{"@type":"WebPage","datePublished":"2022-12-19T21:25:00+00:00"}},
{{"@type":"Article","headline":"{HEADLINE}","datePublished":"2022-12-19T21:25:00+00:00","author":{{"@type":"Person","name":"admin"}},
"keywords":["حرف"]}}]}}</script>"""
    return document(
        f"""<div class="post"><h1 class="post-title">{HEADLINE}</h1><span class="author">المنارة - أنس بنعلي</span>
<span class="date-post">الإثنين 19 دجنبر 2022 - 22:25</span><div class="post-thumbnail"><img src="/wp-content/palm.jpg"><div class="wp-caption-text">صورة: رويترز</div></div>
<div class="entry-content">{paragraphs()}<div class="sharedaddy sd-sharing-enabled"><h3>شارك هذا الموضوع:</h3><ul><li><a>تويتر</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3>مرتبط</h3><a href="/3">بناء جسر خشبي في الوادي</a></div></div>
<div class="tagcloud"><a rel="tag" href="/tag/1">المعارض</a> <a rel="tag" href="/tag/2">الصناعة التقليدية</a></div>
<div id="comments"><h3>تعليقات الزوار</h3><ol class="comment-list"><li><p>معرض رائع يستحق الزيارة، شكرا لكل من ساهم في جمع هذه القطع الجميلة من كل مكان.</p></li></ol>
<p class="comment-policy">لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بعلامة.</p></div></div>""",
        head=head,
    )


def microdata() -> str:
    """Microdata with several times, the lead paragraph outside the body's element."""
    return document(f"""
<div itemscope itemtype="http://schema.org/NewsArticle"><h1 itemprop="headline">{HEADLINE}</h1>
<a itemprop="articleSection" href="/c">ثقافة وفن</a>
<time itemprop="datePublished" datetime="2022-12-19T17:27"><span>GMT</span> 17:27 19.12.2022</time>
<time itemprop="dateModified" datetime="2022-12-19T17:49">(محدثة <span>GMT</span> 17:49 19.12.2022)</time>
<div itemprop="author" itemscope itemtype="http://schema.org/Organization"><div itemprop="name">المنارة</div></div>
<div itemprop="description" class="b-lead"><p>{P1}</p></div>
<div itemprop="articleBody">{paragraphs([P2])}<div class="b-inject"><a href="/i"><img src="/i.jpg"></a><div>© AFP / SAMI</div>
<a href="/i">سباق القوارب يعود بعد غياب</a></div>{paragraphs([P3, P4])}</div></div>
<div class="login-popup"><p>{"يجب قبول شروط التعليق كاملة قبل إرسال أي رأي إلى الموقع وعدم نشر الروابط. " * 12}</p></div>""")


def state_agency() -> str:
    """An agency's own page: dateline with Hijri date, end marks."""
    return document(f"""
<div class="news"><h1>عام / {HEADLINE}</h1><div class="date">الإثنين 1444/5/25 هـ الموافق 2022/12/19 م واس</div>
<div class="news-content"><p>واحة الندى 25 جمادى الأولى 1444 هـ الموافق 19 ديسمبر 2022 م واس</p>{paragraphs()}
<p>// انتهى //</p><p>22:25ت م</p><p>0133</p></div></div>""")


def pan_arab_network() -> str:
    """Subhead, dates in adjoining spans with a hidden copy, related box inside the body, source after it."""
    return document(f"""
<main><article><div class="article-header"><h1>{HEADLINE}</h1><p class="article__subhead"><em>القطع جمعها طلاب الواحة في عامين</em></p></div>
<figure class="article-featured-image"><img src="/wp/palm.jpg" alt=""><figcaption>قاعة السلال في المعرض (رويترز)</figcaption></figure>
<div class="article-dates"><div class="date-simple"><span class="screen-reader-text">Published On 19/12/2022</span><span>19/12/2022</span></div><span>آخر تحديث: 19/12/2022 11:25 م (مكة المكرمة)</span></div>
<div class="wysiwyg wysiwyg--all-content">{paragraphs([P1, P2])}<div class="more-on"><h2>اقرأ أيضا</h2><ul><li><span>list 1 of 2</span><a href="/1">سباق القوارب يعود</a></li></ul></div>
{paragraphs([P3, P4])}</div><div class="article-source">المصدر: المنارة + رويترز</div></article></main>""")


def agency_report() -> str:
    """«من فلان», a dateline with a double month name, the desk's note at the end."""
    return document(f"""
<article><h1>{HEADLINE}</h1><time datetime="2022-12-19T20:25:00Z">19 ديسمبر 2022، 8:25 م غرينتش</time>
<div class="article-body__content"><p>من سامي النجار</p><p>واحة الندى 19 ديسمبر كانون الأول (رويترز) - {P1}</p>{paragraphs([P2, P3, P4])}
<p>(إعداد منى علي للنشرة العربية - تحرير هند سعيد)</p></div></article>""")


def daily_portal() -> str:
    """Writer and photographer in one byline, a captioned picture inside the body, tags as headings."""
    return document(f"""
<article><h1>{HEADLINE}</h1><span class="newsStoryDate">الإثنين، 19 ديسمبر 2022 10:25 م</span>
<span class="writeBy">كتبت ريم الساحلي - تصوير أحمد رمضان</span><div id="articleBody">{paragraphs([P1, P2])}
<p><img src="/2.jpg" alt="سلة"><br>سلة من الخوص</p>{paragraphs([P3, P4])}</div>
<div class="tags"><h3><a href="/t">حرف</a></h3><h3><a href="/t2">نخيل</a></h3></div>
<div id="relatedNews"><h3>موضوعات متعلقة</h3><h3><a href="/1">سباق القوارب يعود إلى المرفأ</a></h3></div></article>""")


def section_front() -> str:
    """Linked titles and teasers in turn: no article."""
    items = "".join(
        f'<div><h3><a href="/{i}">خبر رقم {i} عن معارض الواحة</a></h3><p>{text}</p></div>'
        for i, text in enumerate(STORY * 2)
    )
    return f"<html><head><title>ثقافة - المنارة</title></head><body><h1>ثقافة</h1>{items}</body></html>"


def cable_news() -> str:
    """«تاريخ النشر … GMT | section», source credit in the last line, follow-us line."""
    return document(f"""
<div class="article"><div class="article-date"><span>تاريخ النشر:</span><span class="date">19.12.2022 | 20:25 GMT</span> | <a href="/culture/">ثقافة وفن</a></div>
<h1 class="heading">{HEADLINE}</h1><div class="media"><img src="/pix/1.jpg" alt="معرض حرف النخيل"><div class="media__title">معرض حرف النخيل</div>
<div class="media__copy">Reuters</div></div><p class="text-summary">{P1}</p><div class="article__text">{paragraphs([P2, P3, P4])}<p><strong>المصدر: تاس</strong></p>
<p><a href="https://t.me/x">تابعوا المنارة على Telegram</a></p></div></div>""")
