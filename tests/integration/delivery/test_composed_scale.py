"""What a composed front page costs must not grow with its newsroom: each statement of its drawing is planned."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from wagtail.models import Site

from hiwar.delivery.front_page import composed_page
from hiwar.newsroom.models import ArticlePage, SectionPage
from hiwar.newsroom.queries import FrontPart
from scale_newsroom import ASLEEP, Size, found, pour
from scale_pages import recorded
from scale_plans import MOST_ROWS, big_tables, cost_of, plan_as_for_millions, sweep

pytestmark = pytest.mark.django_db
GROWN = Size(articles=3_000, comments=9_000, long=3_000)


@pytest.fixture(autouse=True)
def newsroom(settings: object, tmp_path: object) -> Iterator[None]:
    """A newsroom of some size; its connection stays the one of this test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    sweep()
    pour(GROWN, found())
    ArticlePage.objects.filter(pk__in=ArticlePage.objects.order_by("-pk").values("pk")[:300]).update(label="opinion")
    plan_as_for_millions()
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def fullest() -> tuple[FrontPart, ...]:
    """Return as many parts as a page may have, of every kind."""
    sections = SectionPage.objects.exclude(title=ASLEEP).values_list("pk", flat=True)[:7]
    oldest = tuple(ArticlePage.objects.order_by("pk").values_list("pk", flat=True)[:6])
    return (
        FrontPart("lead", also=2),
        FrontPart("beside", count=3),
        FrontPart("latest", count=7),
        FrontPart("voices", count=3),
        *(FrontPart("section", count=4, section=pk) for pk in sections),
        FrontPart("columnists", count=4),
        FrontPart("most", count=5, days=30),
        FrontPart("chosen", count=6, title="مختارات", articles=oldest),
    )


def test_no_statement_of_a_composed_page_grows_with_the_newsroom(capsys: pytest.CaptureFixture[str]) -> None:
    big = big_tables(MOST_ROWS)
    # As a request finds it.
    site, parts = Site.objects.select_related("root_page").get(is_default_site=True), fullest()
    newest: datetime = ArticlePage.objects.live().order_by("-published_at").values_list("published_at", flat=True)[0]

    statements = recorded(lambda: composed_page(parts, site=site, now=newest + timedelta(minutes=1)))
    costs = {statement.sql: cost_of(statement, big) for statement, _seconds in statements}

    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{cost.work:>8,} {sql[:100]}\n" for sql, cost in costs.items()))
    assert {"newsroom_articlepage", "discussions_comment"} <= big
    assert {sql: cost.complaints for sql, cost in costs.items() if cost.complaints} == {}
    assert len(statements) <= 8
