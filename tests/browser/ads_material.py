"""`python -m tests.browser.ads_material` fills a newsroom with stories and ads, and prints where they are as JSON."""

import json
import sys
from datetime import timedelta

import django

HTML = """<a href="https://bakery.example/" style="display:block;height:90px">خبز ساخن</a>
<script>
const got = [self.origin];
const attempt = (name, act) => { try { act(); got.push(name); } catch (error) { /* refused, as it should be */ } };
attempt("page", () => parent.document.title);
attempt("cookie", () => document.cookie);
attempt("storage", () => localStorage.length);
attempt("navigation", () => { top.location = "https://bakery.example/"; });
fetch("/").then(() => got.push("network"), () => {}).then(() => { document.body.dataset.got = got.join(" "); });
</script><!-- ملاحظة لم يغلقها صاحبها"""


def main() -> None:
    """Make them."""
    from django.core.files.storage import default_storage

    from khabar.ads.enums import PageKind, Position, Size
    from khabar.articles.text import paragraph
    from khabar.core import clock
    from tests.factories.ads import CampaignFactory, html_ad, picture_ad, slot
    from tests.factories.articles import published

    body = [paragraph("فقرة من خبر طويل يقرؤه الناس على مهل في صباح هادئ. " * 4) for _ in range(10)]
    first = published(headline="مهرجان الخبز يبدأ غدًا", body=body, at=clock.now() - timedelta(hours=1))
    sensitive = published(headline="عزاء في الحي القديم", body=body, section=first.section, without_ads=True)
    framed = published(headline="سباق الدراجات في الميناء", body=body)
    counted = published(headline="سوق العسل يفتح أبوابه", body=body)
    booked = {
        "middle": slot(PageKind.ARTICLE, Position.MIDDLE, Size.RECTANGLE),
        "foot": slot(PageKind.ARTICLE, Position.FOOT, Size.BANNER),
        "top": slot(PageKind.HOME, Position.TOP, Size.BANNER),
    }
    capped = CampaignFactory(cap=1, sections=[first.section_id])
    picture_ad(capped, Size.RECTANGLE, alt="خبز المهرجان").campaign.slots.add(booked["middle"])
    own = CampaignFactory(cap=1, sections=[counted.section_id])
    picture_ad(own, Size.RECTANGLE, alt="عسل الجبل").campaign.slots.add(booked["middle"])
    inside = CampaignFactory(sections=[framed.section_id])
    inside.slots.add(booked["foot"])
    html_ad(HTML, inside)
    house = CampaignFactory(house=True, ends_at=None)
    house.slots.add(booked["foot"])
    picture_ad(house, alt="اكتب لنا")
    broken = CampaignFactory()
    broken.slots.add(booked["top"])
    for name in picture_ad(broken, alt="صورة ضاعت").files():
        default_storage.delete(name)
    stories = {"first": first, "sensitive": sensitive, "framed": framed, "counted": counted}
    json.dump({name: story.get_absolute_url() for name, story in stories.items()}, sys.stdout)


if __name__ == "__main__":
    django.setup()
    main()
