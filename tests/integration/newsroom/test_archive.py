"""A section from its newest article to its first: every part found along an index, and none that shifts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from wagtail.models import Page, Site

from hiwar.newsroom.models import ArticlePage, SectionPage
from hiwar.newsroom.queries import NEWEST, ArchivePart, latest_articles, section_named, section_part
from hiwar.newsroom.services import unpublish_article
from tests.factories.newsroom import NOON, a_section, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> SectionPage:
    """A section of seven articles; the fourth and the fifth came out at the same moment."""
    found = a_section()
    for number, hour in enumerate((1, 2, 3, 4, 4, 5, 6), start=1):
        an_article(headline=f"خبر {number}", section=found, published_at=NOON + timedelta(hours=hour))
    return found


def part(before: int = NEWEST, *, limit: int = 2) -> ArchivePart | None:
    """Return a part of the section."""
    site = Site.objects.get(is_default_site=True)
    return section_part(section_named("local", site=site), limit=limit, before=before, site=site)


def turned() -> Iterator[ArchivePart]:
    """Yield part after part, from the newest to the first."""
    page = part()
    while page:
        yield page
        page = part(page.older) if page.older else None


def headlines(page: ArchivePart) -> list[str]:
    """Return what stands in a part."""
    return [card.headline for card in page.cards]


def test_turning_back_shows_every_article_once(section) -> None:
    parts = [headlines(page) for page in turned()]

    assert parts == [["خبر 7", "خبر 6"], ["خبر 5", "خبر 4"], ["خبر 3", "خبر 2"], ["خبر 1"]]


def test_turning_forth_leads_the_same_way_home(section) -> None:
    newest, second, third, last = turned()

    assert newest.newer is None
    assert second.newer == NEWEST
    assert headlines(part(third.newer)) == headlines(second)
    assert headlines(part(last.newer)) == headlines(third)
    assert last.older is None


def test_a_part_stays_the_same_when_something_is_published(section) -> None:
    name = part().older
    before = headlines(part(name))

    an_article(headline="خبر 8", section=section, published_at=NOON + timedelta(hours=7))

    assert headlines(part(name)) == before


def test_an_article_that_is_taken_from_readers_still_names_the_part_below_it(section) -> None:
    name = part().older

    unpublish_article(article=ArticlePage.objects.get(pk=name), by=None)

    assert headlines(part(name)) == ["خبر 5", "خبر 4"]


def test_what_was_never_an_article_names_nothing(section) -> None:
    assert part(10_000_000) is None
    assert part(section.pk) is None


def test_nothing_stands_below_the_first_article(section) -> None:
    first = ArticlePage.objects.get(title="خبر 1")

    assert part(first.pk) is None


def test_an_empty_section_has_its_newest_part() -> None:
    a_section()

    assert part() == ArchivePart((), None, None)


def test_a_part_costs_three_queries_however_far_back_it_is(section, django_assert_num_queries) -> None:
    site, name = Site.objects.get(is_default_site=True), list(turned())[2].older
    shown = section_named("local", site=site)

    with django_assert_num_queries(3):
        section_part(shown, limit=2, before=name, site=site)


def test_an_article_that_moves_is_listed_where_it_stands_now(section) -> None:
    culture = a_section("ثقافة", "culture")
    moving = ArticlePage.objects.get(title="خبر 7")

    Page.objects.get(pk=moving.pk).move(culture, pos="last-child")

    assert headlines(part()) == ["خبر 6", "خبر 5"]
    assert [card.headline for card in latest_articles(section=section_named("culture"))] == ["خبر 7"]


def test_the_migration_gives_earlier_articles_the_section_they_stand_in(section) -> None:
    draft = an_article(headline="مسودة", section=section, publish=False)
    ArticlePage.objects.update(section=None)
    migration = import_module("hiwar.newsroom.migrations.0004_sections_of_earlier_articles")

    for _ in range(2):
        migration.give_sections(apps, type("Editor", (), {"connection": connection}))

    assert set(ArticlePage.objects.values_list("section", flat=True)) == {section.pk}
    assert ArticlePage.objects.filter(section=section, pk=draft.pk).exists()
