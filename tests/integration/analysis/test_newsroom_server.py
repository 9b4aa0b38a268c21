"""The API as a part of a newsroom: each site's own classifier, and a day's work that forgets."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from hiwar.analysis.models import ApiKey, Feedback
from hiwar.analysis.services import FEEDBACK_KEPT, KeyTerms, create_key, keep_feedback
from hiwar.config import analyze_server, housekeeping
from hiwar.config.analyze_server import SiteScorers
from hiwar.discussions.services import scoring
from tests.fakes.scorer import FakeScorer


class Taught(FakeScorer):
    """What a site has made of the classifier."""

    def __init__(self, site: Site) -> None:
        self.name = f"taught by {site.hostname}"


@pytest.fixture
def sites(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two sites of one installation, each with lessons of its own."""
    own = Site.objects.get(is_default_site=True)
    Site.objects.create(hostname="neighbor.example", port=443, root_page=own.root_page)
    monkeypatch.setattr(scoring, "scorer_of", Taught)
    monkeypatch.setattr(analyze_server, "shipped", lambda site: FakeScorer())


def test_each_site_is_answered_by_its_own_classifier(sites: None) -> None:
    own = Site.objects.get(is_default_site=True).hostname
    scorers = SiteScorers()

    scorers.read()

    assert scorers.of(own).name == f"taught by {own}"
    assert scorers.of("").name == f"taught by {own}"
    assert scorers.of("neighbor.example").name == "taught by neighbor.example"


def test_nobodys_site_gets_what_was_shipped(sites: None) -> None:
    scorers = SiteScorers()
    before = scorers.of("").name

    scorers.read()

    assert (before, scorers.of("stranger.example").name) == ("fake-1", "fake-1")


def test_the_days_work_forgets_old_feedback(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    # The thread closes connections of its own; here it would close the test's.
    monkeypatch.setattr(housekeeping, "close_old_connections", lambda: None)
    create_key(terms=KeyTerms("Coral"), now=timezone.now())
    old = timezone.now() - FEEDBACK_KEPT - timedelta(days=1)
    keep_feedback(key_id=ApiKey.objects.get().pk, text="قديم", scores={"TOXICITY": 1.0}, now=old)

    assert housekeeping.keep_house()

    assert not Feedback.objects.exists()
