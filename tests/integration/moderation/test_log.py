"""The log: decisions and events in one, narrowed, turned, checked, taken out; and putting a comment back."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import Assignment, ReaderTrust, Role, User
from hiwar.discussions.models import Comment, State, Thread
from hiwar.discussions.services import withdraw_comment
from hiwar.moderation.log_tables import disarmed
from hiwar.moderation.models import Action, Decision, Event, EventKind, Reason
from hiwar.moderation.queries.examples import decided_examples
from hiwar.moderation.services import (
    AlreadyDecided,
    Grounds,
    Happening,
    approve_comment,
    decide_comment,
    events_are_whole,
    mark_spam,
    reject_comment,
    reopen_comment,
    undo_decision,
    write_down,
)
from hiwar.moderation.views import log as room
from tests.factories.discussions import KARIM, LAYLA, OMAR, a_held_comment, a_thread
from tests.factories.newsroom import NOON, a_section
from tests.integration.moderation.conftest import unguarded

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)


@pytest.fixture
def senior(yusuf: User, site) -> User:
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)
    return yusuf


def rows_of(page: str) -> list[str]:
    """Return the lines of the log as text, newest first."""
    body = page.split("<tbody>")[1].split("</tbody>")[0] if "<tbody>" in page else ""
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("<tr>")[1:]]


def log_of(desk: Client, query: str = "") -> list[str]:
    answer = desk.get(f"/desk/log/{query}")
    assert answer.status_code == 200
    return rows_of(answer.content.decode())


def happen(site, by: User, kind: EventKind, at=NOON, **said) -> Event:
    return write_down(Happening(kind, **said), site=site, by=by, now=at)


def again(comment: Comment) -> Comment:
    return Comment.objects.select_related("thread").get(pk=comment.pk)


# --- reading it


def test_a_role_is_told_with_the_names_of_its_sections(desk, site, salma):
    here = f"section:{a_section().pk}"
    happen(site, salma, EventKind.ROLE, subject="nadim", after={"role": "editor", "sections": [here]})
    widened = {"role": "editor", "sections": []}
    happen(site, salma, EventKind.ROLE, subject="nadim", before={"role": "editor", "sections": [here]}, after=widened)
    happen(site, salma, EventKind.ROLE, subject="nadim", before=widened, after={"role": "", "sections": []})

    taken, wider, given = log_of(desk)

    assert "الأقسام : – ← ثم محليات" in given
    assert "الأقسام : محليات ← ثم كل الأقسام" in wider
    assert "الأقسام : كل الأقسام ← ثم –" in taken


@pytest.mark.parametrize(
    ("kind", "subject", "words"),
    [
        (EventKind.THRESHOLD, "toxic", "إساءة"),
        (EventKind.EXPORT, "takedowns", "طلبات الإزالة"),
        (EventKind.REVIEW, "shares", "كم يُعاد النظر فيه"),
    ],
)
def test_what_an_event_is_about_is_said_in_words(desk, site, salma, kind, subject, words):
    happen(site, salma, kind, subject=subject)

    (row,) = log_of(desk)

    assert row.endswith(words)


def test_decisions_and_events_stand_in_one_log_newest_first(desk, thread, site, yusuf, salma):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)
    happen(site, salma, EventKind.THRESHOLD, NOON + timedelta(minutes=1), before={"at": 0.5}, after={"at": 0.7})
    approve_comment(comment=a_held_comment(thread, key=OMAR, name="عمر"), by=salma, now=NOON + timedelta(minutes=2))

    rows = log_of(desk)

    assert ["عمر" in rows[0], "0.5 ← then 0.7" in rows[1].replace("ثم", "then"), "ليلى" in rows[2]] == [True] * 3


def test_a_row_says_before_and_after_reason_note_message_and_versions(desk, thread, yusuf):
    comment = a_held_comment(thread)
    Comment.objects.filter(pk=comment.pk).update(screening={"version": "policy 7", "model": "judge 3", "findings": []})
    grounds = Grounds(by=yusuf, now=NOON, reason=Reason.INSULT, note="واضحة", message="تعليقك يسيء إلى شخص.")

    decide_comment(comment=again(comment), action="reject", grounds=grounds)

    row = log_of(desk)[0]
    for word in ("يوسف", "واضحة", "تعليقك يسيء إلى شخص.", "policy 7", "judge 3"):
        assert word in row


def test_moments_are_said_by_the_newsrooms_clock_and_places_by_their_names(desk, thread, site, yusuf):
    ends = {"ends_at": "2026-11-29T11:55:30.575769+00:00"}
    happen(site, yusuf, EventKind.RESTRAINT, subject=thread.subject, after=ends)
    happen(site, yusuf, EventKind.RESTRAINT, subject="site", after={"closes_at": "2026-12-01"})

    rows = log_of(desk)

    assert [thread.title in rows[1], "29 تشرين الثاني 2026، 14:55" in rows[1], "575769" in rows[1]] == [
        True,
        True,
        False,
    ]
    assert ["الموقع كله" in rows[0], "1 كانون الأول 2026" in rows[0]] == [True, True]


def test_what_was_decided_in_one_act_leads_to_all_of_it(desk, thread, yusuf):
    for name, key in (("ليلى", LAYLA), ("عمر", OMAR), ("كريم", KARIM)):
        grounds = Grounds(by=yusuf, now=NOON, batch="batchbatchbatch1" if name != "كريم" else "")
        decide_comment(comment=a_held_comment(thread, key=key, name=name), action="spam", grounds=grounds)

    page = desk.get("/desk/log/").content.decode()

    assert page.count('href="/desk/log/?batch=batchbatchbatch1"') == 2
    assert len(log_of(desk, "?batch=batchbatchbatch1")) == 2


def test_fifty_stand_on_a_page_and_the_next_begins_where_it_ends(desk, thread, site, yusuf):
    for number in range(30):
        happen(site, yusuf, EventKind.RESTRAINT, NOON + timedelta(minutes=number // 7), subject=f"event {number:02}")
    first = mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON + timedelta(minutes=2))
    looked = {"site": site, "by": yusuf, "action": Action.REVEAL, "at": first.at}
    for number in range(29):
        row = Decision(comment_id=f"gone{number:02}", note=f"note {number:02}", **looked)
        Decision.objects.bulk_create([row])

    page = desk.get("/desk/log/").content.decode()
    further = re.search(r'href="(/desk/log/\?before=[^"]+)"', page)[1]
    rest = desk.get(further).content.decode()

    told = [re.search(r"(event|note) \d\d", row) for row in rows_of(page) + rows_of(rest)]
    assert (len(rows_of(page)), len(rows_of(rest))) == (50, 10)
    assert len({found[0] for found in told if found}) == 59
    assert "before=" not in rest


@pytest.fixture
def busy(thread, site, yusuf, salma) -> Comment:
    """Four things that happened: two decisions by two people on two days, two events."""
    comment = a_held_comment(thread)
    reject_comment(comment=comment, by=yusuf, reason=Reason.INSULT, now=NOON)
    mark_spam(comment=a_held_comment(thread, key=OMAR, name="عمر"), by=salma, now=NOON + timedelta(days=1))
    happen(site, salma, EventKind.ROLE, subject="nadim", after={"role": "editor"})
    happen(site, yusuf, EventKind.MEASURE, subject=comment.public_id, after={"kind": "mute"})
    return comment


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 4),
        ("act=reject", 1),
        ("act=role", 1),
        ("act=nonsense", 4),
        ("reason=insult", 1),
        ("reason=law", 0),
        ("since=2014-01-20", 1),
        ("until=2014-01-19", 3),
        ("since=2014-01-19&until=2014-01-20", 4),
        ("since=yesterday", 4),
        ("before=1-d-1", 0),
        ("before=nonsense", 4),
    ],
)
def test_the_log_is_narrowed(desk, busy, query, count):
    assert len(log_of(desk, f"?{query}")) == count


def test_the_log_is_narrowed_to_a_person_and_to_a_comment(desk, busy, yusuf):
    address = f"http://testserver/desk/comment/{busy.public_id}/"

    assert len(log_of(desk, f"?person={yusuf.pk}")) == 2
    assert len(log_of(desk, f"?comment={busy.public_id}")) == 2
    assert len(log_of(desk, f"?comment={address}&act=reject")) == 1


def test_who_sits_for_some_sections_reads_of_them_and_of_what_she_did(busy, site, thread, salma, as_user):
    Thread.objects.filter(pk=thread.pk).update(section="section:7")
    Assignment.objects.create(site=site, user=salma, role=Role.MODERATOR, sections=["section:8"])
    other = a_thread(site=site, subject="article:13")
    Thread.objects.filter(pk=other.pk).update(section="section:8")
    approve_comment(comment=a_held_comment(other, key=KARIM, name="كريم"), by=salma, now=LATER)

    rows = log_of(as_user(salma))

    assert len(rows) == 2
    assert "كريم" in rows[0]
    assert "nadim" in rows[1]


def test_what_is_kept_for_the_law_is_told_to_those_who_answer_for_it(site, yusuf, salma, as_user):
    happen(site, yusuf, EventKind.EVIDENCE, note="طلب النيابة")
    happen(site, yusuf, EventKind.TAKEDOWN, subject="النيابة 12")
    moderator = log_of(as_user(yusuf))

    Assignment.objects.create(site=site, user=salma, role=Role.SENIOR)

    assert moderator == []
    assert len(log_of(as_user(salma))) == 2


def test_another_sites_log_is_not_shown(desk, site, yusuf):
    elsewhere = type(site).objects.create(hostname="other.example", root_page=site.root_page)
    happen(elsewhere, yusuf, EventKind.ROLE, subject="nadim")

    assert log_of(desk) == []


# --- whether it is whole


def break_events(statement: str) -> None:
    """Do what only someone with the database in hand can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE moderation_event DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER moderation_event_unchanged")
        cursor.execute(statement)


def test_a_changed_event_is_found_by_the_page_and_by_the_command(desk, site, yusuf):
    happen(site, yusuf, EventKind.ROLE, subject="nadim")
    whole = "why fine" in desk.get("/desk/log/").content.decode()

    break_events("UPDATE moderation_event SET subject = 'karim'")

    assert whole
    assert not events_are_whole()
    assert "why fine" not in desk.get("/desk/log/").content.decode()
    with pytest.raises(CommandError):
        call_command("check_decisions")


def test_whether_a_trace_was_left_is_part_of_what_cannot_be_changed(thread, yusuf):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)

    unguarded("UPDATE moderation_decision SET leaves_trace = %s", False)

    with pytest.raises(CommandError):
        call_command("check_decisions")


def test_the_command_says_how_many_of_both_it_read(site, yusuf):
    happen(site, yusuf, EventKind.ROLE)
    said = StringIO()

    call_command("check_decisions", stdout=said)

    assert [line.rpartition(": ")[2] for line in said.getvalue().splitlines()] == ["1", "0"]


# --- taking it out


def export(browser: Client, **fields: str):
    return browser.post(reverse("desk-log-export"), fields)


def test_the_table_holds_ids_and_reasons_and_no_word_of_a_comment(busy, senior, as_user):
    answer = export(as_user(senior), format="csv")

    table = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(table)))
    by_act = {row["act"]: row for row in rows}
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Cache-Control"] == "private, no-store"
    assert re.fullmatch(r'attachment; filename="log-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])
    assert (by_act["reject"]["about"], by_act["reject"]["reason"]) == (disarmed(busy.public_id), "insult")
    assert json.loads(by_act["role"]["after"]) == {"role": "editor"}
    assert busy.text not in table
    assert "ليلى" not in table
    assert len(rows) == 5


def test_json_lines_say_the_same(busy, senior, as_user):
    answer = export(as_user(senior), format="jsonl", act="reject")

    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [(line["what"], line["act"], line["before"], line["after"]) for line in lines] == [
        ("decision", "reject", "held", "rejected")
    ]


def test_who_took_what_out_is_written_down_first(busy, senior, as_user):
    export(as_user(senior), format="csv", reason="insult", since="2014-01-01")

    event = Event.objects.latest("pk")
    assert (event.kind, event.by) == (EventKind.EXPORT, senior)
    assert event.after == {"format": "csv", "reason": "insult", "since": "2014-01-01"}


def test_a_form_nobody_offers_takes_nothing_out(busy, senior, as_user):
    answer = export(as_user(senior), format="xlsx")

    assert answer.status_code == 302
    assert not Event.objects.filter(kind=EventKind.EXPORT).exists()


def test_a_long_log_is_taken_out_whole(site, senior, as_user, monkeypatch):
    monkeypatch.setattr(room, "TAKEN_AT_ONCE", 5)
    for number in range(12):
        happen(site, senior, EventKind.ROLE, subject=f"user {number}")

    answer = export(as_user(senior), format="jsonl", act="role")

    lines = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert [line["about"] for line in lines] == [f"user {number}" for number in range(11, -1, -1)]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", " =", "\N{RIGHT-TO-LEFT MARK}=", "َ=", "'="])
def test_no_cell_is_run_by_a_spreadsheet(start):
    assert disarmed(f"{start}HYPERLINK(1)").startswith("'")


@pytest.mark.parametrize("text", ["إهانة", "3-1", "a=b", "", "2014-01-19T10:00+00:00"])
def test_other_cells_stay_as_they_are(text):
    assert disarmed(text) == text


# --- putting a comment back


def test_a_comment_goes_back_to_the_queue_though_more_was_decided_since(thread, yusuf, salma):
    comment = a_held_comment(thread)
    reject_comment(comment=comment, by=yusuf, reason=Reason.INSULT, now=NOON)
    mark_spam(comment=again(comment), by=salma, now=NOON)

    decision = reopen_comment(comment=again(comment), by=yusuf, now=LATER, note="يُقرأ من جديد")

    assert (again(comment).state, again(comment).decided_at) == (State.HELD, None)
    assert (decision.action, decision.state_before, decision.state_after) == (Action.REOPEN, "spam", "held")
    assert decision.note == "يُقرأ من جديد"


def test_a_published_one_leaves_the_page_and_costs_the_trust_it_gave_until_that_is_undone(thread, yusuf):
    comment = a_held_comment(thread)
    approve_comment(comment=comment, by=yusuf, now=NOON)

    reopened = reopen_comment(comment=again(comment), by=yusuf, now=LATER)
    waiting = (again(comment).state, again(comment).thread.comment_count, ReaderTrust.objects.get().approved)
    undo_decision(decision=reopened, by=yusuf, now=LATER)

    assert waiting == (State.HELD, 0, 0)
    assert (again(comment).state, ReaderTrust.objects.get().approved) == (State.PUBLISHED, 1)


def test_what_waits_was_withdrawn_or_was_seen_elsewhere_is_left_alone(thread, yusuf):
    held, gone, seen = (a_held_comment(thread, text, name=text) for text in ("أول", "ثانٍ", "ثالث"))
    withdraw_comment(comment=gone)
    mark_spam(comment=again(seen), by=yusuf, now=NOON)
    seen.state = State.REJECTED

    for comment in (held, again(gone), seen):
        with pytest.raises(AlreadyDecided):
            reopen_comment(comment=comment, by=yusuf, now=LATER)

    assert Decision.objects.count() == 1


def test_what_waits_again_teaches_nothing_until_somebody_decides(thread, site, yusuf):
    comment = a_held_comment(thread, "نص")
    mark_spam(comment=comment, by=yusuf, now=NOON)
    reopen_comment(comment=again(comment), by=yusuf, now=LATER)
    meanwhile = decided_examples(site)

    approve_comment(comment=again(comment), by=yusuf, now=LATER)

    assert meanwhile == []
    assert [row.example.judgement for row in decided_examples(site)] == ["clean"]


def test_the_button_puts_it_back_and_opens_it_there_with_a_way_back(desk, thread, yusuf):
    comment = a_held_comment(thread)
    mark_spam(comment=comment, by=yusuf, now=NOON)
    page = desk.get(f"/desk/spam/?open={comment.public_id}").content.decode()

    answer = desk.post(reverse("desk-reopen", kwargs={"public_id": comment.public_id}), {"seen": "spam"})

    decision = Decision.objects.latest("pk")
    assert 'id="reopen"' in page
    assert answer.url == f"/desk/?open={comment.public_id}&done={decision.pk}#ctx"
    assert f'name="decision" value="{decision.pk}"' in desk.get(answer.url).content.decode()
    assert len(log_of(desk, "?act=reopen")) == 1


@pytest.mark.parametrize(("sent", "status"), [({}, 422), ({"seen": "x"}, 422), ({"seen": "rejected"}, 409)])
def test_a_form_that_was_overtaken_or_makes_no_sense_changes_nothing(desk, thread, yusuf, sent, status):
    comment = a_held_comment(thread)
    mark_spam(comment=comment, by=yusuf, now=NOON)

    answer = desk.post(reverse("desk-reopen", kwargs={"public_id": comment.public_id}), sent)

    assert answer.status_code == status
    assert 'role="alert"' in answer.content.decode()
    assert again(comment).state == State.SPAM
