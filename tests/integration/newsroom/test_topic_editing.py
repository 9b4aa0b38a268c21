"""Topics as Salma writes them: names in an article's form, a list of all of them, another name, one made of two."""

from __future__ import annotations

import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from hiwar.accounts.models import User
from hiwar.newsroom.models import ArticlePage, SectionPage, Topic
from hiwar.newsroom.services.topics import merge_topics, topics_named
from hiwar.newsroom.topic_forms import MOST_TOPICS, TopicNamesField
from tests.factories.newsroom import a_section, an_article
from tests.integration.newsroom.test_editor import _form

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def salma(section: SectionPage) -> Client:
    """The browser of Salma, an editor."""
    user = User.objects.create_user("salma", password="a long pass phrase")
    user.groups.add(Group.objects.get(name="Editors"))
    client = Client()
    client.force_login(user)
    return client


def add(client: Client, section: SectionPage, **changes: object):
    """Send the form of a new article."""
    address = reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", section.pk])
    return client.post(address, _form(**changes))


def of_topic(name: str, *arguments: object) -> str:
    return reverse(f"wagtailsnippets_newsroom_topic:{name}", args=arguments)


def names_of(article: ArticlePage) -> list[str]:
    return [topic.name for topic in article.topics.all()]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ('"قطار الساحل", بحر', ["قطار الساحل", "بحر"]),
        ("قطار الساحل، بحر؛ ميناء", ["قطار الساحل", "بحر", "ميناء"]),
        ("بحر, البحر, بَحر, ", ["بحر", "البحر"]),
        ('"بحر، وسماء"', ["بحر، وسماء"]),
        ("", []),
        (" , ،، # ", []),
    ],
)
def test_a_line_of_names_is_read_as_it_was_meant(typed: str, names: list[str]) -> None:
    assert TopicNamesField(required=False).clean(typed) == names


@pytest.mark.parametrize("typed", ["، ".join(map(str, range(MOST_TOPICS + 1))), "ا" * 61])
def test_what_no_article_is_about_is_refused(typed: str) -> None:
    with pytest.raises(ValidationError):
        TopicNamesField(required=False).clean(typed)


def test_an_article_is_published_with_the_topics_that_are_typed(salma: Client, section: SectionPage) -> None:
    (known,) = topics_named(["كرة القدم"], site=section.get_site())

    add(salma, section, topics='"كُرة القَدم", ميناء', **{"action-publish": "1"})

    article = ArticlePage.objects.get()
    assert article.live
    assert names_of(article) == ["كرة القدم", "ميناء"]
    assert known in article.topics.all()


def test_a_draft_keeps_its_topics_and_readers_do_not_see_them(salma: Client, section: SectionPage) -> None:
    article = an_article(section=section, topics=("قطار",))
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])

    salma.post(address, _form(topics="قطار, بحر", slug=article.slug))

    article.refresh_from_db()
    assert names_of(article) == ["قطار"]
    assert names_of(article.get_latest_revision_as_object()) == ["بحر", "قطار"]
    assert 'value="بحر, قطار"' in salma.get(address).content.decode()


def test_too_many_topics_are_said_in_the_form_and_make_none(salma: Client, section: SectionPage) -> None:
    answer = add(salma, section, topics=", ".join(f"موضوع{n}" for n in range(MOST_TOPICS + 1)))

    assert answer.context["form"].errors["topics"]
    assert not Topic.objects.exists()


def test_two_revisions_can_be_compared_by_their_topics(salma: Client, section: SectionPage) -> None:
    article = an_article(section=section, topics=("قطار",))
    first = article.get_latest_revision()
    article.topics = topics_named(["بحر"], site=section.get_site())
    second = article.save_revision()

    address = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk])
    page = salma.get(address).content.decode()

    assert "بحر" in page
    assert "قطار" in page


def test_topics_are_suggested_while_one_types(salma: Client, section: SectionPage) -> None:
    site = section.get_site()
    food, water, sea = topics_named(["الأمن الغذائي", "الأمن المائي", "البحر"], site=site)
    merge_topics(topic=water, into=sea)

    answer = salma.get(reverse("newsroom_topic_suggestions"), {"term": "الامن"})

    assert json.loads(answer.content) == [food.name, sea.name]
    assert Client().get(reverse("newsroom_topic_suggestions"), {"term": "الامن"}).status_code == 302


def test_the_list_tells_how_many_readers_can_find_under_each(salma: Client, section: SectionPage) -> None:
    for number in range(3):
        an_article(section=section, headline=f"خبر {number}", topics=("قطار",))
    an_article(section=section, headline="مسودة", publish=False, topics=("قطار", "سر"))
    train, rails = topics_named(["قطار", "سكة"], site=section.get_site())
    merge_topics(topic=rails, into=train)

    answer = salma.get(of_topic("list"))

    counted = {topic.name: topic.article_count for topic in answer.context["object_list"]}
    assert counted == {"سر": 0, "قطار": 3}
    assert "سكة" in answer.content.decode()


def test_an_editor_gives_a_topic_another_name_and_a_description(salma: Client, section: SectionPage) -> None:
    an_article(section=section, topics=("قطار",))
    topic = Topic.objects.get()

    salma.post(of_topic("edit", topic.pk), {"name": "السكّة", "description": "كل ما يسير عليها.", "stands_for": ""})

    topic.refresh_from_db()
    assert (topic.name, topic.slug, topic.description) == ("السكّة", "السكة", "كل ما يسير عليها.")
    assert Client().get("/topic/قطار/")["Location"] == topic.public_path()


def test_an_editor_merges_two_topics(salma: Client, section: SectionPage) -> None:
    an_article(section=section, topics=("قطار",))
    train, rails = topics_named(["قطار", "سكة"], site=section.get_site())

    salma.post(of_topic("edit", train.pk), {"name": "قطار", "description": "", "stands_for": str(rails.pk)})

    assert Topic.objects.get(pk=train.pk).stands_for == rails
    assert names_of(ArticlePage.objects.get()) == ["سكة"]


def test_an_editor_adds_a_name_by_which_a_topic_is_found_too(salma: Client, section: SectionPage) -> None:
    (train,) = topics_named(["قطار"], site=section.get_site())

    salma.post(of_topic("add"), {"name": "ترام", "description": "", "stands_for": str(train.pk)})

    assert topics_named(["ترام"], site=section.get_site()) == [train]


@pytest.mark.parametrize(
    ("name", "into", "field"), [("البَحر", "", "name"), ("…", "", "name"), ("قطار", "itself", "stands_for")]
)
def test_what_cannot_be_is_said_in_the_form(
    salma: Client, section: SectionPage, name: str, into: str, field: str
) -> None:
    train, _sea = topics_named(["قطار", "البحر"], site=section.get_site())

    answer = salma.post(
        of_topic("edit", train.pk), {"name": name, "description": "", "stands_for": str(train.pk) if into else ""}
    )

    assert list(answer.context["form"].errors) == [field]
    assert Topic.objects.get(pk=train.pk).name == "قطار"


def test_a_moderator_has_no_business_with_topics(section: SectionPage) -> None:
    (train,) = topics_named(["قطار"], site=section.get_site())
    user = User.objects.create_user("yusuf", password="a long pass phrase")
    user.groups.add(Group.objects.get(name="Moderators"))
    yusuf = Client()
    yusuf.force_login(user)

    answers = [yusuf.get(of_topic("list")), yusuf.post(of_topic("delete", train.pk))]

    assert {answer.status_code for answer in answers} == {302}
    assert Topic.objects.filter(pk=train.pk).exists()


def test_deleting_an_article_leaves_its_topic(section: SectionPage) -> None:
    article = an_article(section=section, topics=("قطار",))

    Page.objects.get(pk=article.pk).delete()

    assert Topic.objects.get().name == "قطار"
