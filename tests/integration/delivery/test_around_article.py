"""What a reader finds around an article: others of its topics, the newest, and what came out before and after it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from wagtail.models import Page

from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.queries import article_by_id, neighbors, related_articles
from hiwar.newsroom.services import unpublish_article
from tests.factories.newsroom import NOON, a_section, an_article

pytestmark = pytest.mark.django_db


def part_of(client: Client, article: ArticlePage, opening: str) -> list[str]:
    """Return the headlines in the part of an article's page that begins so."""
    html = client.get(str(article.public_path())).content.decode()
    _, _, rest = html.partition(opening)
    inside = re.split(r"</section>|</nav>", rest)[0]
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<(?:h3|b)>(.*?)</(?:h3|b)>", inside, re.DOTALL)]


def read_also(client: Client, article: ArticlePage) -> list[str]:
    return part_of(client, article, '<section class="related"')


def beside(client: Client, article: ArticlePage) -> list[str]:
    return part_of(client, article, '<nav class="beside"')


def hour(number: int) -> dict[str, object]:
    """Return the time of an article: the greater, the later."""
    return {"published_at": NOON + timedelta(hours=number)}


def test_what_shares_more_topics_comes_first_and_then_what_is_newer(client: Client) -> None:
    section = a_section()
    article = an_article(section=section, headline="المقال", topics=("قطار", "ميناء", "سكة"))
    an_article(section=section, headline="واحد قديم", topics=("قطار",), **hour(-9))
    an_article(section=section, headline="اثنان قديمان", topics=("قطار", "ميناء"), **hour(-50))
    an_article(section=section, headline="واحد جديد", topics=("سكة",), **hour(1))
    an_article(section=section, headline="غريب", topics=("زيتون",), **hour(2))

    found = related_articles(article_by_id(article.pk), limit=4, site=article.get_site())

    assert [card.headline for card in found] == ["اثنان قديمان", "واحد جديد", "واحد قديم"]


def test_read_also_is_filled_with_the_newest_of_other_sections(client: Client) -> None:
    local, culture = a_section(), a_section("ثقافة", "culture")
    article = an_article(section=local, headline="المقال", topics=("قطار",))
    an_article(section=local, headline="يشترك", topics=("قطار",), **hour(-200))
    for number in range(3):
        an_article(section=culture, headline=f"ثقافي {number}", **hour(number))
    for number in range(6):
        an_article(section=local, headline=f"محلي {number}", **hour(number + 10))

    assert read_also(client, article) == ["يشترك", "ثقافي 2", "ثقافي 1", "ثقافي 0"]


def test_no_article_is_told_twice_and_none_tells_of_itself(client: Client) -> None:
    section = a_section()
    articles = [an_article(section=section, headline=f"خبر {n}", topics=("قطار",), **hour(n)) for n in range(9)]

    for article in articles:
        rail = part_of(client, article, '<aside class="rail"')
        also = read_also(client, article)

        assert len(also) == 4
        assert len({*rail, *also, article.title}) == len(rail) + len(also) + 1


def test_an_article_that_cannot_be_read_is_related_to_nothing(client: Client) -> None:
    article = an_article(headline="المقال", topics=("قطار",))
    an_article(headline="مسودة", topics=("قطار",), publish=False)
    unpublish_article(article=an_article(headline="مسحوب", topics=("قطار",)), by=None)

    assert read_also(client, article) == []
    assert beside(client, article) == []


def test_the_next_and_the_previous_of_the_section_stand_at_the_foot(client: Client) -> None:
    local, culture = a_section(), a_section("ثقافة", "culture")
    first, middle, last = (an_article(section=local, headline=f"خبر {n}", **hour(n)) for n in (1, 2, 3))
    an_article(section=culture, headline="ثقافي", **hour(2))

    assert beside(client, first) == ["خبر 2"]
    assert beside(client, middle) == ["خبر 3", "خبر 1"]
    assert beside(client, last) == ["خبر 2"]


def test_articles_of_one_moment_stand_one_beside_the_other() -> None:
    one, two, three = (an_article(headline=f"خبر {n}") for n in (1, 2, 3))

    found = [neighbors(article_by_id(article.pk), site=one.get_site()) for article in (one, two, three)]

    names = [(link.older and link.older.headline, link.newer and link.newer.headline) for link in found]
    assert names == [(None, "خبر 2"), ("خبر 1", "خبر 3"), ("خبر 2", None)]


@pytest.mark.parametrize("change", ["published", "withdrawn", "moved", "renamed"])
def test_the_neighbors_are_right_at_once(client: Client, change: str) -> None:
    section = a_section()
    article = an_article(section=section, headline="المقال")
    later = an_article(section=section, headline="بعده", **hour(2))
    before = client.get(str(article.public_path()))

    if change == "published":
        an_article(section=section, headline="بينهما", **hour(1))
    elif change == "withdrawn":
        unpublish_article(article=later, by=None)
    elif change == "moved":
        Page.objects.get(pk=later.pk).move(a_section("ثقافة", "culture"), pos="last-child")
    else:
        later.title = "عنوان آخر"
        later.save_revision().publish()

    expected = {"published": ["بينهما"], "withdrawn": [], "moved": [], "renamed": ["عنوان آخر"]}
    after = client.get(str(article.public_path()), headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert beside(client, article) == expected[change]
