"""Nearly the same headline twice: whoever saves is told, and nobody is hindered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.test import Client

from hiwar.newsroom.models import ArticlePage, SectionPage
from hiwar.newsroom.queries import twins_of
from hiwar.newsroom.queries.twins import MOST
from tests.factories.newsroom import a_section, an_article
from tests.integration.newsroom.editor_forms import add, article_form, signed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
FIRST = "قطار الساحل يعود إلى العمل بعد عشرين عاماً"
ALIKE = "عودة قطار الساحل إلى العمل بعد عشرين عاماً"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def salma(section: SectionPage) -> Client:
    return signed_in("salma", "Editors")


def warnings(answer: Any) -> list[str]:
    """Return what an editor is warned of."""
    return [str(one) for one in get_messages(answer.wsgi_request) if one.level_tag == "warning"]


def test_whoever_saves_is_told_of_an_article_with_nearly_the_same_headline(salma, section) -> None:
    first = an_article(section=section, headline=FIRST, published_at=NOW - timedelta(days=89))

    answer = add(salma, section, title=ALIKE, slug="second")

    (warning,) = warnings(answer)
    assert FIRST in warning
    assert f"/editor/pages/{first.pk}/edit/" in warning
    assert ArticlePage.objects.count() == 2


def test_a_colleagues_draft_counts_too(salma, section) -> None:
    an_article(section=section, headline=FIRST, published_at=None, publish=False)

    (warning,) = warnings(add(salma, section, title=ALIKE, slug="second", **{"action-publish": "1"}))

    assert "في المسودات" in warning


def test_marks_hamzas_and_articles_make_no_other_headline(section) -> None:
    an_article(section=section, headline="إعادة فتح المدرسة القديمة في القرية", published_at=NOW)

    twins = twins_of(ArticlePage(title="اعادةُ فتح مدرسة قديمة في قرية"), now=NOW)

    assert len(twins) == 1


@pytest.mark.parametrize(
    ("headline", "days"),
    [("مطر غزير على الساحل غداً", 1), (FIRST, 91), ("قطار الساحل", 1)],
    ids=["another story", "long ago", "two words"],
)
def test_what_is_not_alike_or_long_ago_is_not_told(section, headline: str, days: int) -> None:
    an_article(section=section, headline=headline, published_at=NOW - timedelta(days=days))

    assert twins_of(ArticlePage(title=ALIKE if days == 91 or "مطر" in headline else headline), now=NOW) == ()


def test_an_article_is_not_its_own_twin_and_autosaving_tells_nobody(salma, section) -> None:
    an_article(section=section, headline=FIRST, published_at=NOW)
    mine = an_article(section=section, headline=ALIKE, published_at=NOW, slug="mine", publish=False)

    form = article_form(title=ALIKE, slug="mine")
    saved = salma.post(f"/editor/pages/{mine.pk}/edit/", form, headers={"accept": "application/json"})

    assert saved.json()["success"]
    assert warnings(saved) == []
    assert [twin.headline for twin in twins_of(mine, now=NOW)] == [FIRST]


def test_one_query_reads_no_more_than_the_newest(section, django_assert_num_queries) -> None:
    article = an_article(section=section, headline=FIRST)

    with django_assert_num_queries(1) as asked:
        twins_of(article, now=NOW)

    assert asked[0]["sql"].endswith(f"ORDER BY 1 DESC LIMIT {MOST}")
