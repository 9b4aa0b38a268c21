"""What the page of what is planned costs must not grow with the newsroom: each of its statements is planned."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from wagtail.models import Revision
from wagtail.permissions import page_permission_policy

from hiwar.accounts.models import User
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.queries.planned import Event, planned_events
from scale_newsroom import Size, found, pour
from scale_pages import recorded
from scale_plans import MOST_ROWS, big_tables, cost_of, plan_as_for_millions, sweep
from tests.factories.newsroom import an_article
from tests.integration.newsroom.editor_forms import signed_in

pytestmark = pytest.mark.django_db
GROWN = Size(articles=3_000, comments=3_000, long=1_000)
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=2)
WEEKS = timedelta(days=14)


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def newsroom(noon: None, settings: object, tmp_path: object) -> None:
    """A newsroom of some size in which time did much to articles, and is to do one thing of each kind to a few."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    sweep()
    pour(GROWN, found())
    long_ago = {f"{name}_at": NOW - timedelta(days=900) for name in ("goes_out", "left", "closes", "label_ends")}
    ArticlePage.objects.update(label="live", **long_ago)
    _revise_all()
    live = {"published_at": NOW - timedelta(hours=2), "section": ArticlePage.objects.first().get_parent().specific}
    _change(an_article(headline="عاجل", slug="a", **live), label="breaking", closes_at=SOON, expire_at=SOON)
    _change(an_article(headline="تعديل", slug="b", **live), go_live_at=SOON).publish()
    _change(an_article(headline="مسودة", slug="c", publish=False, section=live["section"]), go_live_at=SOON)
    plan_as_for_millions()


def _revise_all() -> None:
    """Give every article the revision that the services would have left."""
    mold = Revision.objects.filter(object_id=str(ArticlePage.objects.order_by("pk").first().pk)).first()
    assert mold is not None
    Revision.objects.bulk_create(
        Revision(
            content_type_id=mold.content_type_id,
            base_content_type_id=mold.base_content_type_id,
            object_id=str(pk),
            created_at=mold.created_at,
            content={},
        )
        for pk in ArticlePage.objects.exclude(pk=mold.object_id).values_list("pk", flat=True)
    )


def _change(article: ArticlePage, **times: object) -> Revision:
    for name, value in times.items():
        setattr(article, name, value)
    if "go_live_at" not in times:
        article.save()
    return article.save_revision()


@pytest.mark.parametrize("group", ["Editors", "Reporters"])
def test_no_statement_of_the_page_grows_with_the_newsroom(capsys: pytest.CaptureFixture[str], group: str) -> None:
    big = big_tables(MOST_ROWS)
    signed_in("rima", group)
    rima = User.objects.get(username="rima")
    ArticlePage.objects.filter(title__in=["عاجل", "تعديل", "مسودة"]).update(owner=rima)
    mine = page_permission_policy.instances_user_has_permission_for(rima, "change")
    happens: list[Event] = []

    statements = recorded(lambda: happens.extend(one.event for one in planned_events(NOW, NOW + WEEKS, among=mine)))
    costs = {statement.sql: cost_of(statement, big) for statement, _seconds in statements}

    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"{cost.work:>8,} {sql[:100]}\n" for sql, cost in costs.items()))
    assert {"newsroom_articlepage", "wagtailcore_page", "wagtailcore_revision"} <= big
    assert sorted(happens) == sorted(Event)
    assert {sql: (cost.complaints, cost.lines) for sql, cost in costs.items() if cost.complaints} == {}
    assert len(statements) == 5
