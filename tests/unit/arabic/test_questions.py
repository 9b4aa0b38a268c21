"""What asks is told from what only mentions asking."""

import doctest

import pytest

from hiwar.arabic import questions
from hiwar.arabic.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "متى يصل القطار إلى حلب",
        "شكراً لكم. هل من تأخير",
        "ليش ما في قطار لعنا",
        "علاش هاد الغلاء",
        "وين المواعيد الجديدة",
        "السلام عليكم، كيف أحجز",
        "سؤال واحد: لماذا الآن",
        "غريب هذا الكلام؟!",
        "When does it run?",
    ],
)
def test_what_asks_in_any_dialect_or_by_its_mark_is_a_question(text):
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "شكراً للفريق على الخريطة.",
        "أعرف جيداً كيف تُدار المحطة.",
        "من جدّ وجد، وما ضاع حق.",
        "لم يصل القطار إلا متأخراً.",
        "اقرؤوا https://example.org/?page=2 ففيه التفاصيل.",
        "",
        "!!!",
    ],
)
def test_what_tells_is_none(text):
    assert not is_question(text)


def test_its_examples_hold():
    assert doctest.testmod(questions).failed == 0
