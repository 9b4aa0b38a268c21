"""Who may open which door of the desk. A route without a row here fails, so a new one cannot be forgotten."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

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
    "desk-rejected": ("get", {}, 200),
    "desk-spam": ("get", {}, 200),
    "desk-published": ("get", {}, 200),
    "desk-log": ("get", {}, 200),
    "desk-comment": ("get", {}, 302),
    "desk-decide": ("post", {"action": "approve", "seen": "held"}, 302),
    "desk-reveal": ("post", {"note": "بلاغ"}, 403),
    "desk-bulk": ("post", {"action": "spam", "seen": "held", "comment": "COMMENT"}, 302),
    "desk-undo": ("post", {"decision": "DECISION"}, 302),
}


@pytest.fixture
def held(thread) -> Comment:
    return a_held_comment(thread)


@pytest.fixture
def decided(thread, yusuf) -> Decision:
    return mark_spam(comment=a_held_comment(thread, key=OMAR, name="عمر"), by=yusuf, now=NOON)


def knock(browser: Client, door: str, held: Comment, decided: Decision):
    """Return the answer of one door to one browser."""
    method, fields, _ = DOORS[door]
    words = {"COMMENT": held.public_id, "DECISION": str(decided.pk)}
    kwargs = {"public_id": held.public_id} if door in {"desk-comment", "desk-decide", "desk-reveal"} else {}
    return getattr(browser, method)(
        reverse(door, kwargs=kwargs), {name: words.get(value, value) for name, value in fields.items()}
    )


def test_every_route_of_the_desk_is_listed_here_and_guarded():
    assert {pattern.name for pattern in urlpatterns} == set(DOORS)
    for pattern in urlpatterns:
        assert getattr(pattern.callback, "act", None), pattern.name


@pytest.mark.parametrize("door", DOORS)
def test_a_stranger_is_sent_to_sign_in(door, held, decided):
    answer = knock(Client(), door, held, decided)

    assert answer.status_code == 302
    assert answer.url.startswith("/login/?next=/desk/")
    assert answer["Cache-Control"] == "private, no-store"
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("door", DOORS)
def test_a_colleague_without_the_right_gets_a_page_that_says_so(door, held, decided, as_user):
    answer = knock(as_user(a_colleague("nadim", name="نديم")), door, held, decided)

    assert answer.status_code == 403
    assert "نديم" in answer.content.decode()
    assert held.text not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert Decision.objects.count() == 1


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["yusuf", "salma"])
def test_moderators_and_editors_come_in(door, who, held, decided, as_user, request):
    answer = knock(as_user(request.getfixturevalue(who)), door, held, decided)

    assert answer.status_code == DOORS[door][2]
    assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("door", [door for door, (method, _, _) in DOORS.items() if method == "post"])
def test_nothing_changes_by_a_link_or_without_a_token(door, held, decided, yusuf):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(yusuf)
    kwargs = {"public_id": held.public_id} if door in {"desk-decide", "desk-reveal"} else {}

    linked = strict.get(reverse(door, kwargs=kwargs))
    forged = knock(strict, door, held, decided)

    assert (linked.status_code, forged.status_code) == (405, 403)
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
