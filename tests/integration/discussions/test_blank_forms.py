"""The blank form is drawn once for all articles; what is in a form, and where it goes, never gets into another."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.discussions.forms import Answering, FormState
from hiwar.discussions.models.settings import EmailField
from hiwar.discussions.queries import form_options
from hiwar.discussions.services import Topic, open_thread
from tests.integration.discussions.conftest import NOON

pytestmark = pytest.mark.django_db


def form_of(client: Client, thread) -> str:
    page = client.get(reverse("comment-compose", args=[thread.public_id])).content.decode()
    return re.search(r'<form class="say".*?</form>', page, re.DOTALL)[0]


def test_each_discussion_has_its_own_address_and_stamp_in_the_form_that_is_made_once(client, thread, site):
    other = open_thread(site=site, topic=Topic("article:2", "/2026/03/01/مطر/", "مطر"), opened_at=NOON)

    forms = [form_of(client, one) for one in (thread, other)]

    for one, form in zip((thread, other), forms, strict=True):
        assert f'action="{reverse("comment-post", args=[one.public_id])}"' in form
    stamps = {re.search(r'name="stamp" value="([^"]+)"', form)[1] for form in forms}
    assert len(stamps) == 2
    bare = [re.sub(r'(action|name="stamp" value)="[^"]*"', r"\1", form) for form in forms]
    assert bare[0] == bare[1]


def test_what_one_reader_wrote_is_in_her_form_and_in_nobody_elses(client, thread, send):
    form_of(client, thread)

    hers = send(comment="", author="ليلى").content.decode()

    assert 'value="ليلى"' in hers and 'aria-invalid="true"' in hers
    after = form_of(client, thread)
    assert "ليلى" not in after and "aria-invalid" not in after


def test_what_a_site_asks_for_changes_its_form_at_once(client, thread, rules):
    rules.email = EmailField.OPTIONAL
    rules.save()
    before = form_of(client, thread)
    rules.email = EmailField.HIDDEN
    rules.save()

    after = form_of(client, thread)

    assert ('name="email"' in before, 'name="email"' in after) == (True, False)


@pytest.mark.parametrize(
    "filled",
    [
        {"values": {"reply_to": "3"}},
        {"errors": {"comment": "!"}},
        {"message": "!"},
        {"answering": Answering(3, "ليلى", "نص")},
        {"warning": "!"},
        {"leads_home": True},
    ],
    ids=lambda filled: next(iter(filled)),
)
def test_a_form_with_anything_in_it_is_not_blank(rules, filled):
    options = form_options(rules)

    assert FormState("/", "stamp", options).is_blank
    assert not FormState("/", "stamp", options, **filled).is_blank
