"""Who warns of an offer, complains of it or asks about it has its words and passes; an offer that warns does not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from hiwar.screening.candidate import Candidate
from hiwar.screening.offers import speaks_of_offers
from hiwar.screening.screen import screen
from hiwar.screening.weighing import weighed
from tests.fakes.scorer import LABELS, FakeScorer

TALK = [
    "خسرت نصف راتبي في منصة تداول، وأنصح الجميع بالحذر",
    "انتبهوا من إعلانات قرض بدون كفيل، ابن عمي راحت عليه عشرة آلاف",
    "كثرت إعلانات فك السحر وجلب الحبيب، أين الرقابة؟",
    "لا تنضموا إلى قنوات الربح المضمون هذه، كلها نصب",
    "هل صحيح أن هناك من يعرض شهادات في تلغرام؟ أخشى أن يكون نصباً",
]
OFFERS = [
    "قرض بدون كفيل خلال ساعة، راسلنا على الخاص",
    "احذروا المحتالين، نحن المنصة الموثوقة، سجل الآن من الرابط",
    "كفاك خسارة! تداول معنا والربح مضمون",
    "لا تصدقوا غيرنا، فك السحر وجلب الحبيب 00212600000000",
    "خسرت كثيراً قبل أن أعرف @forsa_gold، والآن أربح كل يوم",
    "خسرت كثيراً قبل الأستاذ فهد، ومن يومها صار دخلي مضموناً كل أسبوع",
    "كفاكم كذباً من غيرنا، أهلا تواصلوا مع المندوب والربح أكيد",
    "من نشرها رزقه الله ومن أهملها خسر",
]


class Advertising(FakeScorer):
    """Takes everything for an advertisement."""

    def scores(self, texts: Sequence[str]) -> np.ndarray:
        return np.array([[1.0 if label == "spam" else 0.01 for label in LABELS]] * len(texts), np.float32)


def rules(text: str, *, scored: bool = True) -> set[str]:
    candidate = Candidate(text)
    if scored:
        candidate = weighed(candidate, scorer=Advertising, false_holds=0.02, clock=lambda: 0.0)
    return {finding.rule for finding in screen(candidate).findings} & {"looks_like_spam", "starter_word"}


@pytest.mark.parametrize("text", TALK)
def test_who_speaks_of_offers_and_invites_to_none_is_not_held_for_them(text: str) -> None:
    assert speaks_of_offers(Candidate(text))
    assert rules(text) == set()


@pytest.mark.parametrize("text", OFFERS)
def test_an_offer_that_warns_is_an_offer(text: str) -> None:
    assert not speaks_of_offers(Candidate(text))
    assert "looks_like_spam" in rules(text)


def test_without_a_score_the_list_has_its_way() -> None:
    assert rules("انتبهوا من إعلانات قرض بدون كفيل، ابن عمي راحت عليه عشرة آلاف", scored=False) == {"starter_word"}
