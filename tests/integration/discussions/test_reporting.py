"""A reader says «look at this»: what is kept of it, how often it counts, and that it never hides anything."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hiwar.accounts.keys import ReaderKey
from hiwar.accounts.limits import PACE
from hiwar.discussions import cookies
from hiwar.discussions.models import Comment, Mode, Report, State, Thread
from hiwar.discussions.queries.reports import open_reports
from hiwar.discussions.services import Reader, publish_comment, set_aside_comment
from hiwar.discussions.services.reporting import Complaint, close_reports, report_comment
from hiwar.discussions.services.sweeping import sweep
from hiwar.discussions.signals import comment_reported
from hiwar.discussions.stamps import stamp_for
from tests.integration.discussions.conftest import NOON, OURS

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def comment(write) -> Comment:
    """A comment everyone can read."""
    return publish_comment(comment=write("الرصيف عالٍ.", name="ليلى").comment, now=NOON)


def told(comment: Comment, *, key: ReaderKey | None = None, text: str = "", **circumstances) -> Report | None:
    """Report through the service, as a fresh browser unless a key is given."""
    reason, at = circumstances.pop("reason", "insult"), circumstances.pop("now", NOON)
    reader = Reader(key=key or ReaderKey.fresh(), **circumstances)
    return report_comment(comment=comment, complaint=Complaint(reason, text), reader=reader, now=at)


def door(thread: Thread) -> str:
    return reverse("comment-report", args=[thread.public_id])


def sent(browser: Client, comment: Comment, *, headers: dict[str, str] | None = None, **fields: str):
    """Send the form as a browser does."""
    given = {"comment": str(comment.number or 0), "reason": "insult", **fields}
    return browser.post(
        door(comment.thread),
        data="&".join(f"{name}={value}" for name, value in given.items()),
        content_type=FORM,
        headers=OURS if headers is None else headers,
    )


def test_a_report_is_kept_by_its_reason_and_the_tag_of_that_one_comment(comment):
    key = ReaderKey.fresh()

    report = told(comment, key=key, text="يسمّي جاري باسمه")

    assert (report.reason, report.text, report.is_open) == ("insult", "يسمّي جاري باسمه", True)
    assert report.at == NOON.replace(second=0)
    assert report.tag == key.report_tag(site_id=comment.thread.site_id, comment_id=comment.public_id)
    assert report.tag != key.owner_tag(site_id=comment.thread.site_id, comment_id=comment.public_id)
    comment.refresh_from_db()
    assert comment.reports == 1


def test_one_browser_counts_once_for_a_comment(comment):
    key = ReaderKey.fresh()
    told(comment, key=key)

    again = told(comment, key=key, reason="spam")

    comment.refresh_from_db()
    assert again is None
    assert comment.reports == Report.objects.count() == 1


def test_three_hundred_reports_hide_nothing_and_hold_nothing(comment):
    version = Thread.objects.get().version

    for _ in range(300):
        told(comment, reason="threat")

    comment.refresh_from_db()
    assert comment.reports == 300
    assert (comment.state, comment.decided_at) == (State.PUBLISHED, None)
    assert Thread.objects.get().version == version


def test_one_browser_reports_five_comments_an_hour(write):
    key = ReaderKey.fresh()
    comments = [publish_comment(comment=write(f"تعليق رقم {n}").comment, now=NOON) for n in range(7)]

    kept = [told(comment, key=key) is not None for comment in comments]

    assert kept == [True] * 5 + [False] * 2


def test_one_network_reports_thirty_times_an_hour_whatever_its_browsers(comment):
    kept = [told(comment, net_token="one-street") is not None for _ in range(33)]

    assert kept.count(True) == 30


def test_readers_without_a_key_are_counted_by_their_network(write):
    comments = [publish_comment(comment=write(f"تعليق رقم {n}").comment, now=NOON) for n in range(8)]

    twice = [told(comments[0], keyless=True, net_token="here") is not None for _ in range(2)]
    others = [told(comment, keyless=True, net_token="here") is not None for comment in comments[1:]]
    elsewhere = told(comments[0], keyless=True, net_token="there")

    assert twice == [True, False]
    assert others.count(True) == 4
    assert elsewhere is not None


def test_nothing_of_a_network_is_stored(comment):
    told(comment, keyless=True, net_token="aabbccddeeff0011")

    assert "aabbccddeeff0011" not in " ".join(map(str, Report.objects.values_list()[0]))


def test_a_limiter_that_cannot_count_takes_no_reports(comment, monkeypatch):
    monkeypatch.setattr(PACE, "allows", lambda **_: None)

    assert told(comment) is None


def test_whoever_listens_hears_of_it_after_it_is_counted(comment):
    heard: list[int] = []

    def hear(comment: Comment, **_: object) -> None:
        heard.append(comment.reports)

    comment_reported.connect(hear)
    try:
        told(comment)
        told(comment)
    finally:
        comment_reported.disconnect(hear)

    assert heard == [1, 2]


def test_a_report_that_nobody_can_be_told_of_is_not_kept(comment):
    def fail(comment: Comment, **_: object) -> None:
        raise OSError("no room")

    comment_reported.connect(fail)
    try:
        with pytest.raises(OSError, match="no room"):
            told(comment)
    finally:
        comment_reported.disconnect(fail)

    comment.refresh_from_db()
    assert not Report.objects.exists()
    assert comment.reports == 0


def test_a_comment_that_went_while_it_was_reported_keeps_no_report(comment):
    set_aside_comment(comment=comment, state=State.REJECTED)

    assert told(comment) is None
    assert not Report.objects.exists()


def test_the_desk_reads_reasons_with_their_numbers_and_the_words(comment):
    told(comment, reason="spam")
    told(comment, reason="insult", text="هذا عني")
    told(comment, reason="insult")
    comment.refresh_from_db()

    found = open_reports(comment)

    assert found.total == 3
    assert [(code, times) for code, _, times in found.reasons] == [("insult", 2), ("spam", 1)]
    assert found.texts == ("هذا عني",)


def test_answered_reports_are_no_longer_open(comment):
    told(comment)

    close_reports(comment=comment)

    comment.refresh_from_db()
    assert (comment.reports, open_reports(comment).total) == (0, 0)
    assert not Report.objects.get().is_open


def test_after_half_a_year_only_the_reason_is_left(comment):
    told(comment, text="هذا عني")
    told(comment)

    early = sweep(now=NOON + timedelta(days=179))
    late = sweep(now=NOON + timedelta(days=181))

    assert (early["reports folded"], late["reports folded"]) == (0, 2)
    assert {(report.text, report.reason) for report in Report.objects.all()} == {("", "insult")}
    assert all(report.tag.startswith("folded:") for report in Report.objects.all())
    assert sweep(now=NOON + timedelta(days=182))["reports folded"] == 0


def test_a_closed_discussion_folds_its_reports_after_thirty_days(comment):
    told(comment, text="هذا عني")
    Thread.objects.update(mode=Mode.CLOSED)

    folded = sweep(now=NOON + timedelta(days=31))["reports folded"]

    assert folded == 1
    assert Report.objects.get().text == ""


def test_the_page_shows_the_comment_and_asks_why(client, comment):
    page = client.get(f"{door(comment.thread)}?c={comment.number}")

    html = page.content.decode()
    assert page.status_code == 200
    assert "الرصيف عالٍ." in html
    assert html.count('type="radio"') == 7
    assert 'content="noindex"' in html


def test_a_form_without_script_is_thanked_for_on_the_same_light_page(client, comment):
    answer = sent(client, comment, text="x")

    thanks = client.get(answer["Location"])
    assert answer.status_code == 303
    assert 'class="notice done" role="status"' in thanks.content.decode()
    assert 'type="radio"' not in thanks.content.decode()
    assert Report.objects.get().text == "x"


def test_the_browser_is_known_again_by_a_key_for_this_visit(client, comment):
    answer = sent(client, comment)
    again = sent(client, comment, reason="spam")

    kept = answer.cookies[cookies.READER]
    assert (kept["max-age"], kept["httponly"]) == ("", True)
    assert (again.status_code, again["Location"]) == (answer.status_code, answer["Location"])
    assert cookies.READER not in again.cookies
    assert Report.objects.count() == 1


def test_a_report_over_the_limit_is_answered_like_any_other(client, comment, monkeypatch):
    before = sent(client, comment)
    monkeypatch.setattr(PACE, "allows", lambda **_: False)

    after = sent(Client(), comment)

    assert (after.status_code, after["Location"]) == (before.status_code, before["Location"])
    assert Report.objects.count() == 1


def test_a_script_is_answered_with_data(client, comment):
    body = json.dumps({"comment": comment.number, "reason": "privacy", "text": "رقمه"})
    headers = {**OURS, "Accept": "application/json"}

    answer = client.post(door(comment.thread), body, content_type="application/json", headers=headers)

    assert (answer.status_code, answer.json()["state"]) == (200, "reported")
    assert Report.objects.get().reason == "privacy"


def test_a_field_that_no_report_has_is_refused(client, comment):
    body = json.dumps({"comment": comment.number, "reason": "privacy", "is_open": False})

    answer = client.post(door(comment.thread), body, content_type="application/json", headers=OURS)

    assert answer.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize("fields", [{"reason": ""}, {"reason": "boring"}, {"text": "x" * 501}])
def test_a_report_at_fault_gives_everything_back(client, comment, fields):
    answer = sent(client, comment, **{"text": "words", **fields})

    assert answer.status_code == 422
    assert fields.get("text", "words") in answer.content.decode()
    assert 'role="alert"' in answer.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}, {}])
def test_another_sites_page_reports_nothing(client, comment, headers):
    answer = sent(client, comment, headers=headers)

    assert answer.status_code == 403
    assert not Report.objects.exists()


def test_a_browser_that_says_nothing_of_itself_reports_with_the_pages_stamp(client, comment, monkeypatch):
    monkeypatch.setattr("hiwar.discussions.report_views.timezone.now", lambda: NOON)

    answer = sent(client, comment, headers={}, stamp=stamp_for(comment.thread, now=NOON))

    assert answer.status_code == 303
    assert not answer.cookies
    assert Report.objects.count() == 1


@pytest.mark.parametrize("state", [State.HELD, State.REJECTED, State.SPAM, State.WITHDRAWN, "absent"])
def test_what_cannot_be_read_cannot_be_told_from_what_never_was(client, comment, state):
    number = comment.number
    if state == "absent":
        number = 999
    else:
        set_aside_comment(comment=comment, state=state)
    address = f"{door(comment.thread)}?comment={number}"
    client.get(address)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = client.get(address)
    with CaptureQueriesContext(connection) as said:
        taken = client.post(door(comment.thread), f"comment={number}&reason=spam", content_type=FORM, headers=OURS)

    own = [query["sql"] for query in (*asked, *said) if "discussions_comment" in query["sql"]]
    assert (shown.status_code, taken.status_code) == (404, 404)
    assert len(own) == 2
    assert not Report.objects.exists()


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 40, "١"])
def test_a_number_that_is_none_leads_nowhere(client, comment, number):
    assert client.get(door(comment.thread), {"comment": number}).status_code == 404


def test_every_published_comment_has_a_link_to_it_of_few_bytes(client, comment):
    page = client.get(reverse("talk", args=[comment.thread.public_id])).content.decode()

    link = page.split('class="acts">')[1].split("</div>")[0].split("</a>")[-2] + "</a>"
    assert link == f'<a href="{door(comment.thread)}?c=1">أبلغ</a>'
    assert len(link.encode()) < 60
