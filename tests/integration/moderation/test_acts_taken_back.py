"""Three acts of the desk that no decision undoes are taken back for a minute: a channel deleted, a request closed, an
edit answered. What stood before is there again, and the log holds both the act and its taking back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db.models import Model
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role, User
from hiwar.accounts.volatile_notes import OwnNotes, notes_in
from hiwar.discussions.models import Comment, Revision, State, WaitingEdit
from hiwar.discussions.services import Reader, set_aside_comment
from hiwar.discussions.services.editing import edit_comment
from hiwar.moderation.models import Channel, Event, EventKind, Notice, Takedown
from hiwar.moderation.services import approve_comment, events_are_whole
from hiwar.moderation.services.channels import Wanted, add_channel, order_test, secrets_of, target_of
from hiwar.moderation.services.takedowns import Request, register_takedown
from hiwar.moderation.services.taking_back import FORMER, TAKEN_BACK_FOR_SECONDS, Former, TooLate
from tests.factories.discussions import LAYLA, a_held_comment
from tests.integration.moderation.conftest import a_colleague
from tests.integration.moderation.readers import browser_of

pytestmark = pytest.mark.django_db
# The second text holds what some would take for the end of a line.
FIRST, BETTER = "الرصيف عالٍ «جداً».\u2028سطر ثانٍ", "الرصيف عالٍ على كبار السن."
HOOK = "https://hook.example/a"
ALERT = re.compile(r'role="alert">.*?<p>([^<]+)</p>', re.DOTALL)


@pytest.fixture(autouse=True)
def nothing_done_yet() -> None:
    """Each test begins with nothing to take back."""
    FORMER.lie_in(OwnNotes())


@pytest.fixture
def channel(site, senior) -> Channel:
    """A signed webhook that is told of two things and was told one."""
    wanted = Wanted("المناوبة", "webhook", HOOK, triggers=("appeal", "brigade"), queue_length=7)
    made, _secret = add_channel(site=site, wanted=wanted, by=senior, now=timezone.now())
    order_test(channel=made, by=senior, now=timezone.now())
    return made


@pytest.fixture
def asked(site, senior) -> Takedown:
    now = timezone.now()
    return register_takedown(site=site, request=Request("نيابة دمشق", "حذف", now.date()), by=senior, now=now)


@pytest.fixture
def edit(thread, senior) -> WaitingEdit:
    """What Layla wants her published comment to say."""
    comment = a_held_comment(thread, FIRST, at=timezone.now())
    approve_comment(comment=comment, by=senior, now=timezone.now())
    edits(BETTER)
    return WaitingEdit.objects.select_related("comment").get()


def edits(text: str) -> None:
    comment = Comment.objects.select_related("thread__site").get()
    edit_comment(comment=comment, text=text, reader=Reader(LAYLA), now=timezone.now())


def row(model: type[Model]) -> dict[str, Any]:
    """Return the only row of a table, as the database has it."""
    found: dict[str, Any] = model._default_manager.values().get()
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


@dataclass
class Acts:
    """The three acts, each with the address that takes it back."""

    room: Client
    channel: Channel
    asked: Takedown
    edit: WaitingEdit

    def do(self, act: str) -> HttpResponse:
        """Do one of the three; return the page after it."""
        return {"channel": self.delete, "takedown": self.close, "edit": self.accept}[act]()

    def delete(self) -> HttpResponse:
        fields = {"channel": self.channel.pk, "sure": "yes"}
        return self.room.post(reverse("desk-alerts-delete"), fields, follow=True)

    def close(self) -> HttpResponse:
        address = reverse("desk-takedown-close", args=[self.asked.public_id])
        return self.room.post(address, {"outcome": "refused", "answer": "نقد مشروع."}, follow=True)

    def accept(self, **fields: str) -> HttpResponse:
        address = reverse("desk-edit-answer", args=[self.edit.comment.public_id])
        return self.room.post(address, {"verdict": "accept", "seen": self.edit.mark, **fields}, follow=True)

    def back_at(self, act: str) -> str:
        """Return the address that takes it back."""
        return {
            "channel": reverse("desk-alerts-put-back"),
            "takedown": reverse("desk-takedown-take-back", args=[self.asked.public_id]),
            "edit": reverse("desk-edit-take-back", args=[self.edit.comment.public_id]),
        }[act]

    def back(self, act: str, *, by: Client | None = None) -> HttpResponse:
        return (by or self.room).post(self.back_at(act), {"channel": self.channel.pk})

    def stand(self) -> tuple[dict[str, Any], ...]:
        """Return all that the three acts change."""
        return tuple(row(model) for model in (Channel, Notice, Takedown, WaitingEdit, Comment))


@pytest.fixture
def acts(room, channel, asked, edit) -> Acts:
    return Acts(room, channel, asked, edit)


every_act = pytest.mark.parametrize("act", ["channel", "takedown", "edit"])


def a_minute_later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(seconds=TAKEN_BACK_FOR_SECONDS + 1), tick=False)


@every_act
def test_the_page_after_an_act_offers_to_take_it_back_and_then_all_is_as_it_was(acts, act):
    before = acts.stand()
    page = acts.do(act).content.decode()

    acts.back(act)

    assert f'action="{acts.back_at(act)}"' in page
    assert acts.stand() == before


@every_act
def test_the_log_holds_the_act_and_its_taking_back(acts, act, senior):
    known = Event.objects.count()
    acts.do(act)
    acts.back(act)

    did, undid = Event.objects.order_by("pk")[known:]
    assert (did.kind, did.subject, did.by) == (undid.kind, undid.subject, undid.by)
    assert "put_back" not in did.after
    assert undid.after["put_back"] is True
    assert events_are_whole()
    assert acts.room.get(reverse("desk-log")).status_code == 200


@every_act
def test_after_a_minute_it_is_refused_with_a_sentence_and_offered_no_more(acts, act):
    page = acts.do(act)
    done = Event.objects.count()

    with a_minute_later():
        again = acts.room.get(page.redirect_chain[-1][0]).content.decode()
        answer = acts.back(act)

    assert acts.back_at(act) not in again
    assert answer.status_code == 409
    assert "دقيقة" in ALERT.search(answer.content.decode())[1]
    assert Event.objects.count() == done


@every_act
def test_it_is_taken_back_once(acts, act):
    acts.do(act)
    acts.back(act)
    done, stands = Event.objects.count(), acts.stand()

    answer = acts.back(act)

    assert answer.status_code == 409
    assert (Event.objects.count(), acts.stand()) == (done, stands)


@every_act
def test_what_was_never_done_cannot_be_taken_back(acts, act):
    before = acts.stand()

    assert acts.back(act).status_code == 409
    assert acts.stand() == before


@every_act
def test_a_colleague_who_may_do_the_act_may_take_it_back(acts, act, site, as_user):
    nadim = a_colleague("nadim", name="نديم", group="Moderators")
    Assignment.objects.create(site=site, user=nadim, role=Role.SENIOR)
    before = acts.stand()
    acts.do(act)

    acts.back(act, by=as_user(nadim))

    assert acts.stand() == before
    assert Event.objects.order_by("pk").last().by == nadim


@every_act
def test_who_may_not_do_the_act_cannot_take_it_back(acts, act, site, as_user):
    elsewhere = a_colleague("huda", name="هدى", group="Moderators")
    Assignment.objects.create(site=site, user=elsewhere, role=Role.MODERATOR, sections=["section:999"])
    acts.do(act)
    done = Event.objects.count()

    assert acts.back(act, by=as_user(elsewhere)).status_code in {403, 404}
    assert Event.objects.count() == done


@every_act
def test_an_act_is_done_even_where_nothing_can_be_kept_to_take_it_back(acts, act, tmp_path: Path):
    FORMER.lie_in(notes_in(folder=tmp_path / "nowhere"))

    page = acts.do(act)

    assert page.status_code == 200
    assert acts.back_at(act) not in page.content.decode()
    assert acts.back(act).status_code == 409


def test_once_taken_back_and_stored_nothing_of_it_is_kept(acts, channel, site, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        acts.do("channel")
        acts.back("channel")

    assert not FORMER.knows(EventKind.CHANNEL, str(channel.pk), site=site)


def test_what_one_worker_has_kept_another_gives_back_and_no_other_place_does(site, tmp_path):
    one, other = Former(), Former()
    for worker in (one, other):
        worker.lie_in(notes_in(folder=tmp_path))

    one.keep(EventKind.CHANNEL, "7", "سرّ", site=site)

    assert other.of(EventKind.CHANNEL, "7", site=site) == "سرّ"
    assert "سرّ".encode() not in b"".join(file.read_bytes() for file in tmp_path.iterdir())
    with pytest.raises(TooLate):
        other.of(EventKind.TAKEDOWN, "7", site=site)


class TestAChannel:
    def test_it_leads_and_signs_as_before(self, acts, channel):
        secrets = secrets_of(channel, now=timezone.now())
        acts.delete()

        answer = acts.room.post(acts.back_at("channel"), {"channel": channel.pk}, follow=True)

        back = Channel.objects.get()
        assert (target_of(back), secrets_of(back, now=timezone.now())) == (HOOK, secrets)
        assert 'role="status"' in answer.content.decode()

    def test_its_secret_stands_on_no_page_and_in_no_event(self, acts, channel):
        secret = secrets_of(channel, now=timezone.now())[0]
        pages = [acts.delete(), acts.room.post(acts.back_at("channel"), {"channel": channel.pk}, follow=True)]

        said = [page.content.decode() for page in pages] + [str((e.before, e.after)) for e in Event.objects.all()]

        assert not any(secret in one or HOOK in one for one in said)

    def test_a_neighbours_is_not_put_back_from_here(self, acts, channel, site):
        other = type(site).objects.create(hostname="other.example", port=80, root_page=site.root_page)
        Channel.objects.update(site=other)
        FORMER.keep(EventKind.CHANNEL, str(channel.pk), "{}", site=other)
        Channel.objects.all().delete()

        assert acts.back("channel").status_code == 409

    @pytest.mark.parametrize("number", ["", "0", "-1", "a", "9" * 30])
    def test_a_number_that_is_none_is_refused(self, room, number):
        assert room.post(reverse("desk-alerts-put-back"), {"channel": number}).status_code == 409


class TestARequest:
    def test_what_was_written_stands_in_the_form_again(self, acts):
        acts.close()

        page = acts.back("takedown").content.decode()

        assert "نقد مشروع.</textarea>" in page
        assert re.search(r'value="refused" required checked', page)
        assert 'role="status"' in page

    def test_it_can_be_closed_again_otherwise(self, acts, asked):
        acts.close()
        acts.back("takedown")

        address = reverse("desk-takedown-close", args=[asked.public_id])
        acts.room.post(address, {"outcome": "removed", "answer": "حُذف."})

        closed = Takedown.objects.get()
        assert (closed.outcome, closed.answer) == ("removed", "حُذف.")
        outcomes = [event.after["outcome"] for event in Event.objects.filter(kind=EventKind.TAKEDOWN).order_by("pk")]
        assert outcomes == ["open", "refused", "open", "removed"]


class TestAnEdit:
    def test_the_page_says_what_it_said_and_the_edit_waits(self, acts, edit):
        thread = f"/talk/{edit.comment.thread.public_id}/"
        acts.accept()
        accepted = Client().get(thread).content.decode()

        answer = acts.room.post(acts.back_at("edit"), follow=True)

        page = Client().get(thread).content.decode()
        assert BETTER in accepted
        assert BETTER not in page
        assert "الرصيف عالٍ «جداً»." in page
        assert not Revision.objects.exists()
        assert f'id="edit-{edit.comment.public_id}"' in answer.content.decode()

    def test_a_refusal_is_taken_back_and_its_author_hears_no_more_of_it(self, acts):
        before = acts.stand()
        page = acts.accept(verdict="refuse", reason="insult", message="بلا إهانة").content.decode()
        told = browser_of(LAYLA).get("/talk/mine/").content.decode()

        acts.back("edit")

        assert acts.back_at("edit") in page
        assert "بلا إهانة" in told
        assert "بلا إهانة" not in browser_of(LAYLA).get("/talk/mine/").content.decode()
        assert acts.stand() == before

    def test_open_pages_hear_of_the_answer_and_of_its_taking_back(self, acts, edit):
        address = f"/talk/{edit.comment.thread.public_id}/state/"
        heard = [Client().get(address).json()["marked"]]
        acts.accept()
        heard.append(Client().get(address).json()["marked"])

        acts.back("edit")

        heard.append(Client().get(address).json()["marked"])
        assert heard == sorted(set(heard))

    def test_a_comment_that_left_the_page_meanwhile_stays_as_it_is(self, acts, edit):
        acts.accept()
        set_aside_comment(comment=Comment.objects.get(), state=State.REJECTED)

        answer = acts.back("edit")

        comment = Comment.objects.get()
        assert answer.status_code == 409
        assert (comment.state, comment.text) == (State.REJECTED, BETTER)

    def test_what_its_author_wrote_meanwhile_is_not_lost(self, acts):
        acts.accept()
        edits("الرصيف عالٍ على الأطفال أيضاً.")

        answer = acts.back("edit")

        assert answer.status_code == 409
        assert WaitingEdit.objects.get().text == "الرصيف عالٍ على الأطفال أيضاً."
        assert Comment.objects.get().text == BETTER

    def test_after_a_refusal_too(self, acts):
        acts.accept(verdict="refuse", reason="insult")
        edits("الرصيف عالٍ على الأطفال أيضاً.")

        assert acts.back("edit").status_code == 409
        assert WaitingEdit.objects.get().text == "الرصيف عالٍ على الأطفال أيضاً."

    def test_who_only_reads_the_room_is_offered_nothing_of_another_section(self, acts, edit, site, as_user):
        acts.accept()
        elsewhere = a_colleague("huda", name="هدى", group="Moderators")
        Assignment.objects.create(site=site, user=elsewhere, role=Role.MODERATOR, sections=["section:999"])

        browser = as_user(User.objects.get(pk=elsewhere.pk))
        page = browser.get(reverse("desk-edits"), {"done": "accepted", "c": edit.comment.public_id})

        assert acts.back_at("edit") not in page.content.decode()
