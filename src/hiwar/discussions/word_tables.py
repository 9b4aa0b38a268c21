"""Word lists as tables: CSV from a spreadsheet into rows, and rows into CSV.

Belongs here: columns, headings in Arabic and English, encodings, and cells that a spreadsheet would run as formulas.
Not here: storing (`services.listing`) and the sentences in which a bad table is refused (`word_problems`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from hiwar.arabic.alphabet import has_letter_or_number
from hiwar.arabic.clean import TextTooLong, UncleanText, clean_line
from hiwar.discussions.word_forms import MAX_FORMS, MAX_REASON, MAX_WORD, split_forms

MAX_BYTES = 1024 * 1024
MAX_ROWS = 5000
MAX_PROBLEMS = 20


@dataclass(frozen=True)
class WordRow:
    """One entry as a table tells it. `forms` are parted by «|»."""

    text: str
    kind: str = "suspect"
    by_stem: bool = False
    with_clitics: bool = True
    forms: str = ""
    reason: str = ""


@dataclass(frozen=True)
class TableProblem:
    """Why a table cannot be taken: what is wrong, in which line (0: the file itself), and what was found there.

    `number` is the limit that was passed or, for a repeated entry, the line that had it first.
    """

    code: str
    line: int = 0
    detail: str = ""
    number: int = 0


class BadTable(Exception):
    """The table was refused, all of it, for these problems."""

    def __init__(self, *problems: TableProblem) -> None:
        super().__init__(", ".join(f"{problem.code} in line {problem.line}" for problem in problems))
        self.problems = problems


# Headings and values in both languages; the first of each language is what is written. Read without case and marks.
_HEADINGS = {
    "text": ("text", "الكلمة", "word", "النص", "الكلمة أو العبارة"),
    "kind": ("kind", "الأثر", "effect", "القائمة", "list"),
    "match": ("match", "المطابقة"),
    "clitics": ("clitics", "اللواصق"),
    "forms": ("forms", "صيغ أخرى", "الصيغ"),
    "reason": ("reason", "السبب"),
}
_KINDS = {
    "suspect": ("suspect", "تنتظر المراجعة", "hold", "مراجعة"),
    "banned": ("banned", "مرفوضة", "reject", "ممنوعة"),
    "allowed": ("allowed", "مسموحة", "allow"),
}
_MATCHES = {"word": ("word", "كلمة"), "phrase": ("phrase", "عبارة"), "stem": ("stem", "جذع")}
_ANSWERS = {"yes": ("yes", "نعم", "true", "1"), "no": ("no", "لا", "false", "0")}
_LANGUAGE = {"en": 0, "ar": 1}

# A spreadsheet takes a cell that begins so for a formula; an apostrophe in front keeps it text.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")


def write_table(rows: Iterable[WordRow], *, language: str = "en") -> bytes:
    """Return rows as CSV that spreadsheets open rightly: UTF-8 with its mark, and no cell that could run."""
    at = _LANGUAGE.get(language, 0)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(names[at] for names in _HEADINGS.values())
    for row in rows:
        match = "stem" if row.by_stem else "phrase" if len(row.text.split()) > 1 else "word"
        answer = "yes" if row.with_clitics else "no"
        said = (_KINDS[row.kind][at], _MATCHES[match][at], _ANSWERS[answer][at])
        writer.writerow(map(_disarmed, (row.text, *said, row.forms, row.reason)))
    return lines.getvalue().encode("utf-8-sig")


def read_table(raw: bytes) -> tuple[WordRow, ...]:
    """Return the entries of a CSV file, each once, in order; raises `BadTable` with every line that is wrong."""
    text = _decoded(raw)
    records = _records(text)
    first = next(records, None)
    if first is None:
        raise BadTable(TableProblem("empty"))
    columns = _columns(*first)
    rows: dict[tuple[str, str], tuple[int, WordRow]] = {}
    problems: list[TableProblem] = []
    for line, cells in records:
        if len(rows) == MAX_ROWS:
            raise BadTable(TableProblem("too_many", line, number=MAX_ROWS))
        try:
            row = _row(line, cells, columns)
            earlier, same = rows.setdefault((row.kind, row.text), (line, row))
            if same != row:
                raise BadTable(TableProblem("repeated", line, row.text, number=earlier))
        except BadTable as refusal:
            problems += refusal.problems
            if len(problems) >= MAX_PROBLEMS:
                break
    if problems:
        raise BadTable(*problems)
    return tuple(row for _line, row in rows.values())


def _decoded(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise BadTable(TableProblem("too_large", number=MAX_BYTES // 1024))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadTable(TableProblem("not_utf8", raw.count(b"\n", 0, error.start) + 1)) from error


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each line's number with its cells; spreadsheets of some countries part cells by semicolons or tabs."""
    heading = text.partition("\n")[0]
    delimiter = max(",;\t", key=heading.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 0
    while True:
        line, begun = reader.line_num, reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise BadTable(TableProblem("broken", max(line, reader.line_num))) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield begun, cells


def _columns(line: int, headings: list[str]) -> list[str]:
    columns: list[str] = []
    for heading in headings:
        name = _meant(heading, _HEADINGS)
        if name is None and heading.strip():
            raise BadTable(TableProblem("unknown_column", line, heading.strip()))
        if name in columns:
            raise BadTable(TableProblem("repeated_column", line, heading.strip()))
        columns.append(name or "")
    if "text" not in columns:
        raise BadTable(TableProblem("no_text_column", line))
    return columns


def _row(line: int, cells: list[str], columns: list[str]) -> WordRow:
    if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
        raise BadTable(TableProblem("too_many_cells", line))
    said = {name: _rearmed(cell) for name, cell in zip(columns, cells, strict=False) if name and cell.strip()}
    row = WordRow(text=_cleaned(line, said.get("text", ""), MAX_WORD))
    if not has_letter_or_number(row.text):
        raise BadTable(TableProblem("no_letter", line, row.text))
    match = _choice(line, said.get("match", "word"), _MATCHES)
    return replace(
        row,
        kind=_choice(line, said.get("kind", row.kind), _KINDS),
        by_stem=match == "stem",
        with_clitics=_choice(line, said.get("clitics", "yes"), _ANSWERS) == "yes",
        forms=" | ".join(split_forms(_cleaned(line, said.get("forms", "").replace("\n", "|"), MAX_FORMS))),
        reason=_cleaned(line, said.get("reason", ""), MAX_REASON),
    )


def _choice(line: int, said: str, values: dict[str, tuple[str, ...]]) -> str:
    meant = _meant(said, values)
    if meant is None:
        raise BadTable(TableProblem("unknown_value", line, said.strip()[:40]))
    return meant


def _meant(said: str, values: dict[str, tuple[str, ...]]) -> str | None:
    wanted = " ".join(said.split()).casefold()
    return next((name for name, spellings in values.items() if wanted in map(str.casefold, spellings)), None)


def _cleaned(line: int, cell: str, limit: int) -> str:
    try:
        return clean_line(cell, max_chars=limit)
    except TextTooLong as error:
        raise BadTable(TableProblem("too_long", line, cell[:40], number=limit)) from error
    except UncleanText as error:
        raise BadTable(TableProblem("forbidden_character", line)) from error


def _disarmed(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _rearmed(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
