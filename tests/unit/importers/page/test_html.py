"""Saved pages are strangers' files: what they hide stays hidden, what they try does nothing."""

import time
from datetime import date

import pytest

from hiwar.importers.page.html import read_html
from hiwar.importers.page.shape import NotAPage

ARTICLE = (
    "<article><h1>سوق المدينة</h1>"
    "<p>أعادت بلدية المرفأ صباح الثلاثاء فتح السوق القديم أمام الزوار بعد ترميم استمر ثلاث سنوات كاملة.</p>"
    "<p>وقال رئيس البلدية إن السقف الخشبي أعيد كما كان في الصور القديمة، وإن الدخول مجاني للجميع.</p></article>"
)


def page_with(comments, *, before=""):
    discussion = f"<div id='comments'>{comments}</div>"
    return f"{before}<html><head><meta charset=utf-8></head><body>{ARTICLE}{discussion}</body></html>"


def wordpress_comment(inner, *, number=1, name="ليلى"):
    return (
        f"<li class='comment' id='comment-{number}'><article class='comment-body'>"
        f"<div class='comment-author vcard'><b class='fn'>{name}</b></div>"
        f"<div class='comment-content'>{inner}</div></article></li>"
    )


def everything(page):
    return repr(page)


def test_addresses_and_picture_hashes_of_commenters_never_leave_the_reader():
    comment = (
        "<li class='comment' id='comment-7' data-ip='203.0.113.9'><div class='comment-author vcard'>"
        "<img class='avatar' src='https://avatars.example/0bc83cb571cd1c50ba6f3e8a78ef1346'>"
        "<a class='fn' href='mailto:layla@mail.example'>layla@mail.example</a></div>"
        "<span class='comment-meta'>203.0.113.9</span><div class='comment-content'><p>خبر جميل</p></div></li>"
    )

    page = read_html(page_with(f"<ol class='comment-list'>{comment}</ol>"))

    assert page.comments[0].text == "خبر جميل"
    assert page.comments[0].name is None
    for secret in ("mail.example", "203.0.113", "0bc83cb571cd1c50ba6f3e8a78ef1346"):
        assert secret not in everything(page)


def test_script_style_and_drawings_in_a_comment_are_not_its_words():
    inner = "<p>قبل<script>alert(1)</script><style>p{}</style><svg><text>x</text></svg><math>y</math> بعد</p>"

    page = read_html(page_with(f"<ol class='comment-list'>{wordpress_comment(inner)}</ol>"))

    assert page.comments[0].text == "قبل بعد"


def test_escaped_markup_is_what_the_reader_typed():
    inner = "<p>&lt;b&gt;مهم&lt;/b&gt; &amp; واضح</p>"

    page = read_html(page_with(f"<ol class='comment-list'>{wordpress_comment(inner)}</ol>"))

    assert page.comments[0].text == "<b>مهم</b> & واضح"


def test_entities_of_the_page_s_own_are_never_expanded(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("كلمة السر")
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE html [<!ENTITY l0 "ها"><!ENTITY file SYSTEM "file://{secret}">{bomb}]>'
    inner = "<p>&l11; &file; نهاية</p>"

    page = read_html(page_with(f"<ol class='comment-list'>{wordpress_comment(inner)}</ol>", before=doctype))

    assert len(everything(page)) < 2000
    assert "كلمة السر" not in everything(page)
    assert "ENTITY" not in everything(page)
    assert page.comments[0].text.endswith("نهاية")


def test_ten_thousand_nested_elements_are_survived():
    page = page_with("<div>" * 10_000 + "عمق" + "</div>" * 10_000)

    assert len(read_html(page).paragraphs) == 2


def test_a_thousand_comments_are_read_in_seconds():
    comments = "".join(wordpress_comment(f"<p>تعليق رقم {n}</p>", number=n) for n in range(1, 1001))
    begun = time.process_time()

    page = read_html(page_with(f"<ol class='comment-list'>{comments}</ol>"))

    assert [comment.source_id for comment in page.comments] == [str(n) for n in range(1, 1001)]
    assert time.process_time() - begun < 10


def test_answers_know_whom_they_answer_through_every_level():
    inner = "".join(f"<ol class='children'>{wordpress_comment(f'<p>م{n}</p>', number=n)[:-5]}" for n in range(2, 6))
    comments = wordpress_comment("<p>م1</p>")[:-5] + inner + "</li></ol>" * 4 + "</li>"

    page = read_html(page_with(f"<ol class='comment-list'>{comments}</ol>"))

    assert [(comment.text, comment.parent) for comment in page.comments] == [
        ("م1", None),
        ("م2", 1),
        ("م3", 2),
        ("م4", 3),
        ("م5", 4),
    ]


def test_announcements_of_other_sites_are_no_comments():
    pingback = "<li class='pingback' id='comment-9'><p>Pingback: <a href='/x'>جريدة أخرى</a></p></li>"

    page = read_html(page_with(f"<ol class='comment-list'>{pingback}{wordpress_comment('<p>أهلًا</p>')}</ol>"))

    assert [comment.text for comment in page.comments] == ["أهلًا"]


def test_one_comment_in_two_wrappers_is_one_comment():
    comment = (
        "<li class='comment' id='li-comment-5'><div id='comment-5'><div class='comment-author'>"
        "<cite class='fn'>عمر</cite>"
        "</div><p>سطر أول<br>سطر ثان</p></div><ul class='children'>"
        "<li class='comment' id='li-comment-6'><div id='comment-6'><cite class='fn'>ليلى</cite>"
        "<p>رد عليه</p></div></li></ul></li>"
    )

    page = read_html(page_with(f"<ol class='commentlist'>{comment}</ol>"))

    assert [(c.name, c.text, c.parent, c.source_id) for c in page.comments] == [
        ("عمر", "سطر أول\nسطر ثان", None, "5"),
        ("ليلى", "رد عليه", 1, "6"),
    ]


def test_a_comment_without_words_is_reported_not_counted():
    page = read_html(page_with(f"<ol class='comment-list'>{wordpress_comment('<img src=x>')}</ol>"))

    assert page.comments == ()
    assert [guess.code for guess in page.guesses] == ["empty_comment"]


def test_comments_a_script_would_have_loaded_are_missed_aloud():
    page = read_html(page_with("<h3>4 تعليقات</h3><div id='talk'></div>"))

    assert page.declared_count == 4
    assert "count_differs" in [guess.code for guess in page.guesses]


@pytest.mark.parametrize(
    ("discussion", "comments"),
    [
        (
            "<div class='comment'><b>ليلى</b><p>سطر<br>آخر</p></div>"
            "<div class='comment'><strong>عمر:</strong> بلا فقرة <span class='date'>19/01/2014</span></div>",
            [("ليلى", "سطر\nآخر", None), ("عمر", "بلا فقرة", date(2014, 1, 19))],
        ),
        (
            "<div class='comments-list'><div class='comment-item'><div class='comment-author'>ليلى</div>"
            "<div class='comment-date'>2014-01-19</div><div class='comment-text'>نص أول</div></div></div>",
            [("ليلى", "نص أول", date(2014, 1, 19))],
        ),
        (
            "<ol class='commentlist'><li class='comment' id='li-comment-3'><div id='comment-3' class='comment-body'>"
            "<cite class='fn'>ليلى</cite> <span class='says'>يقول:</span><div class='comment-meta'>19 يناير، 2014</div>"
            "<p>نص أول</p><div class='reply'><a>رد</a></div></div></li></ol>",
            [("ليلى", "نص أول", date(2014, 1, 19))],
        ),
    ],
    ids=["bare", "item", "older"],
)
def test_other_themes_are_read_by_what_they_call_their_parts(discussion, comments):
    page = read_html(page_with(discussion))

    assert [(comment.name, comment.text, comment.submitted) for comment in page.comments] == comments


LUMPED = "<p>أول تعليق طويل من قارئ قديم في المدينة</p><p>ثاني تعليق طويل من قارئ جديد في المدينة</p>"


def test_paragraphs_without_any_mark_are_comments_only_if_their_count_agrees():
    page = read_html(page_with(f"<h3>تعليقان</h3>{LUMPED}"))

    assert [comment.text[:9] for comment in page.comments] == ["أول تعليق", "ثاني تعلي"]
    assert [guess.code for guess in page.guesses] == ["comments_by_paragraph"]


def test_comments_that_cannot_be_told_apart_are_left_out_aloud_and_never_merged():
    page = read_html(page_with(f"<h3>3 تعليقات</h3>{LUMPED}"))

    assert page.comments == ()
    assert [guess.code for guess in page.guesses] == ["comments_unreadable", "count_differs"]


@pytest.mark.parametrize(
    "text",
    [
        "<html></html>",
        "<html><body><h1>404</h1><p>الصفحة غير موجودة.</p></body></html>",
        "<!doctype html><title>دخول</title><form><input name=user><button>دخول</button></form>",
        "<html><body><script>let x = 'شارك الخبر'</script></body></html>",
    ],
)
def test_a_page_without_an_article_is_refused(text):
    with pytest.raises(NotAPage) as refusal:
        read_html(text)

    assert refusal.value.reason == "no_article"
