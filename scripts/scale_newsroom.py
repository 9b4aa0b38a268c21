"""A newsroom of any size in minutes: the services make one article and one comment, the others are cast from them.

Here belong the rows and how they reach the database in bulk. Whatever a page reads is as the services would have left
it: paths of the tree, counts, numbers, roots, places, pictures with their sizes. Left out is what no reader's page
reads and what would only take room: revisions, logs, the editor's search index. Needs Django to be set up.
"""

import sys
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from io import BytesIO
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.core.management.color import no_style
from django.db import connection, transaction
from PIL import Image
from wagtail.models import Page

from hiwar.config.founding import Founding, found_newsroom
from hiwar.delivery.watched_rows import NOTES, watch
from hiwar.discussions.models import Comment, DiscussionSettings, Thread
from hiwar.discussions.services import ImportedComment, Topic, import_comment, open_thread
from hiwar.newsroom.addresses import path_of
from hiwar.newsroom.models import (
    ArticleByline,
    ArticlePage,
    ArticleTopic,
    Author,
    NewsImage,
    NewsRendition,
    SectionPage,
)
from hiwar.newsroom.services import ArticleDraft, LeadPicture, create_article, create_section
from hiwar.newsroom.services.topics import topics_named
from scale_comments import Voices, conversation

ORIGIN = "http://127.0.0.1:8000"
BEGAN, SPAN = datetime(2016, 3, 1, 6, 0, tzinfo=UTC), timedelta(days=5 * 365)
SECTIONS = ("محليات", "عالم", "اقتصاد", "ثقافة", "رياضة", "رأي", "علوم", "بيئة")
# Nobody has written for this one in years: the worst that can happen to a list of the newest.
ASLEEP = "ملحق الجمعة"
IN_THE_SLEEPING = 30
# Each article has one of the few and one of the many; nobody has written about the last one in years either.
FEW, MANY = 7, 40
TOPICS = tuple(f"موضوع {number}" for number in range(FEW + MANY + 1))
LONG, WHOLE = 10_000, 100
# Comments under the other articles, over and over: most are hardly discussed, some a little more.
UNDER_OTHERS = (0, 1, 0, 4, 2, 12, 0, 30, 3, 48)
MODELS = (Page, ArticlePage, ArticleByline, ArticleTopic, NewsImage, NewsRendition, Thread, Comment)
TABLES = tuple(model._meta.db_table for model in MODELS)


@dataclass(frozen=True)
class Size:
    """How many articles, and about how many comments."""

    articles: int
    comments: int
    long: int = LONG

    def published_at(self, number: int) -> datetime:
        """Return when an article was published; the later, the greater its number."""
        return BEGAN + SPAN * number / self.articles

    def address(self, number: int) -> str:
        """Return the address of an article, without slashes around it."""
        return f"{self.published_at(number) + timedelta(hours=2):%Y/%m/%d}/الجسر-القديم-يعود-{number}"

    def counts(self) -> Iterator[int]:
        """Yield how many comments each article has; the newest three have the long talk, a hundred, and three."""
        others = self.articles - 3
        share = max(0, self.comments - self.long - WHOLE - 3) / others / (sum(UNDER_OTHERS) / len(UNDER_OTHERS))
        for number in range(others):
            yield round(UNDER_OTHERS[number % len(UNDER_OTHERS)] * share)
        yield from (self.long, WHOLE, 3)


@dataclass(frozen=True)
class Mold:
    """A row as the services wrote it, of which others are cast."""

    table: str
    columns: tuple[str, ...]
    values: tuple[Any, ...]

    @classmethod
    def of(cls, model: type, pk: int) -> "Mold":
        """Return the row of a model's own table as the database holds it."""
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" WHERE "{model._meta.pk.column}" = %s', [pk])  # noqa: S608 - our own names
            (row,) = cursor.fetchall()
            return cls(model._meta.db_table, tuple(column[0] for column in cursor.description), tuple(row))

    def cast(self, **changed: Any) -> list[Any]:
        """Return a row that differs from the mold in these columns."""
        row = list(self.values)
        for name, value in changed.items():
            row[self.places[name]] = value
        return row

    @cached_property
    def places(self) -> dict[str, int]:
        """Return where each column stands in a row."""
        return {name: place for place, name in enumerate(self.columns)}


def fill(size: Size) -> None:
    """Found a newsroom in the empty database and fill it, in minutes for a million rows."""
    sections = found()
    with _bare_tables():
        pour(size, sections)
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{NOTES}"')  # noqa: S608 - our own name
        if connection.vendor == "postgresql":
            # Its own housekeeping would come to it within a minute; nobody does it for SQLite, so neither do we.
            cursor.execute("ANALYZE")


def found() -> list[SectionPage]:
    """Found a newsroom whose readers are published at once, and return its sections."""
    site = found_newsroom(Founding(name="حوار", origin=ORIGIN, country="SY"))
    settings = DiscussionSettings.for_site(site)
    settings.hold_first = False
    settings.save()
    front = site.root_page.specific
    return [create_section(parent=front, name=name) for name in (*SECTIONS, ASLEEP)]


def pour(size: Size, sections: list[SectionPage]) -> None:
    """Bring in everything that a newsroom of this size holds, table by table."""
    article = _first_article(sections[0])
    topic = Topic(article.subject, str(article.public_path()), article.title)
    thread = open_thread(site=article.get_site(), topic=topic, opened_at=BEGAN)
    imported = ImportedComment(source_key="mold", text="كلام.", name="ليلى")
    comment = import_comment(thread=thread, imported=imported, approved=True, now=BEGAN)
    _pour_articles(size, sections, article)
    _pour_topics(size, article)
    _pour_discussions(size, article.pk, Mold.of(Thread, thread.pk), Mold.of(Comment, comment.pk))
    for section in sections:
        section.numchild = ArticlePage.objects.filter(section=section).count()
        section.save(update_fields=["numchild"], clean=False)
    with connection.cursor() as cursor:
        # Our rows brought their own keys; the next one is the database's to give.
        for statement in connection.ops.sequence_reset_sql(no_style(), MODELS):
            cursor.execute(statement)


def _first_article(section: SectionPage) -> ArticlePage:
    file = BytesIO()
    Image.new("RGB", (1600, 900), (120, 60, 40)).save(file, "JPEG")
    image = NewsImage.objects.create(title="صورة", file=ContentFile(file.getvalue(), name="bench.jpg"))
    sentence = "قال مراسلنا إن الجسر القديم سيُرمَّم قبل الشتاء، وإن الأهالي ينتظرون ذلك منذ أعوام طويلة. "
    draft = ArticleDraft(
        headline="الجسر القديم يعود إلى المدينة: ترميم قبل الشتاء",
        paragraphs=tuple(sentence * 3 for _ in range(3)),
        standfirst=sentence,
        authors=(Author.objects.create(name="سلمى درويش", role="مراسلة"),),
        lead=LeadPicture(image),
        published_at=BEGAN,
        topics=TOPICS[:1],
    )
    return create_article(section=section, draft=draft, by=None, now=BEGAN)


def place_of(number: int) -> tuple[int, int]:
    """Return the index of the section an article stands in, and its place among the section's children from zero."""
    if number <= IN_THE_SLEEPING:
        return len(SECTIONS), number - 1
    return number % len(SECTIONS), number // len(SECTIONS)


def topics_of(number: int) -> tuple[int, ...]:
    """Return the indexes of the topics of an article."""
    asleep = (FEW + MANY,) if number <= IN_THE_SLEEPING else ()
    return (number % FEW, FEW + number % MANY, *asleep)


def _pour_topics(size: Size, first: ArticlePage) -> None:
    found = {topic.name: topic.pk for topic in topics_named(TOPICS, site=first.get_site())}
    line = Mold.of(ArticleTopic, ArticleTopic.objects.get(article=first).pk)
    keys = ((number, found[TOPICS[place]]) for number in range(1, size.articles + 1) for place in topics_of(number))
    rows = (
        line.cast(
            id=line.values[0] + row, article_id=first.pk + number, topic_id=topic,
            published_at=stamp(size.published_at(number)),
        )
        for row, (number, topic) in enumerate(keys, start=1)
    )  # fmt: skip
    _pour(line, rows, 2 * size.articles)


def _pour_articles(size: Size, sections: list[SectionPage], first: ArticlePage) -> None:
    page, article = Mold.of(Page, first.pk), Mold.of(ArticlePage, first.pk)
    byline = Mold.of(ArticleByline, first.bylines.get().pk)
    image = Mold.of(NewsImage, first.lead_image_id)
    sizes = [Mold.of(NewsRendition, rendition.pk) for rendition in first.lead_image.renditions.all()]
    numbers = range(1, size.articles + 1)
    offset = first.pk

    def pages() -> Iterator[list[Any]]:
        for number in numbers:
            index, place = place_of(number)
            section, slug, at = sections[index], f"الجسر-القديم-يعود-{number}", stamp(size.published_at(number))
            yield page.cast(
                id=offset + number, path=Page._get_path(section.path, section.depth + 1, place + 2),
                slug=slug, url_path=f"{section.url_path}{slug}/", translation_key=uuid.uuid4().hex,
                first_published_at=at, last_published_at=at, latest_revision_created_at=at,
                latest_revision_id=None, live_revision_id=None,
            )  # fmt: skip

    def articles() -> Iterator[list[Any]]:
        for number in numbers:
            yield article.cast(
                page_ptr_id=offset + number,
                address=size.address(number), published_at=stamp(size.published_at(number)),
                section_id=sections[place_of(number)[0]].pk, lead_image_id=image.values[0] + number,
            )  # fmt: skip

    _pour(page, pages(), size.articles)
    _pour(article, articles(), size.articles)
    _pour(byline, (byline.cast(id=byline.values[0] + n, page_id=offset + n) for n in numbers), size.articles)
    _pour(image, (image.cast(id=image.values[0] + n) for n in numbers), size.articles)
    last = max(mold.values[0] for mold in sizes)
    renditions = (
        mold.cast(id=last + len(sizes) * (n - 1) + place + 1, image_id=image.values[0] + n)
        for n in numbers for place, mold in enumerate(sizes)
    )  # fmt: skip
    _pour(sizes[0], renditions, size.articles * len(sizes))


def _pour_discussions(size: Size, first: int, thread: Mold, comment: Mold) -> None:
    """Pour the comments first: what a thread knows of itself follows from them."""
    told: list[tuple[int, int]] = []
    voices = Voices(Random(7), authors=max(100, size.comments // 8))  # noqa: S311 - a benchmark's dice

    def comments() -> Iterator[list[Any]]:
        last = comment.values[0]
        for number, count in zip(range(1, size.articles + 1), size.counts(), strict=True):
            said = conversation(count, thread=thread.values[0] + number, first=last + 1, voices=voices)
            last += len(said.rows)
            told.append((said.published, said.last_number))
            for row in said.rows:
                at = stamp(size.published_at(number) + timedelta(minutes=row.pop("minutes")))
                public = row["number"] is not None
                yield comment.cast(**row, submitted_at=at, published_at=at if public else None, source_key=None)

    def threads() -> Iterator[list[Any]]:
        for number, (published, last) in enumerate(told, start=1):
            yield thread.cast(
                id=thread.values[0] + number, subject=f"article:{first + number}", public_id=voices.public_id(),
                url=path_of(size.address(number)), opened_at=stamp(size.published_at(number)), version=published,
                last_number=last, comment_count=published,
            )  # fmt: skip

    _pour(comment, comments(), size.comments)
    _pour(thread, threads(), size.articles)


def stamp(moment: datetime) -> str:
    """Return a moment as the database takes it in bulk."""
    return moment.replace(tzinfo=None).isoformat(" ", "seconds") + ("+00" if connection.vendor == "postgresql" else "")


def _pour(mold: Mold, rows: Iterable[list[Any]], about: int) -> None:
    """Bring rows into the mold's table as fast as the database takes them."""
    names, began = ", ".join(f'"{name}"' for name in mold.columns), time.monotonic()
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{mold.table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join("?" for _ in mold.columns)
            cursor.cursor.connection.executemany(f'INSERT INTO "{mold.table}" ({names}) VALUES ({marks})', rows)  # noqa: S608 - our own names
    print(f"  {mold.table}: about {about:,} rows in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)


@contextmanager
def _bare_tables() -> Iterator[None]:
    """Take indexes, triggers and checks of keys from the tables and put them back: a tenth of the time."""
    bare, clothed = {"postgresql": (_BARE_POSTGRESQL, _indexes_postgresql), "sqlite": (_BARE_SQLITE, _indexes_sqlite)}[
        connection.vendor
    ]
    with connection.cursor() as cursor:
        indexes = clothed(cursor)
        for statement in (*bare, *(f'DROP INDEX "{name}"' for name, _made in indexes)):
            cursor.execute(statement)
        yield
        began = time.monotonic()
        for _name, made in indexes:
            cursor.execute(made)
        print(f"  {len(indexes)} indexes in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    connection.close()
    watch(connection)


_BARE_POSTGRESQL = ("SET session_replication_role = replica", "SET maintenance_work_mem = '256MB'")
_BARE_SQLITE = ("PRAGMA foreign_keys = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -262144")


def _indexes_postgresql(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%s)"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint)",
        [list(TABLES)],
    )
    return list(cursor.fetchall())


def _indexes_sqlite(cursor: Any) -> list[tuple[str, str]]:
    cursor.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    found = [row for row in cursor.fetchall() if row[2] in TABLES]
    for kind, name, _table, _made in found:
        if kind == "trigger":
            cursor.execute(f'DROP TRIGGER "{name}"')
    return [(name, made) for kind, name, _table, made in found if kind == "index"]
