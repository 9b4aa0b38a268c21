"""A page file goes in, and every word comes out in its place, or one reason why not."""

import json
from pathlib import Path

import pytest

from hiwar.importers.page.decode import MAX_BYTES
from hiwar.importers.page.read import read_page
from hiwar.importers.page.shape import NotAPage

PAGES = Path(__file__).parents[3] / "cases" / "pages"
CASES = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
ROOT = Path(__file__).parents[4]
# The page this project began with is no part of the repository; where it lies beside it, it is read, too.
SEED = ROOT.parent / "shared" / "seed" / "page.txt"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_every_page_is_read_to_the_letter(case):
    page = read_page(PAGES / case["file"])

    comments = [
        {
            "number": comment.number,
            "name": comment.name,
            "text": comment.text,
            "parent": comment.parent,
            "submitted": comment.submitted and comment.submitted.isoformat(),
        }
        for comment in page.comments
    ]
    assert [{key: value for key, value in row.items() if value is not None} for row in comments] == case["comments"]
    assert len(page.paragraphs) == case["paragraphs"]
    assert page.declared_count == case["declared"]
    assert (page.headline, page.author) == (case["headline"], case["author"])
    assert (page.published and page.published.isoformat()) == case["published"]
    assert [[guess.code, guess.data.get("number")] for guess in page.guesses] == case["guesses"]


@pytest.mark.parametrize(
    "case", [case for case in CASES if case["file"].endswith(".txt")], ids=lambda case: case["file"]
)
def test_paragraphs_stand_in_the_file_word_for_word_and_in_order(case):
    source = " ".join((PAGES / case["file"]).read_text(encoding="utf-8").split())

    page = read_page(PAGES / case["file"])

    places = [source.find(paragraph) for paragraph in page.paragraphs]
    assert -1 not in places
    assert places == sorted(places)


if SEED.exists():

    def test_the_page_this_project_began_with_is_read_whole():
        page = read_page(SEED)

        assert len(page.paragraphs) == 6
        assert [comment.number for comment in page.comments] == [1, 2, 3, 4]
        assert [comment.name for comment in page.comments] == [None, "Someone", None, None]
        assert [len(comment.text.split("\n")) for comment in page.comments] == [3, 3, 1, 4]
        assert page.comments[1].text.endswith("\n..")
        assert page.declared_count == 4
        assert [guess.code for guess in page.guesses] == ["name_taken", "answers_former"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_of_other_systems_change_nothing(tmp_path, ends):
    raw = (PAGES / "plain.txt").read_text(encoding="utf-8")
    copy = tmp_path / "page.txt"
    copy.write_bytes(raw.replace("\n", ends).encode("utf-8"))

    assert read_page(copy) == read_page(PAGES / "plain.txt")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1256"])
def test_a_text_page_in_another_encoding_is_the_same_page(tmp_path, codec):
    copy = tmp_path / "page.txt"
    copy.write_bytes((PAGES / "plain.txt").read_text(encoding="utf-8").encode(codec))

    assert read_page(copy) == read_page(PAGES / "plain.txt")


def test_a_page_in_the_encoding_of_old_browsers_is_the_same_page(tmp_path):
    copy = tmp_path / "page.html"
    copy.write_bytes((PAGES / "old-theme.html").read_text(encoding="utf-8").encode("cp1256"))

    assert read_page(copy) == read_page(PAGES / "old-theme.html")


def test_html_is_known_by_its_beginning_whatever_the_file_is_called(tmp_path):
    copy = tmp_path / "saved.txt"
    copy.write_bytes((PAGES / "wordpress.html").read_bytes())

    assert read_page(copy) == read_page(PAGES / "wordpress.html")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n\t", "empty"),
        (b"\x7fELF\x02\x01\x01\0\0\0\0", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        ("خبر ليس تحته شيء.\n\nولا سطر مشاركة ولا تعليق.".encode(), "no_markers"),
        (b"root:x:0:0:root:/root:/bin/bash\n", "no_markers"),
        (b'{"comments": [{"text": "4"}]}', "json"),
        (b"[1, 2, 3]", "json"),
        ("شارك الخبر:\n\nلا توجد تعليقات\n".encode(), "no_article"),
        ("<html><body><form>دخول</form></body></html>".encode(), "no_article"),
        ("خبر قصير من المدينة.\n\n4 تعليقات\n\nنص بلا أرقام\n\nونص آخر".encode(), "comments_not_numbered"),
        ("شارك الخبر: نص عربي".encode() + b"\xd8\n", "broken_encoding"),
        (b"caf\xe9 cr\xe8me br\xfbl\xe9e", "broken_encoding"),
        (b"a" * (MAX_BYTES + 1), "too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_page_is_refused_with_its_reason(tmp_path, content, reason):
    file = tmp_path / "file.txt"
    file.write_bytes(content)

    with pytest.raises(NotAPage) as refusal:
        read_page(file)

    assert refusal.value.reason == reason


def test_a_file_that_is_not_there_a_folder_and_a_device_are_refused(tmp_path):
    reasons = []
    for path in (tmp_path / "nothing.txt", tmp_path, Path("/dev/null")):
        with pytest.raises(NotAPage) as refusal:
            read_page(path)
        reasons.append(refusal.value.reason)

    assert reasons == ["missing", "directory", "not_a_file"]


def test_damaged_letters_are_told_with_their_place(tmp_path):
    file = tmp_path / "page.txt"
    file.write_bytes("شارك".encode() + b"\xff" + " الخبر الجديد".encode())

    with pytest.raises(NotAPage) as refusal:
        read_page(file)

    assert refusal.value.data == {"position": 8}
