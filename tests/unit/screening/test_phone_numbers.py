"""Telephone numbers wait for a person; amounts, dates and emergency numbers do not."""

import pytest

from hiwar.screening.candidate import Candidate
from hiwar.screening.rules.phone_numbers import has_phone_number


@pytest.mark.parametrize(
    "text",
    [
        "هاد رقمو 0000 000 000 احكوا معو",
        "رقمه ٠٠٠٠٠٠٠٠٠٠ لمن يريد",
        "راسلونا +000 00 000 0000",
        "اتصل على (000) أو 000-000-0000",
        "00000000000",
    ],
)
def test_a_number_as_it_is_dialed_waits(text):
    finding = has_phone_number(Candidate(text=text))

    assert finding is not None
    (span,) = finding.spans
    assert sum(letter.isdigit() for letter in text[span.start : span.end]) >= 9


@pytest.mark.parametrize(
    "text",
    [
        "بلغ العدد 14,200,000 راكب",
        "في 2014-01-19 الساعة 09:30",
        "في 19/01/2014 ثم في 20/01/2014",
        "اتصلوا بالإسعاف على 112 أو 110",
        "0.42 من كل ألف، أي ٠٫٤٢",
        "من 1994 إلى 2014 ثم 2026",
        "الملف على https://example.org/0000000000/x",
        "قرأت 112 صفحة والرقم 14200 في الصفحة 41",
    ],
)
def test_other_numbers_pass(text):
    assert has_phone_number(Candidate(text=text)) is None
