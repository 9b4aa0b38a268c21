"""A reader in a frame: what her browser keeps there, what is hers, and what works where it keeps nothing."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Site

from hiwar.accounts.models import ReservedName
from hiwar.discussions import cookies
from hiwar.discussions.models import Comment, DiscussionSettings, State
from hiwar.discussions.services import publish_comment
from tests.factories.newsroom import NOON
from tests.integration.widget.conftest import FRAME, OURS, PAGE, WORDS, Send, the_thread

pytestmark = pytest.mark.django_db
JSON = {**OURS, "Accept": "application/json"}


def test_a_frames_cookies_are_secure_partitioned_and_its_own(send: Send) -> None:
    answer = send()

    lines = {name: morsel.OutputString() for name, morsel in answer.cookies.items()}
    assert set(lines) == set(cookies.IN_FRAMES.names)
    for line in lines.values():
        assert {"HttpOnly", "Path=/", "SameSite=None", "Secure", "Partitioned"} <= set(line.split("; ")), line
        assert "Domain" not in line
    key = answer.cookies[cookies.IN_FRAMES.reader]
    assert key["max-age"] == ""


def test_with_her_consent_the_key_and_her_name_are_kept_for_ninety_days(client: Client, send: Send) -> None:
    answer = send(remember="1")

    assert answer.cookies[cookies.IN_FRAMES.reader]["max-age"] == 90 * 86400
    assert 'value="ليلى"' in client.get(FRAME).content.decode()
    assert 'value="ليلى"' not in client.get(PAGE).content.decode()


def test_who_she_is_on_our_own_pages_counts_for_nothing_in_a_frame(client: Client, send: Send) -> None:
    send(to=PAGE)

    assert set(client.cookies) >= set(cookies.ON_PAGES.names)
    assert WORDS in client.get(PAGE).content.decode()
    assert WORDS not in client.get(FRAME).content.decode()


def test_a_waiting_comment_is_shown_to_its_author_and_to_nobody_else(client: Client, send: Send) -> None:
    answer = send()

    assert answer.status_code == 303
    assert answer["Location"] == f"{FRAME}?sent=held#mine"
    own = client.get(answer["Location"])
    assert WORDS in own.content.decode()
    assert "بانتظار المراجعة" in own.content.decode()
    assert WORDS not in Client().get(FRAME).content.decode()


def test_without_any_cookie_a_comment_is_taken_and_its_author_told(send: Send) -> None:
    blind = Client()

    answer = send(browser=blind)
    blind.cookies.clear()
    told = blind.get(answer["Location"]).content.decode()

    assert Comment.objects.get().state == State.HELD
    assert "وصلنا تعليقك." in told
    assert WORDS not in told


def test_without_any_cookie_policy_alone_decides(site: Site, send: Send) -> None:
    DiscussionSettings.objects.filter(site=site).update(hold_first=False, screening_mode="open")

    answer = send("شكراً، مقال مفيد جداً.", browser=Client(), headers=JSON)

    assert answer.status_code == 201
    assert answer.json()["state"] == "published"
    assert answer.json()["url"] == f"{FRAME}#c1"


def test_a_script_is_answered_with_addresses_inside_the_frame(send: Send) -> None:
    answer = send(headers=JSON)

    assert answer.json()["state"] == "held"
    assert answer.json()["url"] == f"{FRAME}#mine"


def test_she_withdraws_and_stays_in_the_frame(client: Client, send: Send) -> None:
    send()
    public_id = Comment.objects.get().public_id

    answer = client.post(f"/embed/discussion/withdraw/{public_id}/", headers=OURS)

    assert answer["Location"] == f"{FRAME}?sent=withdrawn#talk".replace("/embed/on", "/embed/on")
    assert Comment.objects.get().state == State.WITHDRAWN
    assert "سُحب تعليقك." in client.get(answer["Location"]).content.decode()


def test_she_edits_within_the_time_and_stays_in_the_frame(client: Client, send: Send) -> None:
    send()
    address = f"{FRAME}edit/?comment={Comment.objects.get().public_id}"

    assert WORDS in client.get(address, headers=OURS).content.decode()
    answer = client.post(address, "comment=better", content_type="application/x-www-form-urlencoded", headers=OURS)

    assert answer["Location"] == f"{FRAME}?sent=held#mine"
    assert Comment.objects.get().text == "better"
    assert Client().get(address).status_code == 404


def test_her_own_page_in_the_frame_knows_what_she_wrote_there(client: Client, send: Send) -> None:
    send()

    page = client.get("/embed/talk/mine/", headers=OURS).content.decode()

    assert WORDS in page
    assert f'href="{FRAME}"' in page
    assert f'"{FRAME}edit/?comment=' in page
    assert WORDS not in client.get("/talk/mine/").content.decode()


def test_forgetting_the_device_forgets_what_the_frame_kept(client: Client, send: Send) -> None:
    send(remember="1")

    answer = client.post("/embed/discussion/forget/", headers=OURS)

    gone = {name for name, kept in answer.cookies.items() if kept["max-age"] == 0}
    assert gone == set(cookies.IN_FRAMES.names)
    assert all("Partitioned" in kept.OutputString() for kept in answer.cookies.values())


def test_a_reply_and_a_report_work_without_script(client: Client, send: Send) -> None:
    send()
    publish_comment(comment=the_thread().comments.get(), now=NOON)

    composed = client.get(f"{FRAME}compose/?reply=1").content.decode()
    reply = send("وأنا كذلك.", reply_to="1", browser=Client())
    reported = client.post(
        f"{FRAME}report/",
        "comment=1&reason=insult",
        content_type="application/x-www-form-urlencoded",
        headers=OURS,
    )

    assert f'action="{FRAME}comments/"' in composed
    assert reply.status_code == 303
    assert Comment.objects.get(parent__number=1).text == "وأنا كذلك."
    assert reported["Location"] == f"{FRAME}report/?comment=1&sent=1"
    assert client.get(reported["Location"]).status_code == 200


def test_a_refused_comment_comes_back_with_its_text_inside_the_frame(site: Site, send: Send) -> None:
    ReservedName.objects.create(site=site, name="سلمى درويش")
    DiscussionSettings.objects.filter(site=site).update(name_required=True)

    answer = send(author="")

    assert answer.status_code == 422
    assert WORDS in answer.content.decode()
    assert "frame-ancestors https://blog.example" in answer["Content-Security-Policy"]
    assert f'action="{FRAME}comments/"' in answer.content.decode()


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}]
)
def test_the_page_around_the_frame_cannot_write_withdraw_or_forget_for_her(
    client: Client, send: Send, headers: dict[str, str]
) -> None:
    send()
    public_id = Comment.objects.get().public_id

    assert send("باسمها", headers=headers).status_code == 403
    assert client.post(f"/embed/discussion/withdraw/{public_id}/", headers=headers).status_code == 403
    assert client.post("/embed/discussion/forget/", headers=headers).status_code == 403
    assert Comment.objects.get().state == State.HELD
