"""The hub that readers' programs ask: what it is told when an article is published, and when it does not answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from hiwar.delivery.machines.websub import GIVEN_UP_AFTER, tell_hub
from hiwar.delivery.machines.xml_writing import ATOM
from hiwar.delivery.models import HubNotice
from tests.factories.newsroom import ORIGIN, an_author
from tests.fakes.listeners import Listener, web_listener
from tests.integration.delivery.conftest import Publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def hub(settings) -> Iterator[Listener]:
    """A hub on this machine, which the operator has named and let through."""
    with web_listener() as listener:
        settings.HIWAR_WEBSUB_HUB = listener.url
        settings.HIWAR_ALERT_TARGETS = frozenset({(ip_address("127.0.0.1"), listener.port)})
        yield listener


def heard(hub: Listener) -> list[str]:
    """Return the paths of the feeds a hub was told of, in alphabetical order."""
    said = [parse_qs(told.body.decode()) for told in hub.told]
    assert all(one["hub.mode"] == ["publish"] and one["hub.url"][0].startswith(ORIGIN) for one in said)
    return sorted(unquote(one["hub.url"][0].removeprefix(ORIGIN)) for one in said)


def test_is_told_once_of_every_feed_in_which_an_article_stands(hub: Listener, publish: Publish) -> None:
    publish(authors=(an_author(),))
    publish(headline="خبر ثانٍ في القسم نفسه")

    told = tell_hub(now=timezone.now())
    again = tell_hub(now=timezone.now())

    assert heard(hub) == sorted(
        f"{place}{form}.xml" for place in ("/", "/section/local/", "/author/سلمى-درويش/") for form in ("rss", "atom")
    )
    assert (told, again, HubNotice.objects.count()) == (6, 0, 0)


def test_that_does_not_answer_is_asked_again_later_and_given_up_after_a_day(hub: Listener, publish: Publish) -> None:
    hub.answer = lambda told: 503
    publish()
    now = timezone.now()

    tried = [tell_hub(now=now), tell_hub(now=now + timedelta(seconds=1))]
    knocks = len(hub.told)
    hub.answer = lambda told: 202
    later = tell_hub(now=now + timedelta(minutes=2))
    publish(headline="خبر لم يسمع به أحد")
    tell_hub(now=timezone.now() + GIVEN_UP_AFTER + timedelta(minutes=1))

    assert (tried, knocks, later) == ([0, 0], 1, 4)
    assert HubNotice.objects.count() == 0


def test_that_nobody_named_is_told_nothing_and_stands_in_no_feed(client: Client, publish: Publish) -> None:
    publish()

    answer = client.get("/rss.xml")

    assert HubNotice.objects.count() == 0
    assert tell_hub(now=timezone.now()) == 0
    assert 'rel="hub"' not in answer.content.decode()
    assert "Link" not in answer.headers


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_stands_in_feeds_and_beside_them(client: Client, hub: Listener, publish: Publish, form: str) -> None:
    publish()

    answer = client.get(f"/{form}.xml")

    links = ElementTree.fromstring(answer.content).iter(f"{{{ATOM}}}link")  # noqa: S314 - our own
    assert [link.get("href") for link in links if link.get("rel") == "hub"] == [hub.url]
    assert answer.headers["Link"] == f'<{hub.url}>; rel="hub", <{ORIGIN}/{form}.xml>; rel="self"'


def test_inside_the_wall_is_not_asked_unless_the_operator_lets_it(hub: Listener, publish: Publish, settings) -> None:
    settings.HIWAR_ALERT_TARGETS = frozenset()
    publish()

    told = tell_hub(now=timezone.now())

    assert (told, hub.told) == (0, [])
