"""Keeping the index: walking through what was there before, rebuilding, wiping out what was deleted."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from hiwar.search import engines, services
from hiwar.search.models import Due, Entry, Kind, Walk
from hiwar.search.services.indexing import take_in
from hiwar.search.terms import Sort, term
from hiwar.search.triggers import RULES, watch
from tests.integration.search.newsroom import ARTICLES, COMMENTS, Newsroom

EVERYTHING = len(ARTICLES) + len(COMMENTS)


def test_a_newsroom_from_before_the_index_is_taken_in_step_by_step(newsroom: Newsroom) -> None:
    Entry.objects.all().delete()
    Due.objects.all().delete()
    Walk.objects.bulk_create(Walk(kind=kind) for kind in Kind.values if not Walk.objects.filter(kind=kind).exists())

    steps = [services.walk_on(steps=1, at_once=2)]
    while steps[-1]:
        steps.append(services.walk_on(steps=1, at_once=2))

    assert len(steps) >= EVERYTHING // 2
    assert Entry.objects.count() == EVERYTHING
    assert not Walk.objects.exists()
    assert newsroom.headlines("القانون")


def test_a_rebuild_says_what_it_did_and_twice_changes_nothing(newsroom: Newsroom) -> None:
    said = StringIO()
    before = set(Entry.objects.values_list("pk", flat=True))

    for _ in range(2):
        call_command("search", "rebuild", stdout=said)

    assert set(Entry.objects.values_list("pk", flat=True)) == before
    lines = said.getvalue().splitlines()
    assert lines[0] == lines[1]
    assert str(len(ARTICLES)) in lines[0] and str(len(COMMENTS)) in lines[0]


def test_texts_of_one_minute_have_numbers_of_their_own(newsroom: Newsroom) -> None:
    numbers = list(Entry.objects.values_list("pk", flat=True))

    assert len(set(numbers)) == EVERYTHING
    assert all(abs(number) < 2**63 for number in numbers)


def test_a_text_is_taken_in_once_however_often(newsroom: Newsroom) -> None:
    ids = [article.pk for article in newsroom.articles.values()]

    counts = [take_in(Kind.ARTICLE, ids) for _ in range(3)]

    assert counts == [len(ARTICLES)] * 3
    assert Entry.objects.filter(kind=Kind.ARTICLE).count() == len(ARTICLES)


def test_a_word_on_every_line_of_a_long_article_is_no_burden(newsroom: Newsroom) -> None:
    article = newsroom.articles["إضراب في الميناء"]
    type(article).objects.filter(pk=article.pk).update(rendered_body="<p>ملح البحر وسكر الجبل</p>" * 3000)

    services.index_due()

    assert newsroom.headlines("ملح سكر") == ["إضراب في الميناء"]
    assert newsroom.headlines("«ملح البحر»") == ["إضراب في الميناء"]
    assert newsroom.headlines("«البحر ملح»") == []


def test_triggers_are_put_in_place_once(db: None) -> None:
    made = watch(connection)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'hiwar_search_%%'"
            if connection.vendor == "sqlite"
            else "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'hiwar_search_%%'"
        )
        (count,) = cursor.fetchone()
    assert made == 0
    assert count == len(RULES)


def test_a_trigger_that_does_something_else_is_replaced(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hiwar.search.triggers.RULES", RULES[1:])

    made = watch(connection)
    monkeypatch.undo()

    assert made == 0
    assert watch(connection) == 1


def test_wiping_out_ends_and_loses_nothing(newsroom: Newsroom) -> None:
    for _ in range(3):
        take_in(Kind.ARTICLE, [article.pk for article in newsroom.articles.values()])

    services.wipe_out()

    assert newsroom.headlines("القانون") == ["مجلس المدينة يقرّ قانون النقل", "إضراب في الميناء"]


def test_a_deleted_word_is_gone_from_the_disk_after_the_night(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """FTS5 alone is looked at, in a file of its own, whatever database the tests run on."""
    file = tmp_path / "index.sqlite3"
    word = term(Sort.STEM, Kind.COMMENT, "زعفران").encode()
    with closing(sqlite3.connect(file, isolation_level=None)) as wire:
        wire.execute("PRAGMA secure_delete=ON")
        wire.execute("CREATE VIRTUAL TABLE search_terms USING fts5(terms, tokenize = 'ascii')")
        for number in range(40):
            wire.execute("INSERT INTO search_terms (rowid, terms) VALUES (?, ?)", [number, f"u{number}x same"])
        wire.execute("INSERT INTO search_terms (rowid, terms) VALUES (99, ?)", [word.decode()])
        assert word[1:] in file.read_bytes()
        wire.execute("DELETE FROM search_terms WHERE rowid = 99")
        monkeypatch.setattr(engines, "connection", Wire(wire))

        is_kept_without = word[1:] in file.read_bytes()
        goes_on = engines.tidy(pages=8, begin=True)
        while goes_on:
            goes_on = engines.tidy(pages=8)

        assert is_kept_without
        assert word[1:] not in file.read_bytes()


class Wire:
    """As much of Django's connection as `engines` knows, on a file of the test's own."""

    vendor = "sqlite"

    def __init__(self, wire: sqlite3.Connection) -> None:
        self.connection = wire

    def ensure_connection(self) -> None:
        """Be connected already."""

    def cursor(self) -> Wire:
        """Return what statements go to."""
        return self

    def execute(self, statement: str, values: list[object]) -> None:
        """Execute a statement as Django writes it."""
        self.connection.execute(statement.replace("%s", "?"), values)

    def __enter__(self) -> Wire:
        return self

    def __exit__(self, *_: object) -> None:
        """End nothing."""
