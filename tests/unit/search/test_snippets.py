"""Snippets: pieces that make up the text, with what was looked for among them."""

from __future__ import annotations

from hiwar.search.snippets import CUT, LENGTH, marked, plain, snippet


def test_the_pieces_of_a_text_are_the_text() -> None:
    text = "نصّ القانونِ، والقانونُ نصّ: <b>قانون</b> لا قنّاص."

    pieces = marked(text, {"قانون"})

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_hit] == ["القانونِ", "والقانونُ", "قانون"]


def test_a_snippet_is_taken_from_where_most_was_found() -> None:
    text = "قانون " + "حشو طويل " * 80 + "هنا القانون ثم القوانين والقانونية " + "حشو آخر " * 80

    pieces = snippet(text, {"قانون"})

    shown = "".join(piece.text for piece in pieces)
    assert "هنا القانون ثم القوانين والقانونية" in shown
    assert shown.startswith(CUT) and shown.endswith(CUT)
    assert len(shown) < 2 * LENGTH
    assert [piece.text for piece in pieces if piece.is_hit] == ["القانون", "والقانونية"]


def test_a_text_in_which_nothing_is_marked_begins_at_its_beginning() -> None:
    pieces = snippet("بداية " + "حشو " * 200, {"قانون"})

    assert pieces[0].text.startswith("بداية")
    assert not any(piece.is_hit for piece in pieces)


def test_a_word_without_end_is_cut_somewhere() -> None:
    pieces = snippet("ا" * 5000, {"قانون"})

    assert sum(len(piece.text) for piece in pieces) < 2 * LENGTH


def test_our_own_html_becomes_words() -> None:
    html = "<h2>عنوان</h2><p>كل<b>مة</b> أولى<br>ثانية</p><ul><li>ثالثة</li></ul>&lt;وسم&gt;"

    assert plain(html) == "عنوان كلمة أولى ثانية ثالثة <وسم>"
