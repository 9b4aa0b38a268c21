"""The furniture of a page is known in every spelling, and writing is never taken for it."""

import pytest

from hiwar.importers.page.markers import declared_count, marker_kind


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("لا توجد تعليقات", 0),
        ("لا تعليقات بعد", None),
        ("تعليق واحد", 1),
        ("تعليقان", 2),
        ("تعليقين", 2),
        ("4 تعليقات", 4),
        ("٤ تعليقات", 4),
        ("۴ تعليقات", 4),
        ("(4) تعليقات", 4),
        ("التعليقات (4)", 4),
        ("التعليقات: ١٢", 12),
        ("11 تعليقًا", 11),
        ("١١ تعليقاً", 11),
        ("99 تعليقا", 99),
        ("100 تعليق", 100),
        ("111 تعليقًا", 111),
        ("1,204 تعليقات", 1204),
        ("١٬٢٠٤ تعليقات", 1204),
        ("ثلاثة تعليقات", 3),
        ("عشرة تعليقات", 10),
        ("4 تعليقات على “عودة القطار”", 4),
        ("تعليق واحد على «عودة القطار»", 1),
        ("3 Comments", 3),
        ("One comment", 1),
    ],
)
def test_the_count_is_read_in_every_plural_and_every_digit(line, count):
    assert declared_count(line) == count


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("شارك الخبر:", "share"),
        ("شارِك المقال", "share"),
        ("شارك هذا الخبر", "share"),
        ("مشاركة", "share"),
        ("شـارك الخـبر", "share"),
        ("شارك برأيك", "invite"),
        ("التعليقات", "invite"),
        ("ماذا تقول أنت؟", "end"),
        ("ماذا تقول انت ؟", "end"),
        ("اترك تعليقاً", "end"),
        ("اترك تعليقًا إلغاء الرد", "end"),
        ("اترك ردّاً", "end"),
        ("إلغاء الرد", "end"),
        ("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *", "end"),
        ("4 تعليقات", "count"),
    ],
)
def test_furniture_is_known_in_its_spellings(line, kind):
    assert marker_kind(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "",
        "شارك المئات في الجنازة",
        "مشاركة واسعة في الانتخابات",
        "كتب القراء 4 تعليقات غاضبة",
        "4",
        "في 2019 وصل القطار",
        "تعليق الدراسة في المدينة",
        "رد واحد لا يكفي يا صديقي",
        "ماذا تقول أنت؟ " + "كلام " * 60,
    ],
)
def test_writing_is_never_furniture(line):
    assert marker_kind(line) is None
