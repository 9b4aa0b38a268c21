"""Fill a newsroom that `hiwar init` founded with a few articles and comments in its own language.

Run as a program of its own, with DATA and the language: `python edition_content.py fa`.
"""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from pathlib import Path

WORDS = {
    "en": {
        "tagline": "A paper that tells the news and then listens.",
        "sections": ("City", "Business", "Science"),
        "headlines": (
            "After twenty years of silence, the coast train whistles again",
            "The covered market opens its gates: prices as people pay them",
            "A sensor on every roof: what the observatory learns from the rain",
            "The library stays open at night, and the students come",
        ),
        "standfirst": "Four carriages, one driver, and a platform full of people who had come to hear it.",
        "text": "At dawn on Sunday the train moved. Those who stood on the platform had waited for it for years, "
        "and some of them had brought their children to see what a timetable looks like when it is kept.",
        "author": ("Salma Darwish", "Harbor correspondent"),
        "reader": ("Layla", "Thank you all, the map is clear. When does the evening train leave?"),
    },
    "fa": {
        "tagline": "روزنامه‌ای که خبر می‌دهد و سپس گوش می‌کند.",
        "sections": ("شهر", "اقتصاد", "دانش"),
        "headlines": (
            "پس از بیست سال خاموشی، قطار ساحل دوباره سوت می‌کشد",
            "بازار سرپوشیده درهایش را گشود: قیمت‌ها آن‌گونه که مردم می‌پردازند",
            "حسگری بر هر بام: رصدخانه از باران چه می‌آموزد",
            "کتابخانه شب‌ها باز می‌ماند و دانشجویان می‌آیند",
        ),
        "standfirst": "چهار واگن، یک راننده و سکویی پر از کسانی که برای شنیدن صدایش آمده بودند.",
        "text": "سپیده‌دم یکشنبه قطار به راه افتاد. آنان که روی سکو ایستاده بودند سال‌ها چشم‌به‌راهش بودند "
        "و برخی فرزندانشان را آورده بودند تا ببینند برنامهٔ حرکت وقتی رعایت شود چه شکلی دارد.",
        "author": ("سلما درویش", "خبرنگار بندر"),
        "reader": ("لیلا", "سپاس از همه، نقشه روشن است. قطار عصر چه ساعتی حرکت می‌کند؟"),
    },
    "ckb": {
        "tagline": "ڕۆژنامەیەک هەواڵ دەدات و پاشان گوێ دەگرێت.",
        "sections": ("شار", "ئابووری", "زانست"),
        "headlines": (
            "دوای بیست ساڵ بێدەنگی، شەمەندەفەری کەنار دووبارە فیکە لێدەدات",
            "بازاڕی داپۆشراو دەرگای کردەوە: نرخەکان وەک خەڵک دەیدەن",
            "هەستەوەرێک لەسەر هەر بانێک: ڕوانگە لە باران چی فێر دەبێت",
            "کتێبخانە شەوان کراوەیە و خوێندکاران دێن",
        ),
        "standfirst": "چوار واگۆن، یەک شوفێر، و شۆستەیەکی پڕ لەوانەی هاتبوون گوێی لێ بگرن.",
        "text": "بەیانی ڕۆژی یەکشەممە شەمەندەفەرەکە جووڵا. ئەوانەی لەسەر شۆستەکە بوون ساڵانێک چاوەڕێیان کردبوو "
        "و هەندێکیان منداڵەکانیان هێنابوو تا ببینن خشتەی کات چۆنە کاتێک ڕێزی لێ دەگیرێت.",
        "author": ("سەلما دەروێش", "پەیامنێری بەندەر"),
        "reader": ("لەیلا", "سوپاس بۆ هەمووان، نەخشەکە ڕوونە. شەمەندەفەری ئێوارە کەی دەڕوات؟"),
    },
    "ur": {
        "tagline": "وہ اخبار جو خبر دیتا ہے اور پھر سنتا ہے۔",
        "sections": ("شہر", "معیشت", "سائنس"),
        "headlines": (
            "بیس سال کی خاموشی کے بعد، ساحل کی ریل پھر سیٹی بجاتی ہے",
            "چھتے بازار کے دروازے کھل گئے: قیمتیں جیسی لوگ دیتے ہیں",
            "ہر چھت پر ایک حساسہ: رصدگاہ بارش سے کیا سیکھتی ہے",
            "کتب خانہ رات کو کھلا رہتا ہے اور طالب علم آتے ہیں",
        ),
        "standfirst": "چار ڈبے، ایک ڈرائیور، اور لوگوں سے بھرا پلیٹ فارم جو اسے سننے آئے تھے۔",
        "text": "اتوار کی صبح ریل چل پڑی۔ پلیٹ فارم پر کھڑے لوگ برسوں سے اس کے منتظر تھے، "
        "اور کچھ اپنے بچوں کو لائے تھے کہ وہ دیکھیں جب نظام الاوقات کی پابندی ہو تو کیسا لگتا ہے۔",
        "author": ("سلمیٰ درویش", "بندرگاہ کی نامہ نگار"),
        "reader": ("لیلیٰ", "سب کا شکریہ، نقشہ واضح ہے۔ شام کی ریل کب روانہ ہوتی ہے؟"),
    },
}


def fill(language: str) -> None:
    """Publish an article in each section under each headline, and let readers speak under the newest."""
    from django.utils import timezone
    from wagtail.models import Site

    from hiwar.accounts.models import SiteProfile
    from hiwar.newsroom.models import Author, FrontPage
    from hiwar.newsroom.services import ArticleDraft, create_article, create_section

    words, now = WORDS[language], timezone.now()
    site = Site.objects.get(is_default_site=True)
    SiteProfile.objects.filter(site=site).update(tagline=words["tagline"], lunar_date="beside")
    front = FrontPage.objects.get(pk=site.root_page_id)
    author = Author.objects.create(site=site, name=words["author"][0], role=words["author"][1])
    sections = [create_section(parent=front, name=name) for name in words["sections"]]
    for number, headline in enumerate(words["headlines"] * 3):
        draft = ArticleDraft(
            headline=headline,
            standfirst=words["standfirst"],
            paragraphs=(words["text"],) * 3,
            authors=(author,),
            published_at=now - timedelta(hours=1 + 5 * number),
        )
        article = create_article(section=sections[number % 3], draft=draft, by=None, now=now)
        if number == 0:
            comment_under(article.subject, site=site, language=language)


def comment_under(subject: str, *, site: object, language: str) -> None:
    """Let a reader be heard several times."""
    from django.utils import timezone

    from hiwar.discussions.queries import thread_about
    from hiwar.discussions.services import ImportedComment, import_comment

    thread = thread_about(subject, site=site)
    name, text = WORDS[language]["reader"]
    for number in range(4):
        imported = ImportedComment(source_key=str(number), text=f"{text} {number + 1}", name=name)
        import_comment(thread=thread, imported=imported, approved=True, now=timezone.now())


if __name__ == "__main__":
    from hiwar.config.preparation import set_up

    set_up(Path(os.environ["DATA"]))
    fill(sys.argv[1])
    from hiwar.search.services import index_due

    index_due()
