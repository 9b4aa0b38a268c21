"""Editions in other languages: every page of readers speaks one language, and each edition leads to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from lxml import html as markup

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.languages import LANGUAGES, Language, language_of
from hiwar.delivery.machines.feeds import FORMATS
from hiwar.discussions.queries import thread_about
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.services.articles import LeadPicture
from tests.factories.discussions import an_imported_comment
from tests.factories.newsroom import NOON, a_newsroom, a_picture, a_section, an_author
from tests.integration.delivery.catalog_texts import catalog_texts
from tests.integration.delivery.conftest import Publish

pytestmark = pytest.mark.django_db
# What a newsroom writes itself, as each language's readers would; figures alone, where any language would do.
WORDS = {
    "ar": ("حوار", "محليات", "القطار يعود", "تحرّك القطار.", "سلمى", "شكراً للفريق."),
    "en": ("Dialogue", "Local", "The train is back", "The train moved.", "Salma", "Thank you all."),
    "ckb": ("گفتوگۆ", "ناوخۆ", "شەمەندەفەر گەڕایەوە", "شەمەندەفەرەکە جووڵا.", "سەلما", "دەستتان خۆش بێت."),
    "fa": ("گفت\N{ZERO WIDTH NON-JOINER}وگو", "محلی", "قطار بازگشت", "قطار به راه افتاد.", "سلما", "دست مریزاد."),
    "ur": ("مکالمہ", "مقامی", "ریل لوٹ آئی", "ریل چل پڑی۔", "سلمیٰ", "ٹیم کا شکریہ۔"),
}
# The same everywhere: addresses, names of protocols and programs, a day as a field of a form wants it.
EVERYWHERE = re.compile(r"https?://\S+|\{\w+\}|name@example\.org|UTF-8|\bTor\b|\bRSS\b|\bAtom\b|\d{4}-\d\d-\d\d")
JSON = "application/json"
SPOKEN = ("aria-label", "placeholder", "title", "alt", "content")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, settings) -> Iterator[Language]:
    """Serve an edition in each language, one after the other."""
    settings.LANGUAGE_CODE = request.param
    with translation.override(request.param):
        yield language_of(request.param)


@pytest.fixture
def edition(language: Language, publish: Publish) -> ArticlePage:
    """Fill the edition with an article and comments in its own language."""
    name, section, headline, text, author, comment = WORDS[language.code]
    site = a_newsroom()
    SiteProfile.objects.filter(site=site).update(name=name, digits=language.figures, lunar_date="beside")
    picture = LeadPicture(a_picture(title=headline), alt=headline, caption=text, credit=author)
    written = {"paragraphs": (text,), "lead": picture, "authors": (an_author(author, role=section),)}
    articles = [
        publish(section=a_section(section, "s"), headline=f"{headline} {number}", **written) for number in range(2)
    ]
    thread = thread_about(articles[0].subject, site=site)
    for number in range(2):
        an_imported_comment(thread, f"{comment} {number}", key=str(number), name=author)
    return articles[0]


def addresses(article: ArticlePage) -> list[str]:
    """Every page of readers that has words of ours, and the same with something wrong."""
    thread = thread_about(article.subject, site=article.get_site())
    of = [thread.public_id]
    search = reverse("search")
    return [
        *(reverse(name) for name in ("front", "rules", "privacy", "own-comments", "login", "archive")),
        *(f"{search}{query}" for query in ("", "?q=", "?q=!", "?q=99999", "?q=2014&since=2015-01-01&until=2014-01-01")),
        f"{search}?q=0&kind=comment&section=nowhere&author=nobody&since=x",
        reverse("section", args=["s"]),
        reverse("author", args=[article.bylines.first().author.slug]),
        reverse("archive-month", kwargs={"year": "2014", "month": "01"}),
        reverse("archive-day", kwargs={"year": "2014", "month": "01", "day": "19"}),
        reverse("archive-day", kwargs={"year": "2014", "month": "01", "day": "18"}),
        str(article.public_path()),
        *(reverse("talk", args=of) + query for query in ("", "?order=newest", "?order=answered")),
        reverse("comment-compose", args=of),
        f"{reverse('comment-compose', args=of)}?reply=1",
        f"{reverse('comment-report', args=of)}?c=1",
        "/nowhere/",
    ]


def answers(client: Client, article: ArticlePage) -> dict[str, str]:
    """Every such page as it comes, and what a form that was filled in wrongly gets back."""
    found = {address: client.get(address) for address in addresses(article)}
    thread = thread_about(article.subject, site=article.get_site())
    form = urlencode({"author": "0" * 200, "comment": "", "email": "none"})
    sent = {"content_type": "application/x-www-form-urlencoded", "headers": {"Sec-Fetch-Site": "same-origin"}}
    found["posted"] = client.post(reverse("comment-post", args=[thread.public_id]), form, **sent)
    found["foreign"] = client.post(reverse("comment-post", args=[thread.public_id]), form, content_type=JSON)
    found["forgotten"] = client.post(reverse("reader-forget"), **sent)
    found["reported"] = client.post(reverse("comment-report", args=[thread.public_id]), "comment=1", **sent)
    found["objected"] = client.post(reverse("own-appeal"), "comment=x", **sent)
    return {address: answer.content.decode() for address, answer in found.items()}


def spoken(page: str) -> list[str]:
    """Return every piece of a page that is read: texts, and the attributes that assistive programs say."""
    tree = markup.fromstring(page)
    for gone in tree.xpath("//script|//style|//*[@lang and not(self::html)]|//link|//meta[not(@name='description')]"):
        gone.drop_tree()
    pieces = [text for text in tree.itertext() if text.strip()]
    pieces += [element.get(name) for element in tree.iter() for name in SPOKEN if element.get(name)]
    pieces += [
        value for element in tree.iter() for key, value in element.items() if key.startswith("data-") and " " in value
    ]
    return [" ".join(piece.split()) for piece in pieces]


def test_no_page_of_readers_mixes_languages(client: Client, language: Language, edition: ArticlePage) -> None:
    # A word that both languages write alike is no mixture.
    foreign = catalog_texts("ar") - catalog_texts(language.code) - set(WORDS[language.code])

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        pages = answers(client, edition)

    mixed = [
        (address, piece)
        for address, page in pages.items()
        for piece in spoken(page)
        if is_foreign(EVERYWHERE.sub("", piece), language) or (language.code != "ar" and piece in foreign)
    ]
    assert mixed == []
    direction = "rtl" if language.rtl else "ltr"
    assert all(f'<html lang="{language.code}" dir="{direction}"' in page for page in pages.values())


def is_foreign(text: str, language: Language) -> bool:
    """Tell whether a text has a word of the other script."""
    return bool(re.search(r"[A-Za-z]{3}" if language.rtl else r"[\u0600-\u06ff]", text))


def test_dates_counts_and_marks_are_those_of_the_language(
    client: Client, language: Language, edition: ArticlePage
) -> None:
    expected = {
        "ar": "الأحد 19 كانون الثاني 2014 – 18 ربيع الأول 1435 هـ، 12:00",
        "en": "Sunday 19 January 2014 – 18 Rabi I 1435 AH, 12:00",
        "ckb": "یەکشەممە 19ی کانوونی دووەمی 2014 – 18ی ڕەبیعی یەکەمی 1435ی کۆچی، 12:00",
        "fa": "یکشنبه ۲۹ دی ۱۳۹۲ – ۱۸ ربیع\N{ZERO WIDTH NON-JOINER}الاول ۱۴۳۵ ق، ۱۲:۰۰",
        "ur": "اتوار 19 جنوری 2014 – 18 ربیع الاول 1435 ہجری، 12:00",
    }

    page = client.get(str(edition.public_path())).content.decode()

    assert f'<time datetime="2014-01-19T10:00+00:00">{expected[language.code]}</time>' in page


def test_feeds_and_structured_data_say_the_language(client: Client, language: Language, edition: ArticlePage) -> None:
    feeds = [client.get(reverse("site-feed", kwargs={"form": form})).content.decode() for form in FORMATS]
    page = client.get(str(edition.public_path())).content.decode()

    assert all(re.search(rf"(lang=\"|<language>|\"language\": ?\"){language.code}\b", feed) for feed in feeds)
    assert f'"inLanguage": "{language.code}"' in page or f'"inLanguage":"{language.code}"' in page
    assert f'<meta property="og:locale" content="{language.locale}">' in page


def test_the_only_edition_leads_nowhere_else(client: Client) -> None:
    a_newsroom()

    page = client.get("/").content.decode()

    assert re.findall(r'hreflang="([^"]+)"', page) == ["ar", "x-default"]
    assert 'class="editions"' not in page


class TestEditionsThatKnowOneAnother:
    """Three editions, of which this is the English one."""

    @pytest.fixture(autouse=True)
    def known(self, settings) -> Iterator[None]:
        a_newsroom()
        settings.LANGUAGE_CODE = "en"
        settings.HIWAR_EDITIONS = (("fa", "https://fa.example.org"), ("ar", "https://example.org"))
        with translation.override("en"):
            yield

    def test_the_front_page_names_each_of_them_and_the_arabic_one_for_everybody(self, client: Client) -> None:
        page = client.get("/").content.decode()

        assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page) == [
            ("ar", "https://example.org/"),
            ("en", "http://127.0.0.1:8000/"),
            ("fa", "https://fa.example.org/"),
            ("x-default", "https://example.org/"),
        ]

    def test_the_foot_of_every_page_leads_there_in_the_languages_own_names(self, client: Client) -> None:
        page = client.get(reverse("rules")).content.decode()

        assert '<nav class="editions" aria-label="Other editions of this newspaper">' in page
        assert '<a href="https://example.org/" hreflang="ar" lang="ar" dir="rtl">العربية</a>' in page
        assert '<a href="https://fa.example.org/" hreflang="fa" lang="fa" dir="rtl">فارسی</a>' in page

    def test_other_pages_name_no_counterpart_because_none_is_known(self, client: Client) -> None:
        page = client.get(reverse("rules")).content.decode()

        alternates = re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page)
        assert {address for _code, address in alternates} == {"http://127.0.0.1:8000/about/rules/"}
