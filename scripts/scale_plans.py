"""What a statement costs the database, and whether that grows with its tables: plans, rows read, steps of the machine.

PostgreSQL runs the statement and says how many rows each part of its plan read, those it threw away included. SQLite
says which tables it walks through, and counts the instructions of its virtual machine. Neither figure is a time:
a busy machine changes nothing of them. Writing statements are planned and not run.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

BIG = 5_000  # Rows from which a table counts as one that grows.
MOST_ROWS = 1_000  # A page shows a hundred comments; ten times that is read for no reader.
MOST_STEPS = 30_000  # A row of a comment with all its columns takes about sixty.
BETWEEN_LOOKS = 20


@dataclass(frozen=True)
class Statement:
    """What was asked of the database."""

    sql: str
    params: Any

    @property
    def reads(self) -> bool:
        """Return whether it changes nothing."""
        return self.sql.startswith("SELECT")


@dataclass
class Cost:
    """The plan in lines, the rows read (PostgreSQL) or steps made (SQLite), and why it grows, if it does."""

    lines: list[str] = field(default_factory=list)
    work: int = 0
    complaints: list[str] = field(default_factory=list)


def big_tables(least: int = BIG) -> frozenset[str]:
    """Return the tables of ours that hold at least so many rows."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM (SELECT 1 FROM "{table}" LIMIT %s) AS counted', [least])  # noqa: S608 - names the database gave us
            if cursor.fetchone()[0] >= least:
                found.add(table)
    return frozenset(found)


def sweep() -> None:
    """Free a PostgreSQL database of what was written and rolled back before; plans are made for tables as long as that.

    By a connection of its own: it cannot be done within a transaction.
    """
    if connection.vendor != "postgresql":
        return
    apart = connection.copy()
    try:
        with apart.cursor() as cursor:
            cursor.execute("VACUUM")
    finally:
        apart.close()


def plan_as_for_millions() -> None:
    """Tell PostgreSQL what was poured, and have it plan as it would for a million rows where there are thousands.

    Of three thousand it would rather read all along some index than look three hundred up. So a row costs what a page
    does: the plan that reads the fewest rows is the cheapest.
    """
    if connection.vendor != "postgresql":
        return
    settings = {"enable_seqscan": "off", "cpu_tuple_cost": 1, "cpu_index_tuple_cost": 0.5, "random_page_cost": 1.1}
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        for name, value in settings.items():
            cursor.execute(f"SET LOCAL {name} = {value}")


def cost_of(statement: Statement, big: frozenset[str]) -> Cost:
    """Return what a statement costs; `big` are the tables that grow."""
    return (_of_postgresql if connection.vendor == "postgresql" else _of_sqlite)(statement, big)


def _of_postgresql(statement: Statement, big: frozenset[str]) -> Cost:
    how = "ANALYZE, TIMING off, FORMAT JSON" if statement.reads else "FORMAT JSON"
    # A row is locked for as long as the transaction takes, which ends here.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({how}) {statement.sql}", statement.params)
        (answer,) = cursor.fetchone()
    cost = Cost()
    plan = json.loads(answer) if isinstance(answer, str) else answer
    for depth, node in _nodes(plan[0]["Plan"], 0):
        kind, table, rows = node["Node Type"], node.get("Relation Name", ""), _rows(node)
        cost.lines.append(f"{'  ' * depth}{kind} {node.get('Index Name') or table}: {rows:,} rows")
        if "Scan" in kind:
            cost.work += rows
        if kind == "Seq Scan" and table in big:
            cost.complaints.append(f"reads all of {table}")
        elif rows > MOST_ROWS:
            cost.complaints.append(f"{kind} of {rows:,} rows{f' of {table}' if table else ''}")
    return cost


def _nodes(node: dict[str, Any], depth: int) -> Iterator[tuple[int, dict[str, Any]]]:
    yield depth, node
    for below in node.get("Plans", ()):
        yield from _nodes(below, depth + 1)


def _rows(node: dict[str, Any]) -> int:
    """Return the rows a part of a plan read, kept or not; where it did not run, those it expects."""
    if "Actual Rows" not in node:
        return int(node["Plan Rows"])
    removed = sum(int(value) for name, value in node.items() if name.startswith("Rows Removed by"))
    return int((node["Actual Rows"] + removed) * node["Actual Loops"])


def _of_sqlite(statement: Statement, big: frozenset[str]) -> Cost:
    cost = Cost()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.params)
        cost.lines = [row[3] for row in cursor.fetchall()]
    names = dict(re.findall(r'"(\w+)" (?:AS )?"?([UVWT]\d+)"?', statement.sql))
    tables = {alias: table for table, alias in names.items()}
    if statement.reads:
        cost.work = _steps(statement)
    for line in cost.lines:
        found = re.match(r"SCAN (\w+)", line)
        table = found and tables.get(found[1], found[1])
        # With a limit the walk may end after a few rows: then the steps tell.
        if table in big and "LIMIT" not in statement.sql:
            cost.complaints.append(f"walks through all of {table}")
    if cost.work > MOST_STEPS:
        sorts = ", sorting" if any("TEMP B-TREE" in line for line in cost.lines) else ""
        cost.complaints.append(f"takes {cost.work:,} steps{sorts}")
    return cost


def _steps(statement: Statement) -> int:
    looks = 0

    def look() -> int:
        nonlocal looks
        looks += 1
        return 0

    with connection.cursor() as cursor:
        machine = connection.connection
        machine.set_progress_handler(look, BETWEEN_LOOKS)
        try:
            cursor.execute(statement.sql, statement.params)
            cursor.fetchall()
        finally:
            machine.set_progress_handler(None, 0)
    return looks * BETWEEN_LOOKS
