"""The mode an editor chooses for a section or an article reaches the discussion under it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wagtail.models import Page

from hiwar.discussions.models import Thread
from hiwar.newsroom.models import ArticlePage, SectionPage
from tests.factories.newsroom import a_section, an_article

pytestmark = pytest.mark.django_db
Publish = Callable[[Page, str], None]


@pytest.fixture
def publish(django_capture_on_commit_callbacks) -> Publish:
    """Publish a page with a mode, as the editor does, and let what waits for the commit happen."""

    def published(page: Page, mode: str) -> None:
        page.screening_mode = mode
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()

    return published


def mode_under(article: ArticlePage) -> str:
    return Thread.objects.get(subject=article.subject).screening_mode


def test_an_article_follows_its_section_until_it_chooses_itself(publish: Publish) -> None:
    article = an_article()
    section = SectionPage.objects.get(pk=article.get_parent().pk)
    publish(article, "")

    modes = [mode_under(article)]
    for page, mode in ((section, "breaking"), (article, "open"), (section, "held"), (article, "")):
        publish(type(page).objects.get(pk=page.pk), mode)
        modes.append(mode_under(article))

    assert modes == ["", "breaking", "open", "open", "held"]


def test_a_section_leaves_the_articles_of_others_alone(publish: Publish) -> None:
    here = an_article(section=a_section("رأي", "opinion"))
    there = an_article(section=a_section("محليات", "local"), headline="خبر آخر")
    publish(here, "")
    publish(there, "")

    publish(SectionPage.objects.get(slug="local"), "breaking")

    assert (mode_under(here), mode_under(there)) == ("", "breaking")


def test_an_article_that_moves_takes_on_the_mode_of_its_new_section(
    publish: Publish, django_capture_on_commit_callbacks
) -> None:
    article = an_article(section=a_section("محليات", "local"))
    strict = a_section("رأي", "opinion")
    publish(article, "")
    publish(strict, "held")

    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(pk=article.pk).move(SectionPage.objects.get(pk=strict.pk), pos="last-child")

    assert mode_under(article) == "held"


def test_a_revision_that_knew_held_as_a_state_of_the_discussion_still_holds(publish: Publish) -> None:
    article = an_article()
    content = {**article.serializable_data(), "discussion": "held"}

    restored = article.with_content_json(content)

    assert (restored.discussion, restored.screening_mode) == ("open", "held")
