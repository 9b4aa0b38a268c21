"""The desk through its doors: what a page shows, and what each form does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.discussions.models import Comment, ListedWord, ListKind, State
from hiwar.discussions.services import withdraw_comment
from hiwar.moderation.models import Action, Decision, Reason
from hiwar.moderation.services import approve_comment, mark_spam, reject_comment, reveal_contact
from tests.factories.discussions import INSULT, KARIM, OMAR, a_held_comment, a_thread, an_imported_comment
from tests.factories.newsroom import NOON, a_section, an_article
from tests.integration.moderation.conftest import unguarded

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>"


def page_of(desk: Client, address: str = "/desk/") -> str:
    response = desk.get(address)
    assert response.status_code == 200
    return response.content.decode()


def decide(desk: Client, comment: Comment, action: str, **fields: str):
    """Send the open comment's form as the page has it."""
    sent = {"action": action, "seen": comment.state, "tab": comment.state, "order": "oldest", **fields}
    return desk.post(reverse("desk-decide", kwargs={"public_id": comment.public_id}), sent)


def rows_in(page: str) -> list[str]:
    return re.findall(r'name="comment" value="([\w-]{16}):', page)


def state_of(comment: Comment) -> str:
    return Comment.objects.get(pk=comment.pk).state


def test_the_queue_shows_who_waits_oldest_first_with_the_oldest_open(desk, thread):
    first, second = a_held_comment(thread), a_held_comment(thread, "لماذا لا تُنشر المحاضر؟", key=OMAR, name="")

    page = page_of(desk)

    assert rows_in(page) == [first.public_id, second.public_id]
    assert f'action="/desk/comment/{first.public_id}/decide/#ctx"' in page
    assert '<span class="anon">' in page


def test_the_gravest_first_puts_an_insult_before_older_thanks(desk, thread):
    thanks, insult = a_held_comment(thread), a_held_comment(thread, INSULT, key=KARIM, name="كريم")

    assert rows_in(page_of(desk, "/desk/?order=risk")) == [insult.public_id, thanks.public_id]


def test_marks_stand_on_the_words_the_finding_points_at(desk, thread):
    a_held_comment(thread, INSULT, key=KARIM, name="كريم")

    page = page_of(desk)

    assert page.count('<mark class="k1">يا حمار</mark>، اقرأ العقد') == 2
    assert '<div class="say-why">' in page


def test_who_is_only_new_stands_under_a_tick(desk, thread):
    a_held_comment(thread)

    page = page_of(desk)

    assert '<div class="say-why fine">' in page
    assert '<p class="why">' not in page


def test_texts_and_names_are_never_markup(desk, thread):
    a_held_comment(thread, f"{SCRIPT} يا حمار <img src=x onerror=y>", key=KARIM, name="<b>كريم</b>")

    page = page_of(desk)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&lt;b&gt;كريم&lt;/b&gt;" in page
    assert not re.search(r"<script>|<img|<b>كريم", page)


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"findings": "x"},
        {"findings": [{"rule": "x", "spans": [[9, 2], [-5, 9999], ["a", "b"], [1]], "data": 3}, 7, {"rule": None}]},
    ],
)
def test_a_broken_record_is_shown_as_far_as_it_makes_sense(desk, thread, record):
    comment = a_held_comment(thread, "نصّ كامل")
    Comment.objects.filter(pk=comment.pk).update(screening=record)

    page = page_of(desk)

    assert "نصّ كامل" in re.sub(r"</?mark[^>]*>", "", page)


def test_what_is_approved_is_on_the_readers_page_at_once(desk, site, client):
    article = an_article(section=a_section())
    thread = a_thread(site=site, subject=f"article:{article.pk}", url=f"/{article.address}/")
    comment = a_held_comment(thread, "الخريطة واضحة.")
    before = client.get(thread.url).content.decode()

    decide(desk, comment, "approve")

    after = client.get(thread.url).content.decode()
    assert "الخريطة واضحة." not in before
    assert "الخريطة واضحة." in after
    assert 'id="c1"' in after


def test_a_decision_leads_to_the_next_waiting_comment_with_a_way_back(desk, thread, yusuf):
    first = a_held_comment(thread)
    second = a_held_comment(thread, key=OMAR, name="عمر")
    third = a_held_comment(thread, key=KARIM, name="كريم")

    response = decide(desk, second, "approve")

    decision = Decision.objects.get()
    assert response.url == f"/desk/?open={third.public_id}&done={decision.pk}#ctx"
    page = page_of(desk, response.url)
    assert f'name="decision" value="{decision.pk}"' in page
    assert 'role="status"' in page
    assert rows_in(page) == [first.public_id, third.public_id]


def test_rejecting_keeps_reason_and_note(desk, thread, yusuf):
    comment = a_held_comment(thread)

    decide(desk, comment, "reject", reason="insult", note="  إهانة \N{RIGHT-TO-LEFT OVERRIDE}صريحة ")

    decision = Decision.objects.get()
    assert (decision.reason, decision.note, decision.by) == (Reason.INSULT, "إهانة صريحة", yusuf)
    assert state_of(comment) == State.REJECTED


@pytest.mark.parametrize("fields", [{}, {"reason": ""}, {"reason": "because"}, {"reason": "insult", "note": "ا" * 501}])
def test_a_rejection_without_a_reason_comes_back_with_the_field_marked(desk, thread, fields):
    comment = a_held_comment(thread)

    response = decide(desk, comment, "reject", **fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert 'role="alert"' in page
    assert f"/desk/comment/{comment.public_id}/decide/" in page
    assert state_of(comment) == State.HELD
    assert not Decision.objects.exists()


@pytest.mark.parametrize("fields", [{"action": "delete"}, {"action": "undo"}, {"seen": "x"}, {"note": "\x00"}])
def test_a_form_of_nobodys_making_changes_nothing(desk, thread, fields):
    comment = a_held_comment(thread)
    sent = {"action": "approve", "seen": "held", **fields}

    response = desk.post(reverse("desk-decide", kwargs={"public_id": comment.public_id}), sent)

    assert response.status_code == 422
    assert state_of(comment) == State.HELD


def test_a_comment_decided_meanwhile_is_shown_as_it_stands(desk, thread, salma):
    comment = a_held_comment(thread)
    reject_comment(comment=comment, by=salma, reason=Reason.INSULT, now=timezone.now())

    response = decide(desk, comment, "approve")

    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert state_of(comment) == State.REJECTED


def test_a_comment_withdrawn_meanwhile_is_said_to_be_gone(desk, thread):
    comment = a_held_comment(thread)
    withdraw_comment(comment=comment)

    response = decide(desk, comment, "approve")

    assert response.status_code == 409
    assert desk.get(reverse("desk-comment", kwargs={"public_id": comment.public_id})).status_code == 404


def test_undo_opens_the_comment_again(desk, thread, yusuf):
    comment = a_held_comment(thread)
    decide(desk, comment, "spam")

    response = desk.post("/desk/undo/", {"decision": Decision.objects.get().pk})

    assert response.status_code == 302
    assert f"open={comment.public_id}" in response.url
    assert state_of(comment) == State.HELD


def test_undoing_twice_is_refused_with_a_sentence(desk, thread):
    decide(desk, a_held_comment(thread), "spam")
    decision = Decision.objects.get()
    desk.post("/desk/undo/", {"decision": decision.pk})

    response = desk.post("/desk/undo/", {"decision": decision.pk})

    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()
    assert Decision.objects.count() == 2


def test_ticked_comments_are_published_each_with_its_own_row(desk, thread, salma):
    first = a_held_comment(thread)
    second = a_held_comment(thread, key=OMAR, name="عمر")
    overtaken = a_held_comment(thread, key=KARIM, name="كريم")
    mark_spam(comment=overtaken, by=salma, now=timezone.now())
    ids = [first.public_id, second.public_id, overtaken.public_id]

    response = desk.post("/desk/bulk/", {"action": "approve", "seen": "held", "tab": "held", "comment": ids})

    mine = Decision.objects.filter(by__username="yusuf")
    assert [state_of(one) for one in (first, second, overtaken)] == ["published", "published", "spam"]
    assert sorted(mine.values_list("comment_id", "action")) == sorted((one, Action.APPROVE) for one in ids[:2])
    assert response.url.endswith("&left=1#ctx")
    assert page_of(desk, response.url).count('name="decision"') == 2


@pytest.mark.parametrize("fields", [{"comment": []}, {"action": "reject"}])
def test_nothing_ticked_or_an_act_that_needs_a_reason_each_changes_nothing(desk, thread, fields):
    comment = a_held_comment(thread)
    sent = {"action": "spam", "seen": "held", "comment": [comment.public_id], **fields}

    response = desk.post("/desk/bulk/", sent)

    assert response.status_code == 422
    assert state_of(comment) == State.HELD


def test_each_tab_shows_its_state_and_only_it(desk, thread, yusuf):
    held = a_held_comment(thread)
    published = a_held_comment(thread, key=OMAR, name="عمر")
    spam = a_held_comment(thread, key=KARIM, name="كريم")
    approve_comment(comment=published, by=yusuf, now=NOON)
    mark_spam(comment=spam, by=yusuf, now=NOON)

    shown = {name: rows_in(page_of(desk, reverse(name))) for name in ("desk", "desk-published", "desk-spam")}

    assert shown == {
        "desk": [held.public_id],
        "desk-published": [published.public_id],
        "desk-spam": [spam.public_id],
    }
    assert rows_in(page_of(desk, reverse("desk-rejected"))) == []


def test_an_answer_stands_under_what_it_answers(desk, thread):
    an_imported_comment(thread, "هل التعرفة مثبّتة؟", name="عمر", number=5)

    a_held_comment(thread, "نعم، سنتين.", reply_to=5)

    page = page_of(desk)
    assert re.search(r'class="quoted">.*عمر.*5.*هل التعرفة مثبّتة؟', page, re.DOTALL)


def test_the_authors_record_counts_what_the_same_browser_wrote_and_nothing_else(desk, thread, yusuf):
    approve_comment(comment=a_held_comment(thread, "أول ما كتبت"), by=yusuf, now=NOON)
    mark_spam(comment=a_held_comment(thread, "دخل من المنزل", name="سارة"), by=yusuf, now=NOON)
    a_held_comment(thread, "كلام عمر", key=OMAR, name="عمر")
    now = a_held_comment(thread, "آخر ما كتبت", name="هدى")

    page = page_of(desk, f"/desk/?open={now.public_id}")

    record = page[page.index('class="pane rec"') :]
    assert re.findall(r'<i class="(\w+)"></i>', record) == ["published", "spam"]
    assert "أول ما كتبت" in record
    assert "كلام عمر" not in record


def test_without_a_link_to_other_comments_the_record_says_so(desk, thread):
    an_imported_comment(thread, INSULT, approved=False)

    page = page_of(desk)

    record = page[page.index('class="pane rec"') :]
    assert 'class="dots"' not in record


def test_an_address_is_nowhere_on_the_desk(desk, thread):
    a_held_comment(thread, email="layla@example.org")

    assert "layla@" not in page_of(desk)
    assert "/reveal/" not in page_of(desk)


def test_an_address_is_shown_once_to_who_may_and_says_why(thread, trusted_with_addresses, as_user):
    comment = a_held_comment(thread, email="layla@example.org")
    desk, address = as_user(trusted_with_addresses), reverse("desk-reveal", kwargs={"public_id": comment.public_id})
    assert address in page_of(desk)

    unexplained = desk.post(address, {"note": " "})
    explained = desk.post(address, {"note": "بلاغ قضائي"})

    assert (unexplained.status_code, explained.status_code) == (422, 200)
    assert "layla@" not in unexplained.content.decode()
    assert "layla@example.org" in explained.content.decode()
    assert explained["Cache-Control"] == "private, no-store"
    assert "layla@" not in page_of(desk)
    assert [row.note for row in Decision.objects.all()] == ["بلاغ قضائي"]


def test_a_moderator_without_the_right_sees_no_address(desk, thread):
    comment = a_held_comment(thread, email="layla@example.org")

    response = desk.post(reverse("desk-reveal", kwargs={"public_id": comment.public_id}), {"note": "بلاغ"})

    assert response.status_code == 403
    assert "layla@" not in response.content.decode()
    assert not Decision.objects.exists()


def test_the_eleventh_address_of_a_day_is_not_shown(thread, trusted_with_addresses, as_user):
    comment = a_held_comment(thread, email="layla@example.org")
    for _ in range(10):
        reveal_contact(comment=comment, by=trusted_with_addresses, note="بلاغ", now=timezone.now())

    response = as_user(trusted_with_addresses).post(
        reverse("desk-reveal", kwargs={"public_id": comment.public_id}), {"note": "بلاغ"}
    )

    assert response.status_code == 429
    assert "layla@" not in response.content.decode()


def test_the_log_says_who_did_what_when_and_why(desk, thread, yusuf):
    comment = a_held_comment(thread, "كلام جارح")
    reject_comment(comment=comment, by=yusuf, reason=Reason.INSULT, now=NOON + timedelta(minutes=7), note="إهانة صريحة")

    page = page_of(desk, "/desk/log/")

    for said in ("يوسف", "12:07", str(Reason.INSULT.label), "إهانة صريحة", "كلام جارح"):
        assert said in page


def test_the_log_keeps_a_decision_whose_comment_was_withdrawn_or_deleted(desk, thread, yusuf):
    withdrawn, deleted = a_held_comment(thread, "سرّي"), a_held_comment(thread, key=OMAR, name="عمر")
    for comment in (withdrawn, deleted):
        mark_spam(comment=comment, by=yusuf, now=NOON)
    withdraw_comment(comment=withdrawn)
    deleted.delete()

    page = page_of(desk, "/desk/log/")

    assert page.count("<time") == 2
    assert "/desk/comment/" not in page


def test_queue_and_log_go_on_where_the_page_ended(desk, thread, yusuf):
    comments = [an_imported_comment(thread, f"تعليق {n}", key=str(n), approved=False) for n in range(52)]

    first = page_of(desk)
    second = page_of(desk, f"/desk/?after={comments[49].pk}")

    assert rows_in(first) == [comment.public_id for comment in comments[:50]]
    assert f'href="/desk/?after={comments[49].pk}"' in first
    assert rows_in(second) == [comment.public_id for comment in comments[50:]]


@pytest.mark.parametrize(
    "query", ["after=x", "after=-1", "after=٣", "after=" + "9" * 30, "done=x,,1", "left=x", "order=x"]
)
def test_what_an_address_cannot_mean_is_left_out(desk, thread, query):
    comment = a_held_comment(thread)

    assert rows_in(page_of(desk, f"/desk/?{query}")) == [comment.public_id]


def test_the_number_of_queries_does_not_grow_with_the_queue(desk, thread, django_assert_max_num_queries):
    def fill(numbers: range) -> None:
        for number in numbers:
            an_imported_comment(thread, f"يا حمار {number}", key=str(number), name="كريم", approved=False)

    fill(range(3))
    page_of(desk)
    with django_assert_max_num_queries(46) as few:
        page_of(desk)
    fill(range(3, 40))
    with django_assert_max_num_queries(46) as many:
        page_of(desk)

    assert len(few) == len(many)


def test_another_sites_comments_and_decisions_do_not_exist_here(desk, thread, yusuf, site):
    elsewhere = Site.objects.create(hostname="other.example", root_page=site.root_page, site_name="x")
    foreign = a_held_comment(a_thread(site=elsewhere), "كلام الجيران")
    decided = a_held_comment(a_thread(site=elsewhere), key=OMAR, name="عمر")
    decision = mark_spam(comment=decided, by=yusuf, now=NOON)

    answers = [
        desk.get(f"/desk/?open={foreign.public_id}"),
        desk.get(f"/desk/comment/{foreign.public_id}/"),
        decide(desk, foreign, "approve"),
        desk.post(f"/desk/comment/{foreign.public_id}/reveal/", {"note": "بلاغ"}),
        desk.post("/desk/undo/", {"decision": decision.pk}),
    ]
    desk.post("/desk/bulk/", {"action": "approve", "seen": "held", "comment": [foreign.public_id]})

    assert {answer.status_code for answer in answers} == {404}
    assert "كلام الجيران" not in page_of(desk)
    assert decision.comment_id not in page_of(desk, "/desk/log/")
    assert (state_of(foreign), state_of(decided)) == (State.HELD, State.SPAM)


def test_a_comment_that_is_mostly_a_link_still_runs_as_its_words_do(desk, thread):
    a_held_comment(thread, "المصدر: https://example.org/a/very/long/address")

    assert '<p class="tx" dir="rtl">المصدر' in page_of(desk)


def test_a_row_says_what_was_found_and_leaves_the_rest_to_the_open_comment(desk, thread):
    a_held_comment(thread, INSULT, key=KARIM, name="كريم")

    page = page_of(desk)

    row = page[page.index('class="q-item') : page.index("</li>", page.index('class="q-item'))]
    pane = page[page.index('id="ctx"') :]
    assert (row.count('class="why"'), row.count('class="why fine"')) == (1, 0)
    assert (pane.count('class="say-why"'), pane.count('class="why fine"')) == (1, 1)


def test_a_listed_word_in_an_address_is_said_without_the_address(desk, thread, site):
    ListedWord.objects.create(site=site, kind=ListKind.SUSPECT, text="casino")

    a_held_comment(thread, email="casino@example.org")

    page = page_of(desk)
    assert page.count('class="say-why"') == 1
    assert "casino" not in page


def test_a_broken_chain_is_said_in_the_log(desk, thread, yusuf):
    mark_spam(comment=a_held_comment(thread), by=yusuf, now=NOON)
    whole = page_of(desk, "/desk/log/")
    unguarded("UPDATE moderation_decision SET note = 'x'")

    broken = page_of(desk, "/desk/log/")

    assert '<p class="why fine">' in whole
    assert '<p class="why">' in broken


def test_only_who_may_write_is_shown_the_way_to_the_editor(desk, salma, as_user, thread):
    assert 'href="/editor/"' in page_of(as_user(salma))
    assert 'href="/editor/"' not in page_of(desk)


def test_dates_and_digits_are_the_sites_own(desk, thread, site):
    SiteProfile.objects.filter(site=site).update(digits="arab")
    a_held_comment(thread, at=timezone.now() - timedelta(minutes=4))

    page = page_of(desk)

    assert "قبل ٤ دقائق" in page
    assert ">١</b>" in page
    assert 'data-digits="arab"' in page
