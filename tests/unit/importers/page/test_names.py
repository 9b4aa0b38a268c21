"""A first line becomes a name only on evidence; everything else stays in the text."""

import pytest

from hiwar.importers.page.names import split_name


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ("Someone", "Someone"),
        ("omar_99", "omar_99"),
        ("Layla Haddad", "Layla Haddad"),
        ("ليلى", "ليلى"),
        ("عمر الخطيب", "عمر الخطيب"),
        ("أبو عمر", "أبو عمر"),
        ("عبد الله", "عبد الله"),
        ("محمد بن خالد", "محمد بن خالد"),
        ("سوري حر", "سوري حر"),
        ("علي", "علي"),
        ("ليلى يقول:", "ليلى"),
        ("Karim says:", "Karim"),
    ],
)
def test_a_line_that_is_a_name_is_taken_as_one(first, name):
    split = split_name(f"{first}\nكلام تحت الاسم\nوسطر ثان")

    assert (split.name, split.text) == (name, "كلام تحت الاسم\nوسطر ثان")


@pytest.mark.parametrize(
    "first",
    [
        "إلى كاتب المقال:",
        "حسبي الله ونعم الوكيل",
        "على راسي",
        "لا يا عمر",
        "شكرا ليلى",
        "حسن جدا",
        "تحياتي ..",
        "نعم.",
        "عاد القطار بعد عشرين عاما",
        "هل هذا صحيح؟",
        "OK",
        "LOL",
        "10",
        "..",
        "ورد الشام",
    ],
)
def test_a_line_that_only_might_be_a_name_stays_in_the_text(first):
    text = f"{first}\nكلام تحته"

    assert split_name(text).name is None
    assert split_name(text).text == text


def test_a_name_alone_is_the_comment_itself():
    split = split_name("ليلى")

    assert (split.name, split.text) == (None, "ليلى")


def test_latin_words_over_latin_text_are_only_reported():
    split = split_name("Beautiful\nI was there yesterday")

    assert (split.name, split.likeness) == (None, "maybe")
