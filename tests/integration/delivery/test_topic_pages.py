"""A topic as readers and programs meet it: its page, its feeds, the links below an article."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.watched_rows import NEWSROOM, count_key
from hiwar.newsroom.models import ArticlePage, Topic
from hiwar.newsroom.services import unpublish_article
from hiwar.newsroom.services.topics import merge_topics, rename_topic, topics_named
from tests.factories.newsroom import NOON, ORIGIN, a_section, an_article
from tests.integration.delivery.conftest import Publish
from tests.integration.delivery.readers import CountQueries

pytestmark = pytest.mark.django_db
TRAIN = "قطار الساحل"
PATH = f"/topic/{quote('قطار-الساحل')}/"


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def headlines(html: str) -> list[str]:
    """Return the headlines of a listing from top to bottom."""
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<h2>(?:<a[^>]*>)(.*?)</a></h2>", html)]


@pytest.fixture
def train() -> Topic:
    """A topic with a description and fifteen articles."""
    section = a_section()
    for number in range(1, 16):
        an_article(
            headline=f"خبر {number}", section=section, published_at=NOON + timedelta(hours=number), topics=(TRAIN,)
        )
    topic = Topic.objects.get()
    topic.description = "كل ما يخصّ سكّة الساحل."
    topic.save()
    return topic


def test_a_topic_is_shown_newest_first_part_by_part(client: Client, train: Topic) -> None:
    first = page_of(client, PATH)
    (older,) = re.findall(r'href="[^"]*\?before=(\d+)" rel="next"', first)

    second = page_of(client, f"{PATH}?before={older}")

    assert headlines(first) == [f"خبر {number}" for number in range(15, 2, -1)]
    assert headlines(second) == ["خبر 2", "خبر 1"]
    assert "<h1>قطار الساحل</h1>" in first
    assert "كل ما يخصّ سكّة الساحل." in first
    assert f'rel="canonical" href="{ORIGIN}{PATH}?before={older}"' in second


@pytest.mark.parametrize("path", [f"/topic/{quote('لا-شيء')}/", f"{PATH}?before=99999999", f"{PATH}?before=x"])
def test_what_is_no_page_of_a_topic_is_not_found(client: Client, train: Topic, path: str) -> None:
    assert client.get(path).status_code == 404


def test_an_article_leads_to_its_topics_and_names_them_to_programs(client: Client, publish: Publish) -> None:
    article = publish(topics=(TRAIN, "ميناء"))

    html = page_of(client, str(article.public_path()))

    nav = re.search(r'<nav class="topics".*?</nav>', html, re.DOTALL)
    assert nav is not None
    assert re.findall('href="([^"]+)" rel="tag"', nav[0]) == [PATH, f"/topic/{quote('ميناء')}/"]
    assert re.findall('article:tag" content="([^"]+)"', html) == [TRAIN, "ميناء"]
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    news = next(thing for thing in json.loads(block)["@graph"] if thing["@type"] == "NewsArticle")
    assert news["keywords"] == [TRAIN, "ميناء"]
    assert client.get(PATH).status_code == 200


def test_an_article_without_topics_says_nothing_of_them(client: Client, publish: Publish) -> None:
    html = page_of(client, str(publish().public_path()))

    assert 'class="topics"' not in html
    assert "article:tag" not in html
    assert '"keywords"' not in html


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_a_topic_has_a_feed_that_its_page_names(client: Client, train: Topic, form: str) -> None:
    feed = reverse("topic-feed", kwargs={"slug": train.slug, "form": form})

    answer = client.get(feed)

    assert feed in page_of(client, PATH)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert text.index("خبر 15") < text.index("خبر 14")
    assert f"{ORIGIN}{PATH}" in text
    assert "كل ما يخصّ سكّة الساحل." in text


def test_a_former_name_leads_to_the_topic_and_so_does_its_feed(client: Client, train: Topic) -> None:
    rename_topic(topic=train, name="السكّة")

    page, feed = client.get(PATH), client.get(reverse("topic-feed", kwargs={"slug": "قطار-الساحل", "form": "rss"}))

    assert (page.status_code, page["Location"]) == (301, f"/topic/{quote('السكة')}/")
    assert (feed.status_code, feed["Location"]) == (301, f"/topic/{quote('السكة')}/rss.xml")


def test_a_merged_topic_leads_to_the_other(client: Client, train: Topic) -> None:
    (rails,) = topics_named(["السكّة"], site=train.site)
    merge_topics(topic=train, into=rails)

    answer = client.get(PATH)

    assert (answer.status_code, answer["Location"]) == (301, f"/topic/{quote('السكة')}/")
    assert len(headlines(page_of(client, answer["Location"]))) == 13


def test_a_deleted_topic_is_gone(client: Client, train: Topic) -> None:
    train.delete()

    assert client.get(PATH).status_code == 410


def test_readable_topics_are_in_the_sitemap_of_pages(client: Client, train: Topic) -> None:
    an_article(headline="مسودة", publish=False, topics=("سر",))

    text = page_of(client, "/sitemap-pages.xml")

    assert f"<loc>{ORIGIN}{PATH}</loc>" in text
    assert quote("سر") not in text.replace(quote("قطار-الساحل"), "")


def test_a_page_hangs_on_the_newsroom_and_on_the_counts_it_shows(client: Client, train: Topic) -> None:
    plan = Plan()

    client.get(PATH, **{PLAN: plan})

    newest = ArticlePage.objects.get(title="خبر 15")
    assert plan.keys == {NEWSROOM}
    assert count_key(newest.subject) in plan.slow_keys
    assert len(plan.slow_keys) == 13


@pytest.mark.parametrize("change", ["published", "withdrawn", "tagged", "renamed", "described"])
def test_a_change_shows_at_once_under_another_tag(client: Client, train: Topic, change: str) -> None:
    before = client.get(PATH)
    newest = ArticlePage.objects.get(title="خبر 15")
    plain = an_article(headline="بلا موضوع", section=a_section())

    if change == "published":
        an_article(headline="خبر 16", published_at=NOON + timedelta(days=1), topics=(TRAIN,))
    elif change == "withdrawn":
        unpublish_article(article=newest, by=None)
    elif change == "tagged":
        plain.topics = [train]
        plain.published_at = NOON + timedelta(days=1)
        plain.save_revision().publish()
    elif change == "renamed":
        rename_topic(topic=train, name="قطارُ الساحل")
    else:
        Topic.objects.update(description="وصف آخر.")

    after = client.get(PATH, headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    shown = {"published": "خبر 16", "tagged": "بلا موضوع", "renamed": "قطارُ الساحل", "described": "وصف آخر."}
    assert shown.get(change, "خبر 14") in after.content.decode()
    assert change != "withdrawn" or "خبر 15" not in after.content.decode()


def test_a_topics_page_costs_the_same_with_one_article_and_with_fifteen(client: Client, publish: Publish) -> None:
    publish(topics=("واحد",))
    client.get(f"/topic/{quote('واحد')}/")
    with CountQueries() as one:
        client.get(f"/topic/{quote('واحد')}/")
    for number in range(15):
        publish(headline=f"خبر {number}", topics=(TRAIN,))

    with CountQueries() as fifteen:
        client.get(PATH)

    assert len(fifteen.queries) == len(one.queries)
