"""Who may open which door of the desk. A route without a row here fails, so a new one cannot be forgotten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.urls.converters import IntConverter

from hiwar.discussions.models import Comment
from hiwar.moderation.models import Decision
from hiwar.moderation.services import mark_spam
from hiwar.moderation.urls import urlpatterns
from tests.factories.discussions import OMAR, a_held_comment
from tests.factories.newsroom import NOON
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db

# name: (method, fields; what a moderator is answered)
DOORS: dict[str, tuple[str, dict[str, str], int]] = {
    "desk": ("get", {}, 200),
    "desk-reported": ("get", {}, 200),
    "desk-unreviewed": ("get", {}, 200),
    "desk-rejected": ("get", {}, 200),
    "desk-spam": ("get", {}, 200),
    "desk-published": ("get", {}, 200),
    "desk-log": ("get", {}, 200),
    "desk-comment": ("get", {}, 302),
    "desk-pane": ("get", {}, 200),
    "desk-now": ("get", {}, 200),
    "desk-claim": ("post", {}, 200),
    "desk-decide": ("post", {"action": "approve", "seen": "held"}, 302),
    "desk-reveal": ("post", {"note": "بلاغ"}, 403),
    "desk-bulk": ("post", {"action": "spam", "seen": "held", "comment": "COMMENT"}, 302),
    "desk-alerts": ("get", {}, 403),
    "desk-alerts-add": ("post", {"name": "n", "kind": "mail", "target": "a@example.org"}, 403),
    "desk-alerts-change": ("get", {"channel": "1"}, 403),
    "desk-alerts-turn": ("post", {"channel": "1", "to": "on"}, 403),
    "desk-alerts-delete": ("post", {"channel": "1", "sure": "yes"}, 403),
    "desk-alerts-put-back": ("post", {"channel": "1"}, 403),
    "desk-alerts-test": ("post", {"channel": "1"}, 403),
    "desk-alerts-secret": ("post", {"channel": "1"}, 403),
    "desk-second": ("get", {}, 200),
    "desk-second-say": ("post", {"look": "1", "action": "approve"}, 404),
    "desk-second-take-down": ("post", {"look": "1"}, 404),
    "desk-second-disputes": ("get", {}, 403),
    "desk-second-settle": ("post", {"look": "1", "right": "approve"}, 403),
    "desk-second-shares": ("post", {"published": "2", "decisions": "5"}, 403),
    "desk-undo": ("post", {"decision": "DECISION"}, 302),
    "desk-breaking": ("get", {}, 403),
    "desk-breaking-change": ("post", {"site": "1", "act": "now"}, 403),
    "desk-thresholds": ("get", {}, 403),
    "desk-threshold-sides": ("get", {}, 403),
    "desk-threshold-save": ("post", {"head": "toxic", "act": "set", "at": "0.5"}, 403),
    "desk-words-try": ("get", {"text": "قطار"}, 403),
    "desk-words-add": ("post", {"text": "قطار"}, 403),
    "desk-statistics": ("get", {}, 403),
    "desk-statistics-csv": ("get", {}, 403),
    "desk-log-export": ("post", {"format": "csv"}, 403),
    "desk-reasons": ("get", {}, 403),
    "desk-reasons-edit": ("post", {}, 403),
    # What waits already cannot be put back.
    "desk-reopen": ("post", {"seen": "held"}, 409),
    "desk-evidence": ("get", {}, 403),
    "desk-evidence-item": ("get", {}, 403),
    "desk-evidence-keep": ("post", {"reason": "طلب النيابة"}, 403),
    "desk-evidence-take-out": ("post", {}, 403),
    "desk-evidence-hold": ("post", {"reason": "دعوى", "until": "2030-01-01"}, 403),
    "desk-evidence-confirm": ("post", {"answer": "confirm"}, 403),
    "desk-takedowns": ("get", {}, 403),
    "desk-takedown": ("get", {}, 403),
    "desk-takedown-add": ("post", {"authority": "النيابة"}, 403),
    "desk-takedown-table": ("post", {}, 403),
    "desk-takedown-take-back": ("post", {}, 403),
    "desk-takedown-close": ("post", {"outcome": "refused", "answer": "لا"}, 403),
    "desk-brigades": ("get", {}, 200),
    # The one family asked for is nobody's.
    "desk-family": ("get", {}, 404),
    "desk-family-settle": ("post", {"action": "spam", "upto": "1", "seen": "1"}, 404),
    "desk-writer": ("get", {}, 200),
    "desk-writer-settle": ("post", {"action": "reject", "upto": "1", "seen": "1"}, 422),
    "desk-people": ("get", {}, 403),
    "desk-role": ("post", {"role": "senior"}, 403),
    "desk-measures": ("get", {}, 200),
    # The one measure asked for was never taken.
    "desk-lift": ("post", {}, 404),
    "desk-note": ("post", {"note": "يعود كل ليلة"}, 302),
    "desk-warn": ("post", {"reason": "insult"}, 302),
    "desk-mute": ("post", {"hours": "1", "reason": "insult"}, 302),
    "desk-ban": ("post", {"days": "1", "reason": "insult"}, 403),
    "desk-network": ("post", {"hours": "1", "reason": "insult"}, 403),
    "desk-network-lift": ("post", {}, 403),
    "desk-remove-all": ("get", {}, 403),
    "desk-removed": ("get", {}, 403),
    "desk-removed-undo": ("post", {}, 403),
    "desk-answers": ("get", {}, 200),
    # Only what readers can read is answered, or needs no answer; and what waits is nobody's answer.
    "desk-answer": ("post", {"text": "شكراً لك."}, 404),
    "desk-answer-none": ("post", {}, 404),
    "desk-answer-take-back": ("post", {}, 404),
    "desk-mark": ("post", {"mark": "pinned", "on": "yes"}, 403),
    "desk-appeals": ("get", {}, 200),
    # Nobody has objected to anything under this name.
    "desk-appeal-answer": ("post", {"verdict": "grant", "answer": "نعم"}, 404),
    "desk-batch-undo": ("post", {"batch": "A"}, 404),
    "desk-edits": ("get", {}, 200),
    # No edit of the one comment waits.
    "desk-edit-take-back": ("post", {}, 409),
    "desk-edit-answer": ("post", {"verdict": "accept", "seen": "0123456789abcdef"}, 409),
    "desk-sign-out": ("post", {}, 403),
    "desk-role-back": ("post", {}, 403),
}


@pytest.fixture
def held(thread) -> Comment:
    return a_held_comment(thread)


@pytest.fixture
def decided(thread, yusuf) -> Decision:
    return mark_spam(comment=a_held_comment(thread, key=OMAR, name="عمر"), by=yusuf, now=NOON)


def address_of(door: str, held: Comment) -> str:
    """Return the address of a door; one about a comment is asked about the one that waits, any other about the first.

    What is named by letters does not exist here.
    """
    wanted = next(pattern for pattern in urlpatterns if pattern.name == door).pattern.converters
    given = {name: 1 if isinstance(kind, IntConverter) else "A" * 16 for name, kind in wanted.items()}
    return reverse(door, kwargs={**given, **({"public_id": held.public_id} if "public_id" in wanted else {})})


def knock(browser: Client, door: str, held: Comment, decided: Decision):
    """Return the answer of one door to one browser."""
    method, fields, _ = DOORS[door]
    words = {"COMMENT": held.public_id, "DECISION": str(decided.pk)}
    said = {name: words.get(value, value) for name, value in fields.items()}
    return getattr(browser, method)(address_of(door, held), said)


def test_every_route_of_the_desk_is_listed_here_and_guarded():
    assert {pattern.name for pattern in urlpatterns} == set(DOORS)
    for pattern in urlpatterns:
        assert getattr(pattern.callback, "act", None), pattern.name


def test_a_stranger_is_sent_to_sign_in_at_every_door(held, decided):
    answers = {door: knock(Client(), door, held, decided) for door in DOORS}

    assert {answer.status_code for answer in answers.values()} == {302}
    assert [door for door, answer in answers.items() if not answer.url.startswith("/login/?next=/desk/")] == []
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}
    assert Decision.objects.count() == 1


def test_a_colleague_without_the_right_gets_a_page_that_says_so_at_every_door(held, decided, as_user):
    nadim = as_user(a_colleague("nadim", name="نديم"))

    answers = {door: knock(nadim, door, held, decided) for door in DOORS}

    assert {answer.status_code for answer in answers.values()} == {403}
    assert [door for door, answer in answers.items() if "نديم" not in answer.content.decode()] == []
    assert [door for door, answer in answers.items() if held.text in answer.content.decode()] == []
    assert {answer["Cache-Control"] for answer in answers.values()} == {"private, no-store"}
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_a_moderator_is_answered_as_her_role_says(door, held, decided, desk):
    answer = knock(desk, door, held, decided)

    assert answer.status_code == DOORS[door][2]
    assert answer["Cache-Control"] == "private, no-store"


def test_nothing_changes_by_a_link_or_without_a_token(held, decided, yusuf):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(yusuf)
    posting = [door for door, (method, _, _) in DOORS.items() if method == "post"]

    linked = {door: strict.get(address_of(door, held)).status_code for door in posting}
    forged = {door: knock(strict, door, held, decided).status_code for door in posting}

    assert set(linked.values()) == {405}, linked
    assert set(forged.values()) == {403}, forged
    assert Decision.objects.count() == 1


def test_a_form_with_its_token_is_taken(held, yusuf):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(yusuf)
    page = strict.get("/desk/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = {"action": "approve", "seen": "held", "csrfmiddlewaretoken": token}

    answer = strict.post(f"/desk/comment/{held.public_id}/decide/", sent)

    assert answer.status_code == 302
    assert Comment.objects.get(pk=held.pk).state == "published"
