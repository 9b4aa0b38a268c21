"""What a newsroom says about its own text: corrections that stay, and labels that do not stay too long."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hiwar.newsroom.models import ArticlePage, Correction, Label
from hiwar.newsroom.queries import article_by_id, latest_articles
from hiwar.newsroom.services import publish_article
from tests.factories.newsroom import NOON, an_article, salma

pytestmark = pytest.mark.django_db


def corrected(article: ArticlePage, *texts: str) -> ArticlePage:
    """Have Salma correct an article, an hour after one another, and publish it."""
    article.corrections = [
        Correction(text=text, at=NOON + timedelta(hours=hour), sort_order=hour) for hour, text in enumerate(texts, 1)
    ]
    article.save_revision(user=salma())
    return publish_article(article=article, by=salma(), now=NOON + timedelta(hours=len(texts)))


def test_a_correction_stands_below_the_text_and_beside_the_time() -> None:
    corrected(article := an_article(), "كُتب أن الرحلات خمسون، والصواب ستّ وخمسون.")

    view = article_by_id(article.pk)

    assert view is not None
    assert "والصواب ستّ وخمسون" in view.body_html
    assert view.corrected_at == NOON + timedelta(hours=1)


def test_a_second_correction_keeps_the_first() -> None:
    corrected(article := an_article(), "الأول.", "الثاني.")

    view = article_by_id(article.pk)

    assert view is not None
    assert view.body_html.index("الأول.") < view.body_html.index("الثاني.")
    assert view.corrected_at == NOON + timedelta(hours=2)


def test_an_article_that_was_never_corrected_says_nothing() -> None:
    view = article_by_id(an_article().pk)

    assert view is not None
    assert view.corrected_at is None
    assert "errata" not in view.body_html


@pytest.mark.parametrize(
    ("label", "hours", "said"),
    [
        (Label.BREAKING, 11, "breaking"),
        (Label.BREAKING, 13, ""),
        (Label.LIVE, 23, "live"),
        (Label.LIVE, 25, ""),
        (Label.OPINION, 9_000, "opinion"),
    ],
)
def test_a_label_is_said_only_as_long_as_it_is_true(label: str, hours: int, said: str) -> None:
    article = an_article()
    ArticlePage.objects.filter(pk=article.pk).update(label=label)

    (card,) = latest_articles()

    assert card.label.at(card.published_at + timedelta(hours=hours)) == said
