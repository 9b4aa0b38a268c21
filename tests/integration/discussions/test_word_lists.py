"""Word lists as an editor keeps them, in the editor."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import User
from hiwar.config.founding import give_groups_their_rights
from hiwar.discussions.models import ListedWord, ListKind, word_lists
from hiwar.newsroom.services.newsroom import EDITORS

pytestmark = pytest.mark.django_db


@pytest.fixture
def salma(client: Client) -> Client:
    give_groups_their_rights()
    user = User.objects.create_user("salma", password="a long enough password", display_name="سلمى درويش")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


def test_an_editor_lists_a_word_and_says_why(salma, site):
    answer = salma.post(
        reverse("listed-words:add"),
        {"kind": ListKind.SUSPECT, "text": "زقزوق", "with_clitics": "on", "reason": "كلمة التجربة"},
    )

    assert answer.status_code == 302
    (match,) = word_lists(site)[ListKind.SUSPECT].find("يا للزقـزوق!")
    assert match.entry.reason == "كلمة التجربة"


def test_the_lists_are_read_again_when_an_entry_changes(site):
    word = ListedWord.objects.create(site=site, text="زقزوق")
    before = word_lists(site)[ListKind.SUSPECT].find("زقزوق")

    word.delete()

    assert before
    assert not word_lists(site)[ListKind.SUSPECT].find("زقزوق")


def test_an_editor_decides_how_the_discussion_runs(salma, site):
    page = salma.get(reverse("wagtailsettings:edit", args=["discussions", "discussionsettings", site.pk]))

    assert page.status_code == 200
    assert "أول تعليق لكاتب غير معروف ينتظر" in page.content.decode()


def test_a_moderator_has_no_hand_in_the_lists(client, site):
    give_groups_their_rights()
    user = User.objects.create_user("yusuf", password="a long enough password", display_name="يوسف")
    user.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(user)

    answer = client.get(reverse("listed-words:index"))

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_the_same_entry_twice_is_refused_in_words(salma, site):
    ListedWord.objects.create(site=site, text="زقزوق")

    answer = salma.post(reverse("listed-words:add"), {"kind": ListKind.SUSPECT, "text": "زقزوق"})

    assert answer.status_code == 200
    assert "هذه المادة موجودة في القائمة." in answer.content.decode()
    assert ListedWord.objects.count() == 1
