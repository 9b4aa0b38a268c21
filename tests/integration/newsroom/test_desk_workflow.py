"""From a reporter over the desk to readers: who may do what, and what is said on the way."""

from __future__ import annotations

import importlib
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core import mail
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage, WorkflowState

from hiwar.accounts.models import User
from hiwar.config.founding import give_groups_their_rights
from hiwar.newsroom import notices
from hiwar.newsroom.models import ArticlePage, DeskReview, SectionPage
from hiwar.newsroom.services import ensure_staff_groups
from tests.factories.newsroom import a_picture
from tests.integration.newsroom.editor_forms import add, edit, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(hani: Client, section: SectionPage) -> ArticlePage:
    """Return an article that Hani has submitted."""
    add(hani, section, **{"action-submit": "1"})
    return ArticlePage.objects.get()


def act(client: Client, article: ArticlePage, name: str, **said: str) -> Any:
    """Do what the desk's button does."""
    state = article.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[article.pk, name, state.pk])
    return client.post(address, said)


def test_a_newsroom_has_one_way_over_the_desk_in_its_language(section: SectionPage) -> None:
    workflow = section.get_workflow()

    assert [task.specific.__class__ for task in workflow.tasks] == [DeskReview]
    assert [group.name for group in workflow.tasks[0].specific.groups.all()] == ["Editors"]
    assert (workflow.name, workflow.tasks[0].name) == ("التحرير", "مكتب التحرير")


def test_setting_the_groups_up_again_leaves_the_way_as_the_newsroom_made_it(section: SectionPage) -> None:
    workflow = section.get_workflow()
    workflow.name = "مراجعة"
    workflow.save()
    WorkflowPage.objects.all().delete()

    ensure_staff_groups()

    assert [one.name for one in Workflow.objects.filter(active=True)] == ["مراجعة"]
    assert section.get_workflow() is None


def test_a_reporter_submits_and_cannot_publish(hani: Client, section: SectionPage) -> None:
    add(hani, section, **{"action-publish": "1"})
    article = ArticlePage.objects.get()
    edit(hani, article, **{"action-submit": "1"})

    article.refresh_from_db()
    assert not article.live
    assert article.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS


def test_a_reporter_does_not_touch_what_a_colleague_writes(hani: Client, submitted: ArticlePage) -> None:
    rima = signed_in("rima", "Reporters")

    answer = rima.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk]))

    assert answer.status_code in {302, 403}


def test_while_it_lies_at_the_desk_only_the_desk_changes_it(hani: Client, submitted: ArticlePage) -> None:
    edit(hani, submitted, title="عنوان آخر")

    assert submitted.get_latest_revision_as_object().title == "قطار الساحل"


def test_the_desk_returns_an_article_with_a_note_and_publishes_it_the_second_time(
    hani: Client, salma: Client, submitted: ArticlePage
) -> None:
    act(salma, submitted, "reject", comment="من قال هذا؟ اذكر المصدر.")
    page = hani.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).content.decode()
    edit(hani, submitted, standfirst="قالت البلدية.", **{"action-submit": "1"})
    again = ArticlePage.objects.get()
    act(salma, again, "approve")

    published = ArticlePage.objects.get()
    assert "من قال هذا؟ اذكر المصدر." in page
    assert published.live
    assert published.standfirst == "قالت البلدية."


def test_the_desk_cannot_approve_what_has_a_picture_without_words(
    salma: Client, submitted: ArticlePage, media: Any
) -> None:
    picture = a_picture()
    picture.credit = ""
    picture.save()
    draft = submitted.get_latest_revision_as_object()
    draft.lead_image = picture
    draft.save_revision()

    act(salma, submitted, "approve")

    assert not ArticlePage.objects.get().live


def test_the_buttons_of_the_desk_are_in_arabic(salma: Client, submitted: ArticlePage) -> None:
    page = salma.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).content.decode()

    for words in ("إعادة مع ملاحظة", "اعتماد ونشر"):
        assert words in page
    for words in ("Request changes", "Approve"):
        assert words not in page


def test_the_way_ends_with_the_publication(salma: Client, submitted: ArticlePage) -> None:
    act(salma, submitted, "approve")

    assert WorkflowState.objects.get().status == WorkflowState.STATUS_APPROVED


@pytest.mark.parametrize(
    ("group", "goal"), [("Reporters", "/editor/"), ("Editors", "/desk/"), ("Moderators", "/desk/")]
)
def test_whoever_only_writes_is_led_to_the_editor_from_the_door(section: SectionPage, group: str, goal: str) -> None:
    give_groups_their_rights()
    signed_in("noor", group)

    answer = Client().post(reverse("login"), {"username": "noor", "password": "a long pass phrase"})

    assert (answer.status_code, answer["Location"]) == (302, goal)


class TestLetters:
    """What goes out by mail, and that no mail server can fail what an editor does."""

    @pytest.fixture
    def with_mail(self, settings, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.HIWAR_MAIL = SimpleNamespace()
        monkeypatch.setattr(notices, "Thread", AtOnce)
        User.objects.create_user("amal", email="amal@example.org", password="a long pass phrase")
        User.objects.get(username="amal").groups.add(Group.objects.get(name="Editors"))

    def test_the_desk_is_told_in_arabic_what_was_submitted(
        self, section, with_mail, django_capture_on_commit_callbacks
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            add(signed_in("hani", "Reporters"), section, **{"action-submit": "1"})

        (letter,) = mail.outbox
        assert letter.to == ["amal@example.org"]
        assert "قطار الساحل" in letter.subject
        assert not any(word in letter.body for word in ("submitted", "Hello", "You can"))

    def test_a_mail_server_that_fails_fails_nothing_else(
        self, section, with_mail, settings, django_capture_on_commit_callbacks, caplog
    ) -> None:
        settings.EMAIL_BACKEND = "tests.fakes.mail.NobodyThere"

        with django_capture_on_commit_callbacks(execute=True):
            answer = add(signed_in("hani", "Reporters"), section, **{"action-submit": "1"})

        assert answer.status_code == 302
        assert "letter_not_sent" in caplog.messages

    def test_without_mail_nothing_is_even_written(self, section, django_capture_on_commit_callbacks) -> None:
        User.objects.filter(username="amal").update(email="amal@example.org")

        with django_capture_on_commit_callbacks(execute=True) as callbacks:
            add(signed_in("hani", "Reporters"), section, **{"action-submit": "1"})

        assert mail.outbox == []
        assert not [one for one in callbacks if "letter" in getattr(one, "__qualname__", "")]


class AtOnce:
    """A thread that runs where it is started: a test waits for it anyway."""

    def __init__(self, *, target: Any, **_named: Any) -> None:
        self.start = target


def test_a_newsroom_that_was_at_work_before_gets_the_same_and_only_once(section: SectionPage) -> None:
    migration = importlib.import_module("hiwar.newsroom.migrations.0011_editing_workflow")
    WorkflowPage.objects.all().delete()
    Workflow.objects.all().delete()
    DeskReview.objects.all().delete()
    Group.objects.get(name="Reporters").delete()
    Group.objects.get(name="Editors").permissions.filter(codename__endswith="formeraddress").delete()

    for _time in range(2):
        migration.give_reporters(apps, SimpleNamespace(connection=connection))

    reporters = Group.objects.get(name="Reporters")
    assert section.get_workflow().tasks[0].specific.groups.get().name == "Editors"
    assert reporters.page_permissions.count() == 1
    assert reporters.collection_permissions.count() == 2
    assert Group.objects.get(name="Editors").permissions.filter(codename__endswith="formeraddress").count() == 4
    assert DeskReview.objects.count() == 1
