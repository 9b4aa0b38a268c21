"""Whatever readers wrote, what an extractor's page holds comes back: nothing lost, nothing merged."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hiwar.importers.page.text import read_text

WORDS = st.sampled_from(
    [
        "السوق",
        "القديم",
        "يعود",
        "غدًا",
        "«نعم»",
        "14,200",
        "٣٫٥",
        "km/h",
        "والناس",
        "🙂",
        "2014.",
        "هنا،",
        "1.",
        "٢.",
        "3)",
    ]
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: "خبر " + " ".join(words) + ".")
# Readers write figures, lists of their own, dots, and even the page's own phrases.
LINE = st.one_of(
    st.lists(WORDS, min_size=1, max_size=8).map(" ".join),
    st.sampled_from(
        ["..", "1. أولًا", "2. ثانيًا", "3) ثالثًا", "٤. رابعًا", "4 تعليقات", "ماذا تقول أنت؟", "شارك الخبر:", "-"]
    ),
    st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30),
)
GAP = st.sampled_from(["\n", "\n", "\n", "\n\n"])


@st.composite
def comment_texts(draw):
    first = draw(st.lists(WORDS, min_size=1, max_size=8).map(lambda words: "قال " + " ".join(words) + "!"))
    rest = draw(st.lists(st.tuples(GAP, LINE), max_size=5))
    return first + "".join(gap + line for gap, line in rest)


def drawn(comments, *, indent, aligned):
    rows = []
    for number, text in enumerate(comments, 1):
        mark = f"{number}."
        lead = " " * (indent + (len(f"{len(comments)}.") - len(mark) if aligned else 0))
        lines = text.split("\n")
        body = [" " * (indent + 4) + line if line else "" for line in lines[1:]]
        rows.append("\n".join([f"{lead}{mark} {lines[0]}", *body]))
    return "\n\n".join(rows)


@settings(deadline=None)
@given(
    paragraphs=st.lists(SENTENCE, min_size=1, max_size=6),
    comments=st.lists(comment_texts(), max_size=14),
    indent=st.integers(0, 4),
    aligned=st.booleans(),
    announced=st.booleans(),
)
def test_paragraphs_and_comments_come_out_as_they_went_in(paragraphs, comments, indent, aligned, announced):
    count = f"التعليقات ({len(comments)})" if announced else "التعليقات"
    # A hanging list shows itself by its indentation; at the margin it does by its lines.
    indent = max(indent, 1)
    text = "\n\n".join(
        [
            *paragraphs,
            "شارك الخبر:",
            count,
            *([drawn(comments, indent=indent, aligned=aligned)] if comments else []),
            "ماذا تقول أنت؟",
            "لن يتم نشر عنوان بريدك الإلكتروني.",
        ]
    )

    page = read_text(text)

    assert list(page.paragraphs) == paragraphs
    assert [comment.number for comment in page.comments] == list(range(1, len(comments) + 1))
    assert [comment.text for comment in page.comments] == comments
    assert {comment.name for comment in page.comments} <= {None}


def test_a_list_at_the_margin_is_cut_by_its_count_when_readers_number_their_own_lines():
    page = read_text("خبر من المدينة.\n\n2 تعليقات\n\n1. عندي ملاحظتان\n2. الأولى\n3. الثانية\n\n2. موافق\n")

    assert [comment.text for comment in page.comments] == ["عندي ملاحظتان\n2. الأولى\n3. الثانية", "موافق"]


def test_a_form_above_the_comments_does_not_hide_them():
    page = read_text("خبر من المدينة.\n\nاترك تعليقاً\n\nتعليقان\n\n1. أول\n\n2. ثان\n\nجميع الحقوق محفوظة")

    assert [comment.text.split("\n")[0] for comment in page.comments] == ["أول", "ثان"]


def test_what_follows_the_last_comment_without_a_sign_is_kept_and_reported():
    page = read_text("خبر من المدينة.\n\nتعليقان\n\n1. أول\n\n2. ثان\n\nجميع الحقوق محفوظة")

    assert page.comments[-1].text == "ثان\n\nجميع الحقوق محفوظة"
    assert "end_unsure" in [guess.code for guess in page.guesses]


def test_a_short_first_line_is_reported_as_a_possible_headline_and_kept():
    page = read_text("عودة القطار الساحلي\n\nعاد القطار إلى العمل صباح السبت.\n\nلا توجد تعليقات")

    assert page.paragraphs[0] == "عودة القطار الساحلي"
    assert [guess.code for guess in page.guesses] == ["maybe_headline"]


def test_a_share_line_under_the_headline_does_not_end_the_article():
    page = read_text("عودة القطار\n\nشارك الخبر:\n\nعاد القطار الساحلي إلى العمل صباح السبت.\n\nلا توجد تعليقات")

    assert page.paragraphs == ("عودة القطار", "عاد القطار الساحلي إلى العمل صباح السبت.")
    assert "share_above" in [guess.code for guess in page.guesses]


def test_reports_hold_no_address_of_a_person_or_a_machine():
    article = "خبر من المدينة عن القطار الذي عاد إلى العمل صباح السبت."

    page = read_text(f"{article}\n\nشارك الخبر:\n\nراسلنا desk@paper.example أو 10.0.0.7\n\nلا توجد تعليقات")

    assert page.guesses[0].data == {"text": "راسلنا … أو …"}


def test_a_stranger_s_file_cannot_speak_to_the_operator_s_terminal():
    comment = "1. \x1b]0;owned\x07Karim says:\n   \N{RIGHT-TO-LEFT OVERRIDE}نص"
    page = read_text(f"خبر من المدينة عن القطار.\n\nشارك الخبر:\n\n\x1b[2Jسطر\n\nتعليق واحد\n\n{comment}\n\nإلغاء الرد")

    told = "".join(str(value) for guess in page.guesses for value in guess.data.values())
    assert "Karim" in told
    assert told.isprintable()
