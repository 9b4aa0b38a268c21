"""A warning that quotes an offer is not the offer; the offer with another emoji or word is."""

import pytest

from hiwar.screening.quoting import speak_about

OFFER = "فرصة للجميع: دخل يومي من المنزل، راسلونا على واتساب والباقي علينا"


@pytest.mark.parametrize(
    "text",
    [
        f"انتبهوا، هذا احتيال: {OFFER}",
        f"{OFFER} ... واحذروا منهم يا جماعة",
        f"لا تصدقوا: {OFFER}",
        f"{OFFER} كذابين ونصابين",
        f"أرجو حذف هذا البلاغ: {OFFER}",
        f"من كتب «{OFFER}»؟",
        f'He wrote "{OFFER}" under every article',
        f"{OFFER} this is a scam",
        f"اِنْتَبِـــهوا {OFFER}",
        f"{OFFER} ا ح ت ي ا ل",
    ],
)
def test_whoever_warns_or_quotes_speaks_about_it(text: str) -> None:
    assert speak_about((text,), OFFER) == [True]


@pytest.mark.parametrize(
    "text",
    [OFFER, f"{OFFER} 😂😂", OFFER.replace("للجميع", "لكم"), f"{OFFER} يا شباب", OFFER.replace("ا", "اااا"), ""],
)
def test_the_offer_in_another_wording_does_not(text: str) -> None:
    assert speak_about((text,), OFFER) == [False]


def test_what_the_text_itself_says_is_no_sign() -> None:
    campaign = "«الوزير كاذب» هكذا قال كل من حضر الجلسة، وعليه أن يرحل اليوم قبل الغد"

    assert speak_about((campaign, f"{campaign} والله"), campaign) == [False, False]
