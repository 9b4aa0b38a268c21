"""What a composed front page asks of the newsroom: which parts it has, and which articles could stand in them.

However many parts there are, the articles are found in one statement, each list along its own index and no further.
Which of them stands where is decided in *delivery*, which knows what was said about them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connections, router
from django.db.models import QuerySet
from wagtail.models import Site

from hiwar.newsroom.models import ArticleByline, ArticlePage, FrontPage
from hiwar.newsroom.queries.articles import card, live_articles
from hiwar.newsroom.queries.sections import root_path
from hiwar.newsroom.queries.shapes import ArticleCard, Byline


@dataclass(frozen=True)
class FrontPart:
    """A part as an editor asked for it. What a kind of part has no use for is left empty."""

    kind: str
    count: int = 0
    articles: tuple[int, ...] = ()
    also: int = 0
    section: int = 0
    title: str = ""
    arrangement: str = "cards"
    days: int = 0


@dataclass(frozen=True)
class Arm:
    """A list of live articles, newest first: so many at most, of one section, of one label, of a time, among some."""

    limit: int
    section: int = 0
    label: str = ""
    since: datetime | None = None
    among: tuple[int, ...] = ()


class Candidate(NamedTuple):
    """An article that could stand somewhere."""

    id: int
    section: int
    has_picture: bool


def composed_front(*, site: Site) -> tuple[FrontPart, ...]:
    """Return the parts of the site's front page in one query; none where it composes itself."""
    page = FrontPage.objects.live().filter(pk=site.root_page_id).first()
    return parts_of(page) if page else ()


def parts_of(page: FrontPage) -> tuple[FrontPart, ...]:
    """Return the parts of a front page, a draft included; no article is read for it."""
    return tuple(_part(str(block["type"]), block["value"]) for block in page.parts.raw_data)


def candidates(arms: Iterable[Arm], *, site: Site) -> dict[Arm, tuple[Candidate, ...]]:
    """Return the articles of each list in its order, in one query."""
    asked = list(dict.fromkeys(arm for arm in arms if arm.limit > 0))
    found: dict[Arm, list[tuple[Any, Candidate]]] = {arm: [] for arm in asked}
    if not asked:
        return {}
    database = connections[router.db_for_read(ArticlePage)]
    pieces, parameters = [], []
    for number, arm in enumerate(asked):
        sql, values = _articles(arm, site).query.get_compiler(connection=database).as_sql()
        # SQLite takes an order and a limit in a part of a union only from a query of their own.
        pieces.append(f"SELECT {number} AS arm, one.* FROM ({sql}) AS one")  # noqa: S608 - Django's own SQL
        parameters += values
    with database.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(pieces), parameters)
        for number, pk, published_at, section, image in cursor.fetchall():
            found[asked[number]].append((published_at, Candidate(pk, section or 0, image is not None)))
    # A union keeps no order.
    return {arm: tuple(one for _, one in sorted(rows, reverse=True)) for arm, rows in found.items()}


def cards_of(ids: Iterable[int], *, site: Site) -> dict[int, ArticleCard]:
    """Return the cards of live articles by their id, in three queries at most."""
    # Pictures by their own keys: joined to a list of articles without an end PostgreSQL may read all there are.
    articles = live_articles(site=site).filter(pk__in=list(ids)).order_by().select_related(None)
    return {article.pk: card(article) for article in articles.defer("body", "rendered_body")}


def first_authors(ids: Iterable[int]) -> dict[int, Byline]:
    """Return who stands first in the byline of each article, in one query; one without a byline is absent."""
    found: dict[int, Byline] = {}
    for line in ArticleByline.objects.filter(page__in=list(ids)).select_related("author").order_by("sort_order", "pk"):
        found.setdefault(line.page_id, Byline(line.author.name, line.author.role, line.author.slug))
    return found


def _articles(arm: Arm, site: Site) -> QuerySet[Any, Any]:
    rows = ArticlePage.objects.live().filter(path__startswith=root_path(site), address__isnull=False)
    if arm.section:
        rows = rows.filter(section=arm.section)
    if arm.label:
        rows = rows.filter(label=arm.label)
    if arm.since:
        rows = rows.filter(published_at__gte=arm.since)
    if arm.among:
        rows = rows.filter(pk__in=arm.among)
    newest = rows.order_by("-published_at", "-pk")
    return newest.values_list("pk", "published_at", "section_id", "lead_image_id")[: arm.limit]


def _part(kind: str, value: dict[str, Any]) -> FrontPart:
    listed = value.get("articles") or []
    chosen = [value["article"]] if value.get("article") else [_item(one) for one in listed]
    return FrontPart(
        kind,
        count=value.get("count") or len(chosen),
        articles=tuple(pk for pk in chosen if pk),
        also=value.get("also") or 0,
        section=value.get("section") or 0,
        title=value.get("title") or "",
        arrangement=value.get("arrangement") or "cards",
        days=value.get("days") or 0,
    )


def _item(one: Any) -> int:
    """Return an item of a list as it is stored: with an id of its own, or bare as lists were stored once."""
    return int((one["value"] if isinstance(one, dict) else one) or 0)
