"""The page in the frame: who may show it, what it carries, and that its bytes are the same for every stranger."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Site

from hiwar.delivery.headers import CSP
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.public_pages import PRIVATE, PUBLIC
from hiwar.discussions import cookies
from hiwar.discussions.services import publish_comment
from tests.factories.newsroom import NOON
from tests.integration.delivery.kept_pages import Kept
from tests.integration.widget.conftest import BLOG, FRAME, PAGE, STORE, WORDS, Send, register, the_thread

pytestmark = pytest.mark.django_db
IN_FRAMES = [FRAME, f"/embed/fa{PAGE}", f"{FRAME}compose/", "/embed/talk/mine/", "/embed/about/rules/", f"{FRAME}9/"]
ON_PAGES = [PAGE, f"{PAGE}compose/", "/talk/mine/", "/about/rules/", "/"]


def ancestors(answer) -> str:
    policy = dict(part.split(" ", 1) for part in answer["Content-Security-Policy"].split("; "))
    return policy["frame-ancestors"]


@pytest.mark.parametrize("path", IN_FRAMES)
def test_a_page_in_the_frame_may_be_shown_by_the_registered_sites_alone(client: Client, site: Site, path: str) -> None:
    answer = client.get(path)

    assert ancestors(answer) == f"{BLOG} {STORE}"
    assert "X-Frame-Options" not in answer
    expected = CSP["reader"].replace("frame-ancestors 'none'", f"frame-ancestors {BLOG} {STORE}")
    assert answer["Content-Security-Policy"] == expected
    assert answer["Cross-Origin-Opener-Policy"] == answer["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ON_PAGES)
def test_every_other_page_is_shown_by_nobody(client: Client, site: Site, path: str) -> None:
    answer = client.get(path)

    assert ancestors(answer) == "'none'"
    assert answer["X-Frame-Options"] == "DENY"


def test_the_script_may_be_loaded_by_anybody_and_kept_for_an_hour(client: Client, site: Site) -> None:
    answer = client.get("/embed.js")

    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer["Cache-Control"] == "public, max-age=3600"
    assert client.get("/embed.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_an_articles_discussion_has_no_door_in_a_frame(client: Client, site: Site) -> None:
    from tests.factories.discussions import a_thread

    thread = a_thread(site=site)

    for door in ("", "state/", "report/?c=1"):
        assert client.get(f"/embed/talk/{thread.public_id}/{door}").status_code == 404
    assert client.get(f"/embed/discussion/{thread.public_id}/compose/").status_code == 404


def test_the_page_is_in_the_language_that_the_frame_asks_for(client: Client, site: Site) -> None:
    assert '<html lang="ar" dir="rtl"' in client.get(FRAME).content.decode()
    assert '<html lang="fa" dir="rtl"' in client.get(f"/embed/fa{PAGE}").content.decode()
    english = client.get(f"/embed/en{PAGE}").content.decode()
    assert '<html lang="en" dir="ltr"' in english
    assert f'action="/embed/en{PAGE}comments/"' in english
    assert client.get(f"/embed/de{PAGE}").status_code == 404


def test_whatever_a_reader_comes_to_from_the_frame_is_in_the_frame_too(client: Client, site: Site, send: Send) -> None:
    publish_comment(comment=_only(send), now=NOON)

    page = client.get(f"/embed/fa{PAGE}").content.decode()

    doors = ("compose/?reply=1", "report/?c=1", "comments/")
    assert all(f'"/embed/fa{PAGE}{door}' in page for door in doors)
    assert all(f'"/embed/fa/{door}"' in page for door in ("about/rules/", "talk/mine/", "discussion/forget/"))
    assert '"/talk/' not in page
    assert '"/discussion/' not in page
    assert the_thread().public_id not in page


@pytest.mark.parametrize("path", [FRAME, PAGE, f"/embed/fa{PAGE}"])
def test_strangers_all_get_the_same_bytes_and_no_cookie(client: Client, site: Site, path: str) -> None:
    first, second = client.get(path), Client().get(path)

    assert first.content == second.content
    assert first["ETag"] == second["ETag"]
    assert first["Cache-Control"] == PUBLIC
    assert not first.cookies
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize("name", cookies.IN_FRAMES.names)
def test_any_cookie_of_a_frame_makes_the_answer_in_it_private(site: Site, name: str) -> None:
    reader = Client()
    reader.cookies[name] = "broken"

    answer = reader.get(FRAME)

    assert answer["Cache-Control"] == PRIVATE
    assert "ETag" not in answer
    assert ancestors(answer) == f"{BLOG} {STORE}"


def test_the_page_is_kept_at_the_door_and_old_once_something_is_published(
    client: Client, site: Site, send: Send
) -> None:
    kept = Kept(client, FRAME)
    assert kept.is_true()

    send(browser=Client())
    comment = the_thread().comments.get()
    assert WORDS not in kept.draw()

    publish_comment(comment=comment, now=NOON)
    assert not kept.is_true()
    assert WORDS in kept.draw()


def test_the_page_is_old_once_other_sites_may_show_it(client: Client, site: Site) -> None:
    kept = Kept(client, FRAME)
    before = client.get(FRAME)["ETag"]

    register(site, BLOG)

    assert not kept.is_true()
    assert client.get(FRAME)["ETag"] != before


@pytest.mark.parametrize("query", ["utm_x=1&title=<b>", "order=hot", "after=0", "of=1"])
def test_a_foreign_query_changes_nothing_and_is_not_echoed(client: Client, site: Site, query: str) -> None:
    answer = client.get(f"{FRAME}?{query}")

    assert answer.status_code in (200, 404)
    assert "<b>" not in answer.content.decode().partition("</head>")[0]


def test_what_is_drawn_for_the_door_is_what_a_stranger_gets(client: Client, site: Site) -> None:
    plan = Plan()

    drawn = client.get(FRAME, **{PLAN: plan})

    assert drawn.content == client.get(FRAME).content
    assert plan.declared
    assert "count:embed:blog.example/post-12" in plan.keys


def _only(send: Send):
    send()
    return the_thread().comments.get()
