"""The report counts what came, what became of it and how long that took, by the newsroom's clock, and names nobody
to those who need not know.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.models import Assignment, Role
from hiwar.discussions.models import Comment, DiscussionSettings, Thread
from hiwar.moderation.models import Action, Decision, Review, ReviewKind
from hiwar.moderation.queries.staff_record import model_record
from hiwar.moderation.queries.statistics import Report, report
from hiwar.moderation.queries.volume import period_of
from hiwar.moderation.roles import Seat
from hiwar.moderation.services import approve_comment, mark_spam, reject_comment
from tests.factories.discussions import a_thread, an_imported_comment, posted
from tests.factories.newsroom import a_section

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english", "only_scores_hold")]
PAGE, FILE = "/desk/statistics/", "/desk/statistics/figures.csv"
DAMASCUS = ZoneInfo("Asia/Damascus")
# A Wednesday, three hours ahead of UTC in Damascus.
NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)


@pytest.fixture
def senior(site, salma):
    """Salma, who answers for the staff."""
    Assignment.objects.create(site=site, user=salma, role=Role.SENIOR)
    return salma


def said(thread: Thread, number: int = 0, *, at: datetime = NOW, text: str = "") -> Comment:
    key = ReaderKey(bytes([number + 40]) * 32)
    return posted(thread, text or f"كلام هادئ {number}", key=key, name="", at=at).comment


def in_section(thread: Thread, key: str) -> Thread:
    thread.section = key
    thread.save()
    return thread


def report_of(site, user, *, days: int = 7, section: str = "", now: datetime = NOW) -> Report:
    return report(seat=Seat(site, user, Role.SENIOR), days=days, section=section, now=now)


def test_comments_are_counted_by_the_newsrooms_day_and_hour(thread, site, senior):
    said(thread, 1, at=datetime(2026, 11, 24, 21, 30, tzinfo=UTC))

    found = report_of(site, senior).volume

    wednesday = date(2026, 11, 25)
    assert found.by_day[wednesday]["published"] == found.total == 1
    assert found.by_weekday[3][0] == 1
    assert sum(map(sum, found.by_weekday)) == 1


def test_a_period_is_whole_days_today_the_last(thread, site, senior):
    said(thread, 1, at=NOW - timedelta(days=6))
    said(thread, 2, at=NOW - timedelta(days=7))

    week, month = report_of(site, senior), report_of(site, senior, days=30)

    assert (len(week.volume.by_day), week.volume.total, month.volume.total) == (7, 1, 2)
    assert period_of(NOW, days=1, zone=DAMASCUS).since == datetime(2026, 11, 24, 21, 0, tzinfo=UTC)


def test_what_became_of_comments_is_told_apart(thread, site, senior):
    said(thread, 1)
    said(thread, 2, text="أنت حقير")
    reject_comment(comment=said(thread, 3, text="أنت حقير يا هذا"), by=senior, reason="insult", now=NOW)
    mark_spam(comment=said(thread, 4), by=senior, now=NOW)

    found = report_of(site, senior).volume

    assert [found.of(state) for state in ("published", "held", "rejected", "spam")] == [1, 1, 1, 1]


def test_imported_and_foreign_comments_are_not_this_newsrooms_day(thread, site, senior):
    an_imported_comment(thread, submitted_at=NOW)
    said(thread, 1)

    assert report_of(site, senior).volume.total == 1


def test_a_section_has_a_report_of_its_own(thread, site, senior):
    local = a_section()
    key = f"section:{local.pk}"
    said(in_section(a_thread(site=site, subject="article:77"), key), 1)
    said(thread, 2)

    whole, part, unknown = (report_of(site, senior, section=section) for section in ("", key, "section:999"))

    assert (whole.volume.total, part.volume.total, unknown.volume.total) == (2, 1, 2)
    assert sum(whole.volume.by_section[key]) == 1
    assert unknown.period.section == ""


def test_the_time_to_a_decision_is_the_middle_one_and_the_late_ones(thread, site, senior):
    for number, minutes in enumerate((1, 2, 3, 4, 90)):
        sent = said(thread, number, at=NOW, text=f"أنت حقير {number}")
        approve_comment(comment=sent, by=senior, now=NOW + timedelta(minutes=minutes))

    waits = report_of(site, senior, now=NOW + timedelta(hours=2)).waits

    assert (waits.overall.count, waits.overall.median, waits.overall.late) == (5, 3, 90)
    assert list(waits.by_day.values()) == [waits.overall]


def test_what_the_model_held_alone_is_told_from_what_others_held(thread, site, senior):
    rules = DiscussionSettings.for_site(site)
    approve_comment(comment=said(thread, 1, text="أنت حقير"), by=senior, now=NOW)
    reject_comment(comment=said(thread, 2, text="أنت حقير جداً"), by=senior, reason="insult", now=NOW)
    rules.hold_first = True
    rules.save()
    approve_comment(comment=said(thread, 3), by=senior, now=NOW)
    reject_comment(comment=said(thread, 4, text="أنت حقير حقاً"), by=senior, reason="insult", now=NOW)

    model, both, others = model_record(Seat(site, senior, Role.SENIOR), period_of(NOW, days=7, zone=DAMASCUS))

    assert (model.count, model.approved, model.share) == (2, 1, 0.5)
    assert (both.count, both.approved) == (1, 0)
    assert (others.count, others.share) == (1, 1.0)


def test_what_was_published_by_itself_and_taken_down_later_was_held_by_nobody(thread, site, senior):
    reject_comment(comment=said(thread, 1), by=senior, reason="insult", now=NOW)

    found = model_record(Seat(site, senior, Role.SENIOR), period_of(NOW, days=7, zone=DAMASCUS))

    assert [one.count for one in found] == [0, 0, 0]


def test_seniors_see_who_took_how_many_decisions_and_editors_see_the_sum(thread, site, yusuf, salma, as_user):
    now = timezone.now()
    approve_comment(comment=said(thread, 1, text="أنت حقير", at=now), by=yusuf, now=now)
    editor = as_user(salma).get(PAGE).content.decode()
    Assignment.objects.create(site=site, user=salma, role=Role.SENIOR)
    senior = as_user(salma).get(PAGE).content.decode()

    assert ("يوسف" in editor, "All moderators" in editor) == (False, True)
    assert ("<bdi>يوسف</bdi>" in senior, "All moderators" in senior) == (True, False)


def test_names_are_kept_from_editors_in_the_file_too(thread, yusuf, salma, as_user):
    now = timezone.now()
    approve_comment(comment=said(thread, 1, text="أنت حقير", at=now), by=yusuf, now=now)

    table = as_user(salma).get(FILE).content.decode()

    assert "يوسف" not in table
    assert "decisions,all,approved,1" in table


def a_look(thread: Thread, number: int, *, kind: str, opinion: str, decision: Decision | None = None) -> Review:
    comment = Comment.objects.get(public_id=decision.comment_id) if decision else said(thread, number)
    fields = {"drawn_at": timezone.now(), "at": timezone.now(), "opinion": opinion, "decision": decision}
    return Review.objects.create(site=thread.site, comment=comment, kind=kind, **fields)


def test_second_looks_say_how_people_agree_and_what_is_missed(thread, room, senior):
    now = timezone.now()
    for number, opinion in enumerate((Action.APPROVE, Action.APPROVE, Action.REJECT)):
        decision = approve_comment(comment=said(thread, number, text=f"أنت حقير {number}", at=now), by=senior, now=now)
        a_look(thread, number, kind=ReviewKind.BLIND, opinion=opinion, decision=decision)
    for number, opinion in enumerate((Action.APPROVE, Action.REJECT), start=10):
        a_look(thread, number, kind=ReviewKind.MISSED, opinion=opinion)

    page = room.get(PAGE).content.decode()

    assert "Of 3 decisions that a second moderator judged blind, 2 were judged alike (67%)." in page
    assert "Of 2 comments that published themselves and were read again, a person would have stopped 1 (50%" in page


def test_every_drawing_has_a_title_a_description_and_a_table(thread, room, senior):
    now = timezone.now()
    approve_comment(comment=said(thread, 1, text="أنت حقير", at=now), by=senior, now=now)

    page = room.get(PAGE).content.decode()

    drawings = page.count('role="img"')
    assert drawings == page.count("<title id=") == page.count("<desc id=") == 4
    assert page.count("<table>") >= drawings
    assert ' style="' not in page


def test_a_newsroom_without_comments_has_a_report_too(room):
    page = room.get(PAGE, {"days": "90"}).content.decode()

    assert "Nothing was decided in this period." in page
    assert "how well people agree is not known" in page


@pytest.mark.parametrize("query", ["?days=1000000", "?days=-1", "?days=x&section=%3Cscript%3E", "?section=section:999"])
def test_what_is_no_period_and_no_section_is_left_out_of_account(room, query):
    answer = room.get(f"{PAGE}{query}")

    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode().partition("<main")[2]


def test_the_file_holds_the_figures_and_no_formula(thread, site, room):
    section = a_section(name="=HYPERLINK(1)", slug="odd")
    said(in_section(a_thread(site=site, subject="article:77"), f"section:{section.pk}"), 1, at=timezone.now())

    answer = room.get(FILE, {"days": "7"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"].startswith('attachment; filename="desk-')
    assert {row["row"] for row in rows if row["table"] == "section"} == {"'=HYPERLINK(1)"}
    days = [row for row in rows if (row["table"], row["column"]) == ("volume", "published")]
    assert (len(days), sum(int(row["value"]) for row in days)) == (7, 1)


def test_the_report_is_for_editors_and_those_above_them(desk, salma, as_user):
    assert (desk.get(PAGE).status_code, desk.get(FILE).status_code) == (403, 403)
    assert as_user(salma).get(PAGE).status_code == 200


def test_the_report_costs_as_many_queries_for_many_comments_as_for_few(
    thread, site, senior, django_assert_max_num_queries
):
    for number in range(12):
        said(thread, number)

    with django_assert_max_num_queries(11):
        report_of(site, senior)
