"""How many comments there are, for many pages at once: the same for everybody, for pages of that origin to read."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from wagtail.models import Site

from hiwar.discussions.services import publish_comment
from tests.factories.newsroom import NOON
from tests.integration.delivery.kept_pages import Kept
from tests.integration.delivery.readers import CountQueries
from tests.integration.widget.conftest import BLOG, Send, the_thread

pytestmark = pytest.mark.django_db
COUNTS = "/embed/counts/blog.example/"


def test_each_name_has_its_count_in_words(client: Client, send: Send) -> None:
    send()
    publish_comment(comment=the_thread().comments.get(), now=NOON)
    send("ينتظر.", author="عمر")

    answer = client.get(f"{COUNTS}?of=post-12,post-13")

    assert answer.json() == {"counts": {"post-12": "تعليق واحد", "post-13": "لا توجد تعليقات"}}
    assert client.get("/embed/en/counts/blog.example/?of=post-12").json() == {"counts": {"post-12": "1 comment"}}


def test_pages_of_that_origin_may_read_it_without_credentials(client: Client, site: Site) -> None:
    for headers in ({}, {"Origin": BLOG}, {"Origin": "https://evil.example"}):
        answer = client.get(f"{COUNTS}?of=post-12", headers=headers)

        assert answer["Access-Control-Allow-Origin"] == BLOG
        assert "Access-Control-Allow-Credentials" not in answer
        assert answer["Cache-Control"] == "public, max-age=60"
        assert not answer.cookies


def test_nothing_else_of_ours_may_be_read_by_other_sites(client: Client, site: Site) -> None:
    for path in ("/embed.js", "/embed/on/blog.example/post-12/", "/embed/on/blog.example/post-12/state/", "/"):
        assert "Access-Control-Allow-Origin" not in client.get(path, headers={"Origin": BLOG})


def test_a_hundred_names_cost_what_one_costs(client: Client, site: Site) -> None:
    client.get(f"{COUNTS}?of=post-12")
    with CountQueries() as one:
        client.get(f"{COUNTS}?of=post-12")
    with CountQueries() as many:
        client.get(f"{COUNTS}?of={','.join(f'post-{number}' for number in range(8))}")

    assert len(many.queries) == len(one.queries)


@pytest.mark.parametrize(
    "asked", ["", "?of=", "?of=a,,b", "?of=a/b", f"?of={','.join(map(str, range(51)))}", "?of=%00"]
)
def test_what_names_no_discussion_is_not_answered(client: Client, site: Site, asked: str) -> None:
    assert client.get(f"{COUNTS}{asked}").status_code == 404


def test_the_answer_is_kept_until_a_count_changes(client: Client, send: Send) -> None:
    send()
    kept = Kept(client, COUNTS, "of=post-12")
    assert kept.is_true()

    publish_comment(comment=the_thread().comments.get(), now=NOON)

    assert json.loads(kept.draw()) == {"counts": {"post-12": "تعليق واحد"}}
