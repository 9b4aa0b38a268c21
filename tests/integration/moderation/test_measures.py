"""Warning, muting, banning: what the desk can do to a writer, what she is told, and what is never stored."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from hiwar.accounts.keys import LINK_EPOCH
from hiwar.accounts.models import Assignment, Measure, Role, User
from hiwar.accounts.networks import NETWORKS
from hiwar.discussions.models import Comment
from hiwar.moderation.models import AuthorNote, Decision, Event, EventKind
from hiwar.moderation.services import chain_is_whole, events_are_whole
from hiwar.moderation.services.sweeping import sweep_desk
from hiwar.newsroom.services.newsroom import MODERATORS
from tests.factories.discussions import KARIM, LAYLA, OMAR
from tests.integration.moderation.conftest import a_colleague
from tests.integration.moderation.readers import SCRIPT, browser_of, says, written

pytestmark = pytest.mark.django_db
TOKEN = "5eedcafe5eedcafe"
RUDE = "تعليقٌ لا يليق بأحد."


@pytest.fixture(autouse=True)
def unknown_networks() -> None:
    """Each test begins with no network known."""
    NETWORKS.forget()


@pytest.fixture
def samir(site) -> User:
    """Samir, a senior moderator."""
    user = a_colleague("samir", name="سمير", group=MODERATORS)
    Assignment.objects.create(site=site, user=user, role=Role.SENIOR)
    return user


@pytest.fixture
def senior(samir, as_user) -> Client:
    return as_user(samir)


@pytest.fixture
def karim() -> Client:
    """Karim's browser."""
    return browser_of(KARIM)


@pytest.fixture
def rude(karim, thread) -> Comment:
    return written(karim, thread, RUDE, name="كريم")


def about(comment: Comment, what: str) -> str:
    return f"/desk/comment/{comment.public_id}/{what}/"


class TestMuting:
    def test_a_muted_writer_is_told_why_and_until_when_and_keeps_her_text(self, desk, karim, rude, thread):
        answer = desk.post(about(rude, "mute"), {"hours": "24", "reason": "insult", "message": "خاطب الكاتب لا أصله."})
        refused = says(karim, thread, "نصٌّ لا أريد أن يضيع.", name="كريم")

        page = refused.content.decode()
        assert answer.status_code == 302
        assert refused.status_code == 403
        assert "خاطب الكاتب لا أصله" in page
        assert "نصٌّ لا أريد أن يضيع." in page
        assert 'href="/talk/mine/"' in page
        assert Comment.objects.count() == 1

    def test_a_script_hears_the_same(self, desk, karim, rude, thread):
        desk.post(about(rude, "mute"), {"hours": "6", "reason": "insult", "message": "خاطب الكاتب لا أصله."})

        refused = says(karim, thread, "مرة أخرى.", headers=SCRIPT)

        assert refused.status_code == 403
        assert "خاطب الكاتب لا أصله" in refused.json()["message"]

    def test_the_event_stands_in_the_log_and_names_nobody(self, desk, yusuf, rude):
        desk.post(about(rude, "mute"), {"own_hours": "٣٦", "reason": "insult", "note": "للمرة الثالثة"})

        event, measure = Event.objects.get(), Measure.objects.get()
        assert (event.kind, event.by, event.subject, event.note) == (
            EventKind.MEASURE, yusuf, rude.public_id, "للمرة الثالثة",
        )  # fmt: skip
        assert (event.after["kind"], event.after["target"]) == ("mute", "browser")
        assert timedelta(hours=35) < measure.ends_at - timezone.now() <= timedelta(hours=36)
        assert rude.author_link not in str(event.after) + desk.get("/desk/measures/").content.decode()
        assert events_are_whole()

    def test_other_readers_write_on(self, desk, rude, thread):
        desk.post(about(rude, "mute"), {"hours": "1", "reason": "insult"})

        assert says(browser_of(LAYLA), thread, "هذا رأيي.").status_code == 303

    def test_it_ends_by_itself(self, desk, karim, rude, thread):
        desk.post(about(rude, "mute"), {"hours": "1", "reason": "insult"})
        Measure.objects.update(ends_at=timezone.now() - timedelta(minutes=1))

        assert says(karim, thread, "عدت.").status_code == 303

    @pytest.mark.parametrize("hours", ["", "0", "721", "-3", "12.5", "ساعة", "9" * 9])
    def test_a_time_that_cannot_be_meant_is_refused(self, desk, rude, hours):
        answer = desk.post(about(rude, "mute"), {"own_hours": hours, "reason": "insult"})

        assert answer.status_code == 422
        assert not Measure.objects.exists() and not Event.objects.exists()

    def test_without_a_reason_nothing_happens(self, desk, rude):
        assert desk.post(about(rude, "mute"), {"hours": "1"}).status_code == 422
        assert desk.post(about(rude, "warn"), {"reason": "no-such"}).status_code == 422
        assert not Measure.objects.exists()


class TestBanning:
    def test_a_ban_outlives_the_thirty_days_of_a_link(self, senior, karim, rude, thread):
        senior.post(about(rude, "ban"), {"days": "90", "reason": "insult"})
        earlier = KARIM.author_link(site_id=thread.site_id, now=timezone.now() - LINK_EPOCH)
        Measure.objects.update(tag=earlier)

        assert says(karim, thread, "بعد شهر.").status_code == 403
        assert Measure.objects.get().tag == KARIM.author_link(site_id=thread.site_id, now=timezone.now())

    def test_a_ban_without_an_end_needs_a_note(self, senior, rude):
        bare = senior.post(about(rude, "ban"), {"endless": "1", "reason": "insult"})
        meant = senior.post(about(rude, "ban"), {"endless": "1", "reason": "insult", "note": "تهديد متكرر"})

        assert (bare.status_code, meant.status_code) == (422, 302)
        assert Measure.objects.get().ends_at is None

    @pytest.mark.parametrize("days", ["", "0", "366", "x"])
    def test_an_end_beyond_a_year_is_refused(self, senior, rude, days):
        assert senior.post(about(rude, "ban"), {"days": days, "reason": "insult"}).status_code == 422
        assert not Measure.objects.exists()

    def test_a_banned_name_is_refused_to_anybody_who_is_told_nothing_of_the_other(self, senior, rude, thread):
        senior.post(about(rude, "ban"), {"days": "30", "reason": "insult", "target": "name", "message": "سرّ كريم"})

        refused = says(browser_of(OMAR), thread, "تحية للجميع.", name="كــريم")
        other = says(browser_of(OMAR), thread, "تحية للجميع.", name="عمر")

        assert refused.status_code == 403
        assert "سرّ كريم" not in refused.content.decode()
        assert other.status_code == 303

    def test_the_banned_browser_may_write_under_another_name_if_only_the_name_was_meant(
        self, senior, karim, rude, thread
    ):
        senior.post(about(rude, "ban"), {"days": "30", "reason": "insult", "target": "name"})

        assert says(karim, thread, "باسمٍ آخر.", name="وليد").status_code == 303

    def test_a_moderator_may_not_ban(self, desk, rude):
        assert desk.post(about(rude, "ban"), {"days": "3", "reason": "insult"}).status_code == 403
        assert not Measure.objects.exists()

    def test_a_comment_that_nothing_links_cannot_be_the_cause(self, senior, rude):
        Comment.objects.update(author_link="", name="")

        answers = [
            senior.post(about(rude, "ban"), {"days": "3", "reason": "insult", "target": target}).status_code
            for target in ("browser", "name", "account")
        ]

        assert answers == [422, 422, 422]
        assert not Measure.objects.exists()


class TestLifting:
    def test_a_lifted_measure_stands_no_more_and_stays_for_the_record(self, desk, yusuf, karim, rude, thread):
        desk.post(about(rude, "mute"), {"hours": "24", "reason": "insult"})
        measure = Measure.objects.get()

        answer = desk.post(f"/desk/measures/{measure.pk}/lift/")

        assert (answer.status_code, answer.url) == (302, "/desk/measures/?said=lifted")
        assert says(karim, thread, "شكراً.").status_code == 303
        assert Event.objects.filter(kind=EventKind.LIFTED, by=yusuf).count() == 1
        assert "إهانة" in desk.get("/desk/measures/?show=past").content.decode()

    def test_lifting_twice_is_one_event(self, desk, rude):
        desk.post(about(rude, "mute"), {"hours": "24", "reason": "insult"})
        for _ in range(2):
            desk.post(f"/desk/measures/{Measure.objects.get().pk}/lift/")

        assert Event.objects.filter(kind=EventKind.LIFTED).count() == 1

    def test_a_moderator_does_not_lift_what_she_could_not_take(self, senior, desk, rude):
        senior.post(about(rude, "ban"), {"days": "3", "reason": "insult"})

        answer = desk.post(f"/desk/measures/{Measure.objects.get().pk}/lift/")

        assert answer.status_code == 403
        assert Measure.objects.get().lifted_at is None


class TestNotes:
    def test_a_note_is_for_colleagues_and_its_words_are_not_in_the_log(self, desk, karim, rude):
        desk.post(about(rude, "note"), {"note": "يعود كل ليلة"})

        assert "يعود كل ليلة" in desk.get("/desk/", {"open": rude.public_id}).content.decode()
        assert Event.objects.get().note == ""
        assert "يعود كل ليلة" not in karim.get("/talk/mine/").content.decode()

    def test_a_note_needs_words_and_a_writer(self, desk, rude):
        empty = desk.post(about(rude, "note"), {"note": " "})
        Comment.objects.update(author_link="")
        unlinked = desk.post(about(rude, "note"), {"note": "من هذا؟"})

        assert (empty.status_code, unlinked.status_code) == (422, 422)
        assert not AuthorNote.objects.exists()

    def test_a_note_and_the_tag_of_an_ended_measure_are_forgotten_after_thirty_days(self, desk, rude):
        desk.post(about(rude, "note"), {"note": "يعود"})
        desk.post(about(rude, "mute"), {"hours": "1", "reason": "insult"})

        sweep_desk(now=timezone.now() + timedelta(days=2))
        kept = (AuthorNote.objects.count(), bool(Measure.objects.get().tag))
        sweep_desk(now=timezone.now() + timedelta(days=32))

        assert kept == (1, True)
        assert (AuthorNote.objects.count(), Measure.objects.get().tag) == (0, "")


class TestNetworks:
    def test_all_comments_of_a_network_wait_and_nobody_is_refused(self, senior, karim, thread):
        cause = written(karim, thread, RUDE, name="كريم", **{"hiwar.net_token": TOKEN})
        answer = senior.post(about(cause, "network"), {"hours": "6", "reason": "insult"})

        neighbor = written(browser_of(OMAR), thread, "جار في المدينة نفسها.", **{"hiwar.net_token": TOKEN})
        after_midnight = written(
            browser_of(LAYLA), thread, "بعد منتصف الليل.",
            **{"hiwar.net_token": "new", "hiwar.net_token_yesterday": TOKEN},
        )  # fmt: skip
        stranger = written(browser_of(LAYLA), thread, "من مكان آخر.", **{"hiwar.net_token": "other"})

        assert answer.status_code == 302
        assert [held_by_network(one) for one in (neighbor, after_midnight, stranger)] == [True, True, False]
        assert {one.state for one in (neighbor, after_midnight)} == {"held"}

    def test_what_memory_forgot_cannot_be_banned(self, senior, rude):
        answer = senior.post(about(rude, "network"), {"hours": "6", "reason": "insult"})

        assert answer.status_code == 409
        assert not Event.objects.exists()

    def test_a_network_is_let_go_again(self, senior, karim, thread):
        cause = written(karim, thread, RUDE, **{"hiwar.net_token": TOKEN})
        senior.post(about(cause, "network"), {"hours": "24", "reason": "insult"})
        assert f"/desk/comment/{cause.public_id}/network/lift/" in senior.get("/desk/measures/").content.decode()

        senior.post(about(cause, "network/lift"))

        later = written(browser_of(OMAR), thread, "من البيت نفسه.", **{"hiwar.net_token": TOKEN})
        assert not held_by_network(later)
        assert Event.objects.filter(kind=EventKind.LIFTED).count() == 1

    def test_no_trace_of_a_network_is_in_the_database(self, senior, karim, thread):
        cause = written(karim, thread, RUDE, **{"hiwar.net_token": TOKEN, "hiwar.net_token_yesterday": f"{TOKEN}y"})
        senior.post(about(cause, "network"), {"hours": "24", "reason": "insult", "note": "رسائل متتابعة"})
        written(browser_of(OMAR), thread, "من الشبكة نفسها.", **{"hiwar.net_token": TOKEN})
        everything = StringIO()

        call_command("dumpdata", stdout=everything)

        assert cause.public_id in everything.getvalue()
        assert TOKEN not in everything.getvalue()
        assert TOKEN not in senior.get("/desk/measures/").content.decode()


def held_by_network(comment: Comment) -> bool:
    return "watched_network" in {finding["rule"] for finding in comment.screening["findings"]}


class TestRemovingAll:
    def test_the_preview_counts_what_would_go_and_changes_nothing(self, senior, karim, rude, thread, samir):
        written(karim, thread, "تعليق ثانٍ له.", name="وليد")
        written(browser_of(OMAR), thread, "تعليق غيره.", name="عمر")

        page = senior.get(about(rude, "remove-all")).content.decode()

        assert RUDE in page and "تعليق ثانٍ له." in page
        assert "تعليق غيره." not in page
        assert thread.title in page
        assert not Decision.objects.exists()

    def test_each_gets_a_decision_of_its_own_and_one_undo_takes_all_back(self, senior, karim, rude, thread, desk):
        second = written(karim, thread, "تعليق ثانٍ له.", name="وليد")
        desk.post(f"/desk/comment/{second.public_id}/decide/", {"action": "approve", "seen": "held"})

        done = senior.post(about(rude, "remove-all"), {"reason": "insult", "last": second.pk, "note": "حملة"})

        removed = Decision.objects.filter(action="reject")
        assert done.status_code == 302
        assert {one.comment_id for one in removed} == {rude.public_id, second.public_id}
        assert len({one.batch for one in removed}) == 1 and removed[0].batch
        assert set(Comment.objects.values_list("state", flat=True)) == {"rejected"}

        back = senior.post(f"{done.url}undo/")

        assert back.status_code == 302
        states = dict(Comment.objects.values_list("public_id", "state"))
        assert states == {rude.public_id: "held", second.public_id: "published"}
        assert chain_is_whole()
        assert senior.post(f"{done.url}undo/").status_code == 409

    def test_what_came_after_the_list_was_seen_is_not_removed(self, senior, karim, rude, thread):
        unseen = written(karim, thread, "كُتب بعد المعاينة.")

        senior.post(about(rude, "remove-all"), {"reason": "insult", "last": rude.pk})

        assert Comment.objects.get(pk=unseen.pk).state == "held"
        assert Comment.objects.get(pk=rude.pk).state == "rejected"

    def test_without_a_reason_or_a_list_nothing_is_removed(self, senior, rude):
        answers = [
            senior.post(about(rude, "remove-all"), fields).status_code
            for fields in ({"last": rude.pk}, {"reason": "insult"}, {"reason": "insult", "last": "x"})
        ]

        assert answers == [422, 422, 422]
        assert not Decision.objects.exists()

    def test_nothing_of_another_section_is_removed(self, senior, samir, karim, rude, thread, site):
        Assignment.objects.filter(user=samir).update(sections=["section:1"])
        type(thread).objects.filter(pk=thread.pk).update(section="section:2")

        assert senior.post(about(rude, "remove-all"), {"reason": "insult", "last": rude.pk}).status_code == 404
        assert Comment.objects.get(pk=rude.pk).state == "held"
