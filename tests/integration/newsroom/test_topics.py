"""What articles are about: one topic for all spellings of its name, and nothing lost when it is renamed or merged."""

from __future__ import annotations

from datetime import timedelta

import pytest
from wagtail.models import Page, Site

from hiwar.newsroom.models import ArticlePage, ArticleTopic, FormerAddress, Topic
from hiwar.newsroom.queries import (
    NEWEST,
    ArchivePart,
    article_by_id,
    listed_topics,
    suggested_topics,
    topic_named,
    topic_part,
)
from hiwar.newsroom.services import publish_article, unpublish_article
from hiwar.newsroom.services.topics import NameTaken, merge_topics, rename_topic, topics_named
from tests.factories.newsroom import NOON, a_newsroom, a_section, an_article, salma

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Site:
    return a_newsroom()


def topics_of(article: ArticlePage) -> list[str]:
    """Return what readers see as the topics of an article."""
    view = article_by_id(article.pk)
    assert view is not None
    return [topic.name for topic in view.topics]


def part(slug: str, before: int = NEWEST, *, limit: int = 2) -> ArchivePart | None:
    """Return a part of a topic's articles."""
    site = Site.objects.get(is_default_site=True)
    topic = topic_named(slug, site=site)
    assert topic is not None
    return topic_part(topic, limit=limit, before=before, site=site)


def headlines(found: ArchivePart | None) -> list[str]:
    assert found is not None
    return [card.headline for card in found.cards]


@pytest.mark.parametrize(
    ("written", "again"),
    [
        ("كرة القدم", "كُرَةُ القدم"),
        ("كرة القدم", "كره  القدم"),
        ("الأمن المائي", "الامن المائى"),
        ("المسؤولية", "المسئوليه"),
        ("كهرباء", "كهربـــاء"),
        ("قمّة 2026", "قمة ٢٠٢٦"),
        ("كرة القدم", "#كرة_القدم"),
        ("COVID-19", "covid 19"),
    ],
)
def test_two_spellings_of_one_word_are_one_topic(site: Site, written: str, again: str) -> None:
    (first,) = topics_named([written], site=site)

    assert topics_named([again, written], site=site) == [first]
    assert Topic.objects.get().name == written


def test_words_that_differ_in_more_than_spelling_are_two_topics(site: Site) -> None:
    names = ["قصص", "قص", "ممرّات", "مرّات", "C", "C++", "القطار", "قطار"]

    found = topics_named(names, site=site)

    assert [topic.name for topic in found] == names
    assert len({topic.slug for topic in found}) == len(names)


def test_names_without_a_letter_are_no_topics(site: Site) -> None:
    assert topics_named(["", "  ", "…", "#"], site=site) == []


def test_every_site_has_topics_of_its_own(site: Site) -> None:
    neighbor = Site.objects.create(hostname="neighbor.example", root_page=Page.get_first_root_node())

    (ours,), (theirs,) = (topics_named(["القطار"], site=one) for one in (site, neighbor))

    assert ours != theirs
    assert suggested_topics("قطار", site=neighbor) == []
    assert suggested_topics("القط", site=neighbor) == ["القطار"]


def test_an_article_shows_its_topics_in_the_order_of_the_alphabet() -> None:
    article = an_article(topics=("ميناء", "بحر", "قطار", "ميناءً"))

    assert topics_of(article) == ["بحر", "قطار", "ميناء"]


def test_readers_see_the_topics_of_the_publication_and_not_those_of_the_draft(site: Site) -> None:
    article = an_article(topics=("قطار",))
    article.topics = topics_named(["قطار", "بحر"], site=site)
    article.save_revision()

    before = topics_of(article)
    published = publish_article(article=article, by=salma(), now=NOON)

    assert before == ["قطار"]
    assert topics_of(published) == ["بحر", "قطار"]
    assert headlines(part("بحر")) == [article.title]


def test_a_topic_of_drafts_alone_is_nowhere(site: Site) -> None:
    an_article(publish=False, topics=("سر",))

    assert listed_topics(site=site) == ()
    assert part("سر") == ArchivePart((), None, None)


def test_what_is_taken_back_leaves_its_topics_and_comes_back_to_them(site: Site) -> None:
    article = an_article(topics=("قطار",))
    unpublish_article(article=article, by=None)
    away = (listed_topics(site=site), headlines(part("قطار")))

    publish_article(article=article, by=None, now=NOON)

    assert away == ((), [])
    assert [topic.name for topic in listed_topics(site=site)] == ["قطار"]


def test_turning_back_and_forth_shows_every_article_once() -> None:
    section = a_section()
    for number, hour in enumerate((1, 2, 3, 3, 4), start=1):
        an_article(
            headline=f"خبر {number}", section=section, published_at=NOON + timedelta(hours=hour), topics=("قطار",)
        )
    an_article(headline="بلا موضوع", section=section)

    newest = part("قطار")
    second = part("قطار", newest.older)
    last = part("قطار", second.older)

    assert [headlines(one) for one in (newest, second, last)] == [["خبر 5", "خبر 4"], ["خبر 3", "خبر 2"], ["خبر 1"]]
    assert (newest.newer, second.newer, last.older) == (None, NEWEST, None)
    assert headlines(part("قطار", last.newer)) == headlines(second)
    assert part("قطار", ArticlePage.objects.get(title="خبر 1").pk) is None
    assert part("قطار", 10_000_000) is None


def test_a_part_costs_five_queries_however_far_back(django_assert_max_num_queries) -> None:
    for number in range(5):
        an_article(headline=f"خبر {number}", published_at=NOON + timedelta(hours=number), topics=("قطار",))
    site = Site.objects.get(is_default_site=True)
    topic, before = topic_named("قطار", site=site), part("قطار").older

    with django_assert_max_num_queries(5):
        topic_part(topic, limit=2, before=before, site=site)


def test_a_publication_time_that_is_mended_moves_the_article_in_its_topic() -> None:
    early = an_article(headline="أول", topics=("قطار",))
    an_article(headline="ثان", published_at=NOON + timedelta(hours=1), topics=("قطار",))
    early.published_at = NOON + timedelta(hours=2)
    early.save_revision()

    publish_article(article=early, by=None, now=NOON)

    assert headlines(part("قطار")) == ["أول", "ثان"]


def test_another_name_is_another_address_and_both_find_the_topic(site: Site) -> None:
    an_article(topics=("القطار",))
    (topic,) = topics_named(["القطار"], site=site)

    rename_topic(topic=topic, name="سكّة الساحل")

    was, now = topic_named("القطار", site=site), topic_named("سكة-الساحل", site=site)
    assert was == now
    assert now.url.endswith("/%D8%B3%D9%83%D8%A9-%D8%A7%D9%84%D8%B3%D8%A7%D8%AD%D9%84/")
    assert topics_named(["القطار"], site=site) == [topic]
    assert [one.name for one in listed_topics(site=site)] == ["سكّة الساحل"]


def test_another_spelling_of_its_name_leaves_the_address_alone(site: Site) -> None:
    (topic,) = topics_named(["مسئولية"], site=site)

    rename_topic(topic=topic, name="مسؤوليّة")

    assert (topic.name, topic.slug) == ("مسؤوليّة", "مسئولية")
    assert Topic.objects.count() == 1


def test_a_topic_gets_back_a_name_that_it_had(site: Site) -> None:
    (topic,) = topics_named(["القطار"], site=site)
    rename_topic(topic=topic, name="السكّة")

    rename_topic(topic=topic, name="القطار")

    assert (topic.name, topic.slug) == ("القطار", "القطار")
    assert [(other.name, other.slug) for other in topic.other_names.all()] == [("السكّة", "السكة")]
    assert not FormerAddress.objects.exists()


def test_a_name_that_differs_in_a_sign_alone_keeps_the_address(site: Site) -> None:
    (topic,) = topics_named(["C"], site=site)

    rename_topic(topic=topic, name="C#")

    assert topic_named("c", site=site).name == "C#"
    assert topics_named(["c"], site=site) == [topic]


def test_the_name_of_another_topic_is_refused(site: Site) -> None:
    train, sea = topics_named(["القطار", "البحر"], site=site)
    rename_topic(topic=sea, name="الساحل")

    with pytest.raises(NameTaken) as refused:
        rename_topic(topic=train, name="البَحر")

    assert refused.value.topic.stands_for == sea
    assert Topic.objects.get(pk=train.pk).name == "القطار"


def test_merged_topics_are_one_for_readers_editors_and_drafts(site: Site) -> None:
    both = an_article(headline="كلاهما", topics=("القطار", "السكّة"))
    one = an_article(headline="واحد", published_at=NOON + timedelta(hours=1), topics=("السكّة",))
    draft = an_article(headline="مسودة", publish=False, topics=("السكّة",))
    rails, train = (topics_named([name], site=site)[0] for name in ("السكّة", "القطار"))

    for _ in range(2):
        merge_topics(topic=rails, into=train)

    assert headlines(part("القطار")) == ["واحد", "كلاهما"]
    assert topic_named("السكة", site=site) == topic_named("القطار", site=site)
    assert topics_of(both) == topics_of(one) == ["القطار"]
    assert topics_of(publish_article(article=draft, by=None, now=NOON)) == ["القطار"]
    assert suggested_topics("السك", site=site) == ["القطار"]
    assert ArticleTopic.objects.filter(topic=rails).count() == 0


def test_what_stood_for_a_merged_topic_stands_for_the_other_now(site: Site) -> None:
    first, second, third = topics_named(["أول", "ثان", "ثالث"], site=site)
    merge_topics(topic=first, into=second)

    merge_topics(topic=second, into=third)

    assert {topic.stands_for for topic in Topic.objects.exclude(pk=third.pk)} == {third}
    assert topics_named(["أول"], site=site) == [third]


def test_topics_that_stand_for_each_other_cannot_be_made(site: Site) -> None:
    first, second = topics_named(["أول", "ثان"], site=site)
    merge_topics(topic=first, into=second)
    first.refresh_from_db()

    merge_topics(topic=second, into=first)

    assert Topic.objects.get(pk=second.pk).stands_for is None


def test_the_address_of_a_deleted_topic_is_gone_and_that_of_one_nobody_saw_is_not_kept(site: Site) -> None:
    an_article(topics=("القطار",))
    an_article(headline="مسودة", publish=False, topics=("سر",))

    Topic.objects.all().delete()

    assert [(one.path, one.leads_to) for one in FormerAddress.objects.all()] == [("/topic/القطار/", None)]


def test_a_copy_of_an_article_has_its_topics(site: Site) -> None:
    article = an_article(topics=("قطار", "بحر"))

    copied = article.copy(update_attrs={"slug": "نسخة"}, keep_live=False)

    assert [topic.name for topic in copied.topics.all()] == ["بحر", "قطار"]
    assert headlines(part("قطار")) == [article.title]


def test_suggestions_begin_as_typed_in_any_spelling(site: Site) -> None:
    topics_named(["الأمن الغذائي", "الأمن المائي", "البحر"], site=site)

    assert suggested_topics("الامن", site=site) == ["الأمن الغذائي", "الأمن المائي"]
    assert suggested_topics("  ", site=site) == []
