"""A newsroom with one open thread, and its staff: Salma edits, Yusuf moderates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.utils import translation
from wagtail.models import Site

from hiwar.accounts.limits import PACE
from hiwar.accounts.models import Assignment, Role, User
from hiwar.config.founding import give_groups_their_rights
from hiwar.config.outside import MailServer
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.newsroom.services.newsroom import EDITORS, MODERATORS
from tests.factories.discussions import a_thread
from tests.factories.newsroom import a_newsroom
from tests.fakes.listeners import MailBox, mail_listener


@pytest.fixture(autouse=True)
def fresh_pace() -> None:
    """Each test begins with nobody having written."""
    PACE.forget()


@pytest.fixture
def site(db: None) -> Site:
    site = a_newsroom()
    give_groups_their_rights()
    return site


@pytest.fixture
def thread(site: Site) -> Thread:
    return a_thread(site=site)


def a_colleague(username: str, *, name: str, group: str = "") -> User:
    """Return a member of staff, in a group if named."""
    user = User.objects.create_user(username, password="a long pass phrase", display_name=name)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def yusuf(site: Site) -> User:
    return a_colleague("yusuf", name="يوسف", group=MODERATORS)


@pytest.fixture
def salma(site: Site) -> User:
    return a_colleague("salma", name="سلمى درويش", group=EDITORS)


@pytest.fixture
def owner(site: Site) -> User:
    """Rana, who owns the newsroom."""
    user = a_colleague("rana", name="رنا")
    user.is_superuser = user.is_staff = True
    user.save()
    return user


@pytest.fixture
def trusted_with_addresses(yusuf: User) -> User:
    """Yusuf, once an owner has let him look at addresses."""
    yusuf.user_permissions.add(Permission.objects.get(content_type__app_label="moderation", codename="reveal"))
    return User.objects.get(pk=yusuf.pk)


@pytest.fixture
def mail(settings) -> Iterator[MailBox]:
    """A mail server, and settings that name it as an operator's would."""
    with mail_listener() as box:
        settings.HIWAR_MAIL = MailServer("127.0.0.1", box.port, "", "", False, False, "desk@example.org")
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", box.port
        settings.DEFAULT_FROM_EMAIL = "desk@example.org"
        yield box


SignIn = Callable[[User], Client]


@pytest.fixture
def as_user() -> SignIn:
    """Return a browser in which a member of staff is signed in."""

    def signed_in(user: User) -> Client:
        browser = Client()
        browser.force_login(user)
        return browser

    return signed_in


@pytest.fixture
def desk(yusuf: User, as_user: SignIn) -> Client:
    """Yusuf's browser."""
    return as_user(yusuf)


@pytest.fixture
def senior(site: Site, yusuf: User) -> User:
    """Yusuf, who answers for all sections."""
    Assignment.objects.create(site=site, user=yusuf, role=Role.SENIOR)
    return yusuf


@pytest.fixture
def room(senior: User, as_user: SignIn) -> Client:
    """The browser of who answers for all sections."""
    return as_user(senior)


@pytest.fixture
def in_english(settings) -> Iterator[None]:
    """The desk as the source has it; the catalog is checked elsewhere."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture
def only_scores_hold(site: Site) -> None:
    """A newsroom without a starter list that knows its readers: only scores and words of its own hold."""
    rules = DiscussionSettings.for_site(site)
    rules.use_starter_list, rules.hold_first = False, False
    rules.save()


def unguarded(statement: str, *values: object) -> None:
    """Do what only someone with the database in hand can do: take the guard away, then change the past."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE moderation_decision DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER moderation_decision_unchanged")
            cursor.execute("DROP TRIGGER moderation_decision_kept")
        cursor.execute(statement, values)
