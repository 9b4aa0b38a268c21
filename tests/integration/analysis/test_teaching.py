"""What keys suggested is offered to whoever learns."""

from __future__ import annotations

from datetime import date

import pytest
from wagtail.models import Site

from hiwar.analysis.models import ApiKey, Feedback
from hiwar.analysis.receivers import offer_feedback

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


@pytest.fixture
def site() -> Site:
    return Site.objects.get(is_default_site=True)


def suggested(text: str, scores: dict[str, float], *, site: str = "", revoked: date | None = None) -> None:
    key, _made = ApiKey.objects.get_or_create(
        name=f"key {site} {revoked}",
        defaults={
            "digest": f"{site}{revoked}",
            "site": site,
            "per_second": 1,
            "created_on": DAY,
            "revoked_on": revoked,
        },
    )
    Feedback.objects.create(key=key, site=site, text=text, text_digest=text, scores=scores, received_on=DAY)


@pytest.mark.parametrize(
    ("scores", "judgement"),
    [
        ({"toxic": 1.0}, "toxic"),
        ({"threat": 0.9}, "toxic"),
        ({"spam": 1.0}, "spam"),
        ({"spam": 1.0, "insult": 1.0}, "toxic"),
        ({"toxic": 0.0}, "clean"),
        ({"toxic": 0.1, "spam": 0.0}, "clean"),
    ],
)
def test_labels_are_a_judgement(site, scores, judgement):
    suggested("نص", scores)

    (taught,) = offer_feedback(site)

    assert (taught.example.text, taught.example.judgement, taught.example.weight) == ("نص", judgement, 0.5)


def test_a_label_that_says_nothing_of_the_whole_is_no_judgement(site):
    suggested("نص", {"obscene": 0.0})

    assert offer_feedback(site) == []


def test_other_sites_keys_and_revoked_ones_teach_nothing(site):
    suggested("لنا", {"toxic": 1.0}, site=site.hostname)
    suggested("لغيرنا", {"toxic": 1.0}, site="other.example")
    suggested("مسحوب", {"toxic": 1.0}, revoked=DAY)

    assert [taught.example.text for taught in offer_feedback(site)] == ["لنا"]
