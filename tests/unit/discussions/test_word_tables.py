"""Word lists as tables: read whole or not at all, written so that a spreadsheet runs nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.discussions.word_problems import sentence_of
from hiwar.discussions.word_tables import MAX_BYTES, MAX_ROWS, BadTable, WordRow, read_table, write_table

DOG = WordRow("كلب", kind="banned", by_stem=True, with_clitics=False, forms="كلاب | چلب", reason="شتيمة، حيوان")


def _codes(raw: bytes) -> list[tuple[str, int]]:
    with pytest.raises(BadTable) as refusal:
        read_table(raw)
    return [(problem.code, problem.line) for problem in refusal.value.problems]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_what_was_written_is_read_again(language):
    rows = (DOG, WordRow("ابن الكلب"), WordRow("نهر الكلب", kind="allowed"))

    assert read_table(write_table(rows, language=language)) == rows


def test_an_arabic_table_is_headed_in_arabic():
    heading, first, *_ = write_table([DOG], language="ar").decode("utf-8-sig").splitlines()

    assert heading == "الكلمة,الأثر,المطابقة,اللواصق,صيغ أخرى,السبب"
    assert first.startswith("كلب,مرفوضة,جذع,لا,")


def test_the_match_column_tells_word_phrase_and_stem_apart():
    rows = [WordRow("كلب"), WordRow("ابن الكلب"), WordRow("مراسل", by_stem=True)]

    written = write_table(rows).decode("utf-8-sig").splitlines()

    assert [line.split(",")[2] for line in written] == ["match", "word", "phrase", "stem"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_ways_spreadsheets_save_make_no_difference(delimiter, mark, end):
    lines = [delimiter.join(("Text", " السبب ", "KIND")), delimiter.join(("كلب", "شتيمة", "Banned")), ""]

    assert read_table(mark + end.join(lines).encode()) == (WordRow("كلب", kind="banned", reason="شتيمة"),)


def test_one_column_is_enough():
    assert read_table("الكلمة\nكلب\n\nغبي\n".encode()) == (WordRow("كلب"), WordRow("غبي"))


def test_the_same_line_twice_is_one_entry():
    assert read_table("text,kind\nكلب,banned\nكلب,banned\n".encode()) == (WordRow("كلب", kind="banned"),)


@pytest.mark.parametrize("cell", ["=1+1", "+20", "-ا", "@كلب", "'=1", "''@x", "＝كلب"])
def test_no_cell_runs_in_a_spreadsheet_and_none_is_lost(cell):
    row = WordRow("كلب", reason=cell)

    written = write_table([row])

    assert f",'{cell}\r\n" in written.decode("utf-8-sig")
    assert [read.reason for read in read_table(written)] == [unicodedata.normalize("NFC", cell)]


def test_an_apostrophe_elsewhere_is_a_letter_like_any_other():
    row = WordRow("'كلب'", reason="l'orient - 1")

    assert read_table(write_table([row])) == (row,)
    assert "''" not in write_table([row]).decode("utf-8-sig")


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        ("", [("empty", 0)]),
        ("kind\nbanned\n", [("no_text_column", 1)]),
        ("text,color\nكلب,red\n", [("unknown_column", 1)]),
        ("text,word\nكلب,x\n", [("repeated_column", 1)]),
        ("text,kind\nكلب,nobody\n", [("unknown_value", 2)]),
        ("text,match\nكلب,نوع\n", [("unknown_value", 2)]),
        ("text\n،\n", [("no_letter", 2)]),
        ("text,reason\n,سبب\n", [("no_letter", 2)]),
        ("text\nكلب,قط\n", [("too_many_cells", 2)]),
        ('text\n"كلب\n', [("broken", 2)]),
        ("text\nك\x00لب\n", [("forbidden_character", 2)]),
        (f"text\n{'كلب ' * 40}\n", [("too_long", 2)]),
        ("text,kind,reason\nكلب,banned,أ\nقط,banned,أ\nكلب,banned,ب\n", [("repeated", 4)]),
        ('text,reason\n"كلب","سطر\nثان"\nغبي,x,y\n،,\n', [("too_many_cells", 4), ("no_letter", 5)]),
        ("text\n" + "".join(f"كلمة{n}\n" for n in range(MAX_ROWS + 1)), [("too_many", MAX_ROWS + 2)]),
    ],
)
def test_each_fault_is_told_with_its_line(table, problems):
    assert _codes(table.encode()) == problems


def test_a_damaged_file_is_told_where():
    assert _codes("text\nكلب\n".encode() + b"\xc7\xe1\n") == [("not_utf8", 3)]


def test_a_file_past_the_limit_is_refused_unread():
    assert _codes(b"x" * (MAX_BYTES + 1)) == [("too_large", 0)]


def test_a_refusal_names_the_line_and_what_stands_there():
    with pytest.raises(BadTable) as refusal:
        read_table("text,kind\nكلب,nobody\n".encode())

    sentence = sentence_of(refusal.value.problems[0])

    assert "2" in sentence
    assert "nobody" in sentence


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=200) | st.text(max_size=200).map(lambda text: f"text,kind\n{text}".encode("utf-8", "replace"))
)
def test_whatever_is_sent_is_a_table_or_a_refusal(raw):
    try:
        rows = read_table(raw)
    except BadTable as refusal:
        assert refusal.problems
    else:
        assert read_table(write_table(rows)) == rows
