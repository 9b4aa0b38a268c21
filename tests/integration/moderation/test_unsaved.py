"""When nothing can be stored: whoever decides, keeps or objects is told so, nothing is half done, no word is lost."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, RequestFactory
from django.utils import timezone

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Comment, Report, State, Thread
from hiwar.moderation.models import (
    Appeal,
    ChannelKind,
    Decision,
    Event,
    Evidence,
    Notice,
    ReasonCode,
    Takedown,
    Trigger,
)
from hiwar.moderation.services import approve_comment, reject_comment
from hiwar.moderation.services.channels import Wanted, add_channel
from hiwar.moderation.urls import urlpatterns
from hiwar.moderation.way_back import PAGES
from tests.factories.discussions import LAYLA, OMAR, a_held_comment
from tests.integration.moderation.readers import FORM, browser_of

pytestmark = pytest.mark.django_db
WORDS = "كلام لا يجوز أن يضيع"
FAULTS = [OperationalError("database or disk is full"), InterfaceError("connection already closed")]
# What is written by an act, and what it must not leave behind alone.
KEPT = (Decision, Evidence, Takedown, Event, Appeal, Report, Notice, ReasonCode)


@contextmanager
def nothing_goes_into(table: str, fault: Exception) -> Iterator[None]:
    """Have the database fail at the first row that is to go into a table; what was written before it, it takes."""

    def refuse(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith(f'INSERT INTO "{table}"'):
            raise fault
        return execute(sql, *rest)

    with connection.execute_wrapper(refuse):
        yield


@pytest.fixture
def nadia(site, as_user) -> Client:
    """The browser of the owner."""
    return as_user(User.objects.create_superuser("nadia", password="a long pass phrase", display_name="نادية"))


@pytest.fixture
def watched(site, salma) -> None:
    """A program that is told of reports and of objections."""
    told_of = (Trigger.REPORTED, Trigger.APPEAL)
    wanted = Wanted("المناوبة", ChannelKind.WEBHOOK, "https://hook.example/", "", told_of, 10)
    add_channel(site=site, wanted=wanted, by=salma, now=timezone.now())


@dataclass(frozen=True)
class Scene:
    """Who may send something, and about what."""

    nadia: Client
    held: Comment
    public: Comment
    refused: Comment


@pytest.fixture
def scene(nadia, thread: Thread, yusuf: User, watched: None) -> Scene:
    now = timezone.now()
    held, public = a_held_comment(thread, at=now), a_held_comment(thread, "سؤال", key=OMAR, name="عمر", at=now)
    refused = a_held_comment(thread, "أول ما أكتب", key=LAYLA, name="ليلى", at=now)
    approve_comment(comment=public, by=yusuf, now=now)
    reject_comment(comment=refused, by=yusuf, now=now, reason="off_topic")
    return Scene(nadia, held, Comment.objects.select_related("thread").get(pk=public.pk), refused)


Send = Callable[[Scene], Any]


def decide(scene: Scene) -> Any:
    said = {"action": "reject", "seen": "held", "reason": "insult", "note": WORDS, "message": f"{WORDS} أيضًا"}
    return scene.nadia.post(f"/desk/comment/{scene.held.public_id}/decide/", said)


def keep(scene: Scene) -> Any:
    return scene.nadia.post(f"/desk/comment/{scene.held.public_id}/keep/", {"reason": WORDS})


def register(scene: Scene) -> Any:
    said = {"authority": "محكمة البداية", "request": WORDS, "received_on": "2014-01-19", "comments": ""}
    return scene.nadia.post("/desk/takedowns/add/", said)


def put_back(scene: Scene) -> Any:
    return scene.nadia.post(f"/desk/comment/{scene.public.public_id}/reopen/", {"seen": "published", "note": WORDS})


def object_to_it(scene: Scene) -> Any:
    return browser_of(LAYLA).post("/talk/mine/appeal/", {"comment": scene.refused.public_id, "text": WORDS})


def report(scene: Scene) -> Any:
    said = {"comment": str(scene.public.number), "reason": "insult", "text": WORDS}
    address = f"/talk/{scene.public.thread.public_id}/report/"
    return browser_of(LAYLA).post(address, urlencode(said), content_type=FORM)


ACTS = [
    (decide, "moderation_decision"),
    (put_back, "moderation_decision"),
    (keep, "moderation_evidence"),
    (keep, "moderation_event"),
    (register, "moderation_takedown"),
    (register, "moderation_event"),
    (object_to_it, "moderation_notice"),
    (report, "moderation_notice"),
]


def counts() -> dict[str, int]:
    """Return how many rows of each kind there are."""
    return {model.__name__: model.objects.count() for model in KEPT}


def states() -> list[tuple[str, int]]:
    """Return where the comments stand, and how often each was reported."""
    return list(Comment.objects.order_by("pk").values_list("state", "reports"))


@pytest.mark.parametrize("fault", FAULTS, ids=["full", "broken"])
@pytest.mark.parametrize(("send", "table"), ACTS, ids=[f"{send.__name__}-{table}" for send, table in ACTS])
def test_what_cannot_be_stored_is_told_given_back_and_not_half_done(
    scene: Scene, send: Send, table: str, fault: Exception
) -> None:
    before, stood = counts(), states()

    with nothing_goes_into(table, fault):
        answer = send(scene)

    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert answer["Cache-Control"] == "private, no-store"
    assert 'role="alert"' in page
    assert WORDS in page
    assert (counts(), states()) == (before, stood)


@pytest.mark.parametrize("send", [decide, keep, register, object_to_it, report], ids=lambda send: send.__name__)
def test_the_page_sends_the_same_form_again(scene: Scene, send: Send) -> None:
    table = {decide: "moderation_decision", keep: "moderation_evidence", register: "moderation_takedown"}
    before = counts()
    with nothing_goes_into(table.get(send, "moderation_notice"), FAULTS[0]):
        page = send(scene).content.decode()
    browser = scene.nadia if send in table else browser_of(LAYLA)

    address, fields = form_of(page)
    again = browser.post(address, urlencode(fields), content_type=FORM)

    assert again.status_code in {200, 302, 303}
    assert sum(counts().values()) > sum(before.values())


def form_of(page: str) -> tuple[str, dict[str, str]]:
    """Return where a page's form goes, and what it says."""
    (address,) = re.findall(r'<form method="post" action="([^"]+)"', page)
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return html.unescape(address), {name: html.unescape(value) for name, value in fields}


BACK = re.compile(r'<p><a href="([^"]+)">')


def way_back(browser: Client, address: str, said: dict[str, str], *, referer: str = "") -> str:
    """Return where the page leads back to that says that nothing was stored."""
    headers = {"Referer": referer} if referer else {}
    with nothing_goes_into("moderation_decision", FAULTS[0]):
        page = browser.post(address, said, headers=headers).content.decode()
    (found,) = BACK.findall(page)
    return html.unescape(found)


@pytest.fixture
def decided(scene: Scene) -> tuple[str, dict[str, str]]:
    """A decision: the address of its form, and what it says of the queue it was sent from."""
    said = {"action": "approve", "seen": "held", "tab": "held", "order": "risk", "language": "ar", "note": WORDS}
    return f"/desk/comment/{scene.held.public_id}/decide/", said


def test_the_way_back_leads_to_the_same_comment_in_the_queue_as_it_was_narrowed(scene: Scene, decided) -> None:
    referer = "http://testserver/desk/?order=risk&language=ar&after=12&level=3&done=5"

    found = way_back(scene.nadia, *decided, referer=referer)

    opened = scene.nadia.get(found)
    assert found == f"/desk/?order=risk&language=ar&after=12&level=3&open={scene.held.public_id}#ctx"
    assert opened.status_code == 200
    assert f'data-id="{scene.held.public_id}"' in opened.content.decode()


# A form that was at fault is answered at its own address, where there is nothing to go back to.
@pytest.mark.parametrize("act", ["", "keep", "decide"], ids=["nothing said", "another form", "the form itself"])
def test_without_a_page_to_go_back_to_the_form_says_which_queue_it_was(scene: Scene, decided, act: str) -> None:
    referer = f"http://testserver/desk/comment/{scene.held.public_id}/{act}/" if act else ""

    found = way_back(scene.nadia, *decided, referer=referer)

    assert found == f"/desk/?order=risk&language=ar&open={scene.held.public_id}#ctx"


def test_a_form_that_is_sent_again_in_vain_still_knows_the_way_back(scene: Scene) -> None:
    address, said = "/desk/takedowns/add/", {"authority": "محكمة", "request": WORDS, "received_on": "2014-01-19"}
    with nothing_goes_into("moderation_takedown", FAULTS[0]):
        first = scene.nadia.post(address, said, headers={"Referer": "http://testserver/desk/takedowns/?before=9"})
        page = first.content.decode()
        again = scene.nadia.post(address, form_of(page)[1], headers={"Referer": f"http://testserver{address}"})

    assert BACK.findall(page) == BACK.findall(again.content.decode()) == ["/desk/takedowns/?before=9"]
    assert again.content.decode().count('name="hiwar_back"') == 1


@pytest.mark.parametrize(
    "foreign",
    [
        "https://evil.example/desk/",
        "//evil.example/desk/",
        "/\\evil.example/desk/",
        "/desk/../../evil",
        "javascript:alert(1)",
        "http://testserver:80@evil.example/desk/",
        "http://[",
    ],
)
def test_the_way_back_leaves_the_site_for_nobody(scene: Scene, foreign: str) -> None:
    address = f"/desk/comment/{scene.public.public_id}/reopen/"
    said = {"seen": "published", "note": WORDS, "hiwar_back": foreign}

    found = way_back(scene.nadia, address, said, referer=foreign)

    assert found == f"/desk/comment/{scene.public.public_id}/"


def test_what_was_typed_stands_above_the_way_back(scene: Scene, decided) -> None:
    with nothing_goes_into("moderation_decision", FAULTS[0]):
        page = scene.nadia.post(*decided).content.decode()

    back = BACK.search(page)
    assert back
    assert -1 < page.index(f"{WORDS}</textarea>") < back.start()


def test_a_reader_goes_back_to_her_own_comments(scene: Scene) -> None:
    said = {"comment": scene.refused.public_id, "text": WORDS}

    with nothing_goes_into("moderation_notice", FAULTS[0]):
        page = browser_of(LAYLA).post("/talk/mine/appeal/", said, headers={"Referer": "http://testserver/talk/mine/"})

    assert BACK.findall(page.content.decode()) == ["/talk/mine/"]


@pytest.mark.parametrize("route", sorted(PAGES))
def test_every_page_one_is_led_back_to_can_be_looked_at(route: str) -> None:
    (pattern,) = (found for found in urlpatterns if found.name == route)
    request = RequestFactory().get("/")
    request.user = AnonymousUser()

    answer = pattern.callback(request, **dict.fromkeys(pattern.pattern.converters, "1"))

    assert answer.status_code != 405


def test_the_desks_script_is_told_in_json(scene: Scene) -> None:
    address = f"/desk/comment/{scene.held.public_id}/decide/"
    said = {"action": "approve", "seen": "held"}

    with nothing_goes_into("moderation_decision", FAULTS[0]):
        answer = scene.nadia.post(address, said, headers={"Accept": "application/json"})

    assert answer.status_code == 503
    assert len(answer.json()["problem"]) > 20
    assert Comment.objects.get(pk=scene.held.pk).state == State.HELD


def test_no_secret_is_repeated_nor_sent_again_by_a_page(scene: Scene) -> None:
    said = {
        "name": "قناة الليل", "kind": "telegram", "target": "-100200300", "token": "123456:" + "A" * 35,
        "triggers": ["appeal"], "queue_length": "10",
    }  # fmt: skip

    with nothing_goes_into("moderation_channel", FAULTS[0]):
        page = scene.nadia.post("/desk/alerts/add/", said).content.decode()

    assert "قناة الليل" in page
    assert "-100200300" not in page
    assert "A" * 35 not in page
    assert "<form" not in page


@pytest.fixture
def dead(scene: Scene) -> Iterator[None]:
    """A database that answers nothing at all."""

    def refuse(*_: Any) -> Any:
        raise FAULTS[1]

    with connection.execute_wrapper(refuse):
        yield


def test_a_strangers_page_gets_nothing_repeated(scene: Scene, dead: None) -> None:
    said = urlencode({"comment": "1", "reason": "insult", "text": WORDS})
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})

    answer = foreign.post(f"/talk/{scene.public.thread.public_id}/report/", said, content_type=FORM)

    assert answer.status_code == 503
    assert WORDS not in answer.content.decode()


def test_with_a_dead_database_even_who_is_unknown_for_now_gets_her_words_back(scene: Scene, dead: None) -> None:
    # Saving the session fails as well, on the way out.
    scene.nadia.raise_request_exception = False

    answer = decide(scene)

    assert answer.status_code == 503
    assert answer.content.decode().count(WORDS) >= 2


def test_what_is_only_looked_at_is_answered_as_ever(scene: Scene, dead: None) -> None:
    scene.nadia.raise_request_exception = False

    answer = scene.nadia.get("/desk/evidence/")

    assert answer.status_code == 503
    assert "الموقع غير جاهز الآن" in answer.content.decode()


def test_a_senior_moderator_is_served_alike(site, yusuf, as_user, scene: Scene) -> None:
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)

    with nothing_goes_into("moderation_evidence", FAULTS[1]):
        page = keep(Scene(as_user(yusuf), scene.held, scene.public, scene.refused)).content.decode()

    assert WORDS in page
    assert not Evidence.objects.exists()
