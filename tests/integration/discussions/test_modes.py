"""Article, section and site choose how strictly comments are screened; what cannot be scored waits and is counted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from hiwar.discussions.models import Comment, DiscussionSettings, State, UnscoredCount
from hiwar.discussions.services import scoring
from hiwar.discussions.services.threads import Topic, change_screening_mode, open_thread
from tests.factories.discussions import a_thread, an_imported_comment
from tests.fakes.scorer import BrokenScorer
from tests.integration.discussions.conftest import NOON

pytestmark = pytest.mark.django_db
DOUBTFUL = "أكرههم جميعاً"  # Scores a half: clean enough for the open mode, not for the careful one.


@pytest.fixture(autouse=True)
def only_scores_hold(rules: DiscussionSettings) -> DiscussionSettings:
    """A site that would publish first comments at once and sets its own percentages."""
    rules.hold_first = False
    rules.false_holds_open, rules.false_holds_careful = Decimal("0.05"), Decimal("5")
    rules.false_holds_breaking = Decimal("10")
    rules.save()
    return rules


def rules_of(comment: Comment) -> list[str]:
    return [finding["rule"] for finding in comment.screening["findings"]]


@pytest.mark.parametrize(
    ("of_thread", "of_site", "held"),
    [("", "open", []), ("", "careful", ["looks_toxic"]), ("careful", "open", ["looks_toxic"]), ("open", "careful", [])],
)
def test_the_threads_mode_counts_before_the_sites(write, rules, thread, of_thread, of_site, held):
    rules.screening_mode = of_site
    rules.save()
    thread.screening_mode = of_thread
    thread.save()

    posted = write(DOUBTFUL)

    assert rules_of(posted.comment) == held
    assert posted.is_published is not bool(held)


@pytest.mark.parametrize("where", ["site", "thread"])
def test_where_everything_is_held_every_comment_waits(write, rules, thread, where):
    chooser = rules if where == "site" else thread
    chooser.screening_mode = "held"
    chooser.save()

    posted = write("شكراً لكم")

    assert rules_of(posted.comment) == ["pre_moderation"]


def test_a_percentage_of_the_site_moves_the_threshold(write, rules):
    rules.screening_mode, rules.false_holds_open = "open", Decimal("3")
    rules.save()

    assert rules_of(write(DOUBTFUL).comment) == ["looks_toxic"]


def test_a_stricter_mode_may_not_hold_less(rules):
    rules.false_holds_open = Decimal("6")

    with pytest.raises(ValidationError) as refusal:
        rules.clean()

    assert list(refusal.value.message_dict) == ["false_holds_careful"]


def test_a_finding_keeps_label_score_and_place(write):
    comment = write("أنت حقير").comment

    finding = next(one for one in comment.screening["findings"] if one["rule"] == "looks_toxic")

    assert finding["spans"] == [[4, 8]]
    assert finding["data"] == {"label": "insult", "score": "0.95"}


def _gone():
    raise FileNotFoundError("hiwar.npz")


@pytest.mark.parametrize(("shipped", "why"), [(_gone, "missing"), (BrokenScorer, "failed")])
def test_what_cannot_be_scored_waits_and_is_counted_once_a_comment(write, site, monkeypatch, shipped, why):
    monkeypatch.setattr(scoring, "shipped_scorer", shipped)

    waiting = [write(f"شكراً {number}").comment for number in range(3)]

    assert {comment.state for comment in waiting} == {State.HELD}
    assert rules_of(waiting[0]) == ["not_scored"]
    row = UnscoredCount.objects.get()
    assert (row.site, row.day, row.why, row.count) == (site, NOON.date(), why, 3)


def test_a_blown_time_budget_waits_and_is_counted(write, monkeypatch):
    ticks = iter(range(1000))
    monkeypatch.setattr(scoring.time, "thread_time", lambda: next(ticks) * 0.051)

    comment = write("شكراً").comment

    assert rules_of(comment) == ["not_scored"]
    assert UnscoredCount.objects.get().why == "late"


def test_an_imported_text_nobody_can_read_to_its_end_waits(thread):
    comment = an_imported_comment(thread, "كلام طويل هادئ. " * 4_000, approved=False)

    assert comment.state == State.HELD
    assert "not_scored" in rules_of(comment)


def test_readers_are_told_when_a_section_makes_everything_wait(site):
    thread = a_thread(site=site, subject="article:77")
    before = thread.version

    change_screening_mode(site=site, subjects=["article:77"], screening_mode="held")
    change_screening_mode(site=site, subjects=["article:77"], screening_mode="held")

    thread.refresh_from_db()
    assert (thread.screening_mode, thread.version) == ("held", before + 1)


def test_opening_a_thread_again_brings_its_mode_up_to_date(site):
    for mode in ("breaking", "", "held"):
        topic = Topic("article:78", "/x/", "عنوان", mode)
        thread = open_thread(site=site, topic=topic, opened_at=timezone.now())

        assert thread.screening_mode == mode
