"""Taking a comment in hand: two people see that one of them reads it, and nobody keeps it by going home."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hiwar.moderation.models import Claim
from hiwar.moderation.services import claim_comment, claims, forget_claims, put_down
from hiwar.moderation.services.claims import HELD_FOR
from tests.factories.discussions import OMAR, a_held_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def comment(thread):
    return a_held_comment(thread)


def test_whoever_comes_second_learns_who_has_it(comment, yusuf, salma):
    hers = claim_comment(comment=comment, by=salma, now=NOON)

    his = claim_comment(comment=comment, by=yusuf, now=NOON + timedelta(seconds=30))

    assert hers.by == salma
    assert his.by == salma


def test_a_claim_that_has_run_out_is_anybodys(comment, yusuf, salma):
    claim_comment(comment=comment, by=salma, now=NOON)

    assert claim_comment(comment=comment, by=yusuf, now=NOON + HELD_FOR).by == yusuf


def test_who_reads_on_keeps_it(comment, yusuf, salma):
    claim_comment(comment=comment, by=salma, now=NOON)
    claim_comment(comment=comment, by=salma, now=NOON + timedelta(seconds=90))

    assert claim_comment(comment=comment, by=yusuf, now=NOON + timedelta(seconds=150)).by == salma


def test_one_person_has_one_comment_in_hand(comment, thread, yusuf):
    other = a_held_comment(thread, key=OMAR, name="عمر")
    claim_comment(comment=comment, by=yusuf, now=NOON)

    claim_comment(comment=other, by=yusuf, now=NOON)

    assert list(Claim.objects.values_list("comment", flat=True)) == [other.pk]


def test_nobody_puts_down_what_a_colleague_holds(comment, yusuf, salma):
    claim_comment(comment=comment, by=salma, now=NOON)

    put_down(comments=[comment.pk], by=yusuf)

    assert Claim.objects.get().by == salma


def test_what_has_run_out_is_forgotten(comment, yusuf):
    claim_comment(comment=comment, by=yusuf, now=NOON)

    assert (forget_claims(now=NOON), forget_claims(now=NOON + HELD_FOR)) == (0, 1)


def test_the_desk_says_who_has_what_and_opens_what_is_free(desk, as_user, salma, thread):
    first = a_held_comment(thread)
    second = a_held_comment(thread, key=OMAR, name="عمر")
    as_user(salma).get("/desk/")

    page = desk.get("/desk/").content.decode()

    assert Claim.objects.get(comment=first).by == salma
    assert f'<section class="pane" id="ctx" aria-labelledby="ctx-h" data-id="{second.public_id}"' in page
    assert "سلمى درويش" in page.split(f'data-id="{first.public_id}"')[1].split("</li>")[0]


def test_opening_a_colleagues_comment_says_whose_it_is(desk, comment, salma):
    claim_comment(comment=comment, by=salma, now=timezone.now())

    page = desk.get(f"/desk/?open={comment.public_id}").content.decode()
    told = desk.post(reverse("desk-claim", kwargs={"public_id": comment.public_id})).json()

    assert "سلمى درويش" in page.split('id="ctx"')[1].split('class="big-c')[0]
    assert told == {"mine": False, "by": "سلمى درويش"}


def test_deciding_puts_the_comment_down(desk, comment, yusuf):
    claim_comment(comment=comment, by=yusuf, now=timezone.now())

    desk.post(reverse("desk-decide", kwargs={"public_id": comment.public_id}), {"action": "approve", "seen": "held"})

    assert not Claim.objects.exists()


def test_the_script_hears_counts_claims_and_decisions(desk, thread, salma):
    first = a_held_comment(thread)
    second = a_held_comment(thread, key=OMAR, name="عمر")
    claim_comment(comment=second, by=salma, now=timezone.now())

    told = desk.get(f"/desk/now/?comments={first.public_id},{second.public_id},{'x' * 16}").json()

    assert told["counts"]["desk"] == 2
    assert told["claims"] == {second.public_id: "سلمى درويش"}
    assert told["states"] == {first.public_id: "held", second.public_id: "held"}


def test_rows_that_are_loaded_ahead_are_in_nobodys_hands(desk, comment):
    page = desk.get("/desk/?only=rows").content.decode()

    assert comment.public_id in page
    assert not Claim.objects.exists()


def test_a_claim_put_down_while_it_is_taken_is_ones_own_all_the_same(comment, yusuf, monkeypatch):
    taken = claims._take

    def taken_and_put_down(*args: object, **said: object) -> None:
        taken(*args, **said)
        Claim.objects.all().delete()

    monkeypatch.setattr(claims, "_take", taken_and_put_down)

    assert claim_comment(comment=comment, by=yusuf, now=NOON).by == yusuf
