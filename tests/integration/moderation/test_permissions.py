"""Every route of the desk × every role, by address and never by what a page hides: the matrix of `roles` at its doors.

The routes are read from the URL conf and the right each needs from its view, so a new one is covered without being
named here. What a door does once it is open is its own room's test.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from types import MappingProxyType

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from wagtail.models import Page, Site

from hiwar.accounts.models import Assignment, Measure, Role, User
from hiwar.discussions.models import Comment, Thread
from hiwar.moderation.models import Decision, Event
from hiwar.moderation.roles import AUTHOR, RIGHTS, WHOLE_SITE, Act, seat_of
from hiwar.moderation.services import mark_spam
from hiwar.moderation.urls import urlpatterns
from hiwar.newsroom.services.newsroom import MODERATORS
from tests.factories.discussions import INSULT, KARIM, a_held_comment, a_thread
from tests.factories.newsroom import NOON, an_author
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db

ROUTES = {str(pattern.name): pattern for pattern in urlpatterns}
ROLES = (
    "stranger", "no desk right", "author", "moderator", "elsewhere", "editor", "senior", "senior elsewhere", "owner",
)  # fmt: skip
# What may come of a door that is open to somebody: done, gone elsewhere, nothing there, not in this way, bad input.
OPEN = {200, 204, 301, 302, 303, 304, 400, 404, 409, 422, 429}
# Doors that ask for a right of its own besides the role: of a role alone they may be shut to all but an owner.
ASK_MORE = {"desk-words-add"}
EMPTY: Mapping[str, str] = MappingProxyType({})
SECRET = "سطرٌ لا يراه إلا صاحب القسم الآخر."


def people() -> dict[str, User | None]:
    """Return somebody for each role."""
    owner = a_colleague("owner", name="مالكة")
    owner.is_superuser = owner.is_staff = True
    owner.save()
    return {
        "stranger": None,
        "no desk right": a_colleague("nadim", name="نديم"),
        "author": an_author_with_an_account(),
        "moderator": seated("yusuf", Role.MODERATOR),
        "elsewhere": seated("huda", Role.MODERATOR, "section:901"),
        "editor": seated("salma", Role.EDITOR),
        "senior": seated("samir", Role.SENIOR),
        "senior elsewhere": seated("zaki", Role.SENIOR, "section:901"),
        "owner": owner,
    }


def an_author_with_an_account() -> User:
    """Return somebody who writes and has no role: she answers her readers, and nothing else is hers."""
    user = a_colleague("hala", name="هالة")
    author = an_author("هالة")
    author.account = user
    author.save()
    return user


def seated(username: str, role: Role, *sections: str, site: Site | None = None) -> User:
    """Return a colleague with a role on a site, in some sections or all."""
    user = a_colleague(username, name=username, group=MODERATORS)
    site = site or Site.objects.get(is_default_site=True)
    Assignment.objects.create(site=site, user=user, role=role, sections=list(sections))
    return user


def signed_in(user: User | None) -> Client:
    browser = Client()
    if user is not None:
        browser.force_login(user)
    return browser


def address(name: str, comment: Comment) -> str:
    """Return the address of a route about this comment; whatever else an address names is made up."""
    made_up = {"StringConverter": "x" * 16, "IntConverter": 987654, "SlugConverter": "x"}
    converters = ROUTES[name].pattern.converters
    kwargs = {key: made_up.get(type(converter).__name__, "x") for key, converter in converters.items()}
    if "public_id" in kwargs:
        kwargs["public_id"] = comment.public_id
    return reverse(name, kwargs=kwargs)


def knock(browser: Client, name: str, comment: Comment, fields: Mapping[str, str] = EMPTY) -> HttpResponse:
    """Return what a door answers to what it is made for, a look or a form."""
    return getattr(browser, method_of(name))(address(name, comment), fields)


@cache
def method_of(name: str) -> str:
    """Return by what a door is opened; whether it takes forms alone it says before it asks who knocks."""
    view, looked = ROUTES[name].callback, RequestFactory().get("/")
    looked.user = AnonymousUser()
    kwargs = dict.fromkeys(ROUTES[name].pattern.converters, "1")
    return "post" if view(looked, **kwargs).status_code == 405 else "get"


@pytest.fixture
def held(thread: Thread) -> Comment:
    return a_held_comment(thread)


def may(role: str, act: Act) -> bool:
    """Return what the matrix says: the same rights, spelled a second time, without a seat."""
    if role == "owner" or act is Act.REVEAL:
        # A right of its own, which no role brings along: its view is asked, and says so on the desk itself.
        return role not in ("stranger", "no desk right", "author")
    rights = {"author": AUTHOR, "moderator": Role.MODERATOR, "elsewhere": Role.MODERATOR, "editor": Role.EDITOR}
    known = RIGHTS.get(rights.get(role, Role.SENIOR if role.startswith("senior") else ""), frozenset())
    return act in known and not ("elsewhere" in role and act in WHOLE_SITE)


def fault(name: str, role: str, answer: HttpResponse) -> str:
    """Return what is wrong about a door's answer to a role; nothing if it is as it should be."""
    act = ROUTES[name].callback.act
    if answer["Cache-Control"] != "private, no-store":
        return "can be kept by a cache"
    if role == "stranger":
        is_right = answer.status_code == 302 and answer.url.startswith("/login/")
    elif role == "no desk right":
        is_right = answer.status_code == 403
    elif act is Act.REVEAL:
        is_unseen = "elsewhere" in role or role == "author"
        is_right = answer.status_code == (422 if role == "owner" else 404 if is_unseen else 403)
    elif may(role, act):
        is_right = answer.status_code in OPEN or (name in ASK_MORE and answer.status_code == 403)
    else:
        is_right = answer.status_code == 403
    return "" if is_right else f"answered {answer.status_code}"


def test_each_door_opens_to_the_roles_of_its_act_and_to_no_other(held, site):
    staff = {role: signed_in(user) for role, user in people().items()}
    doors = [(name, role) for name in ROUTES for role in ROLES]
    shut = [(name, role) for name, role in doors if not may(role, ROUTES[name].callback.act)]
    fields = {"note": "سبب", "reason": "insult", "action": "approve", "seen": "held", "comment": held.public_id}

    wrong = [(name, role, fault(name, role, knock(staff[role], name, held, fields))) for name, role in shut]
    done = Decision.objects.count() + Event.objects.count() + Measure.objects.count()
    wrong += [(n, r, fault(n, r, knock(staff[r], n, held))) for n, r in doors if (n, r) not in set(shut)]

    assert [one for one in wrong if one[2]] == []
    assert done == 0
    assert Comment.objects.get(pk=held.pk).state == "held"


def test_a_comment_of_another_section_does_not_exist(site):
    thread = a_thread(site=site, subject="article:77")
    Thread.objects.filter(pk=thread.pk).update(section="section:902")
    held = a_held_comment(thread, SECRET)
    decided = mark_spam(comment=a_held_comment(thread, f"{SECRET} أيضاً.", key=KARIM), by=people()["owner"], now=NOON)

    nothing_of_it("zaki", held, decided)
    nothing_of_it("huda", held, decided, of=(Act.READ, Act.DECIDE, Act.MUTE))


def test_a_comment_of_another_site_does_not_exist(site):
    neighbor = another_site()
    held = a_held_comment(a_thread(site=neighbor, subject="article:5"), SECRET)
    thread = a_thread(site=neighbor, subject="article:6")
    owner = people()["owner"]
    decided = mark_spam(comment=a_held_comment(thread, f"{SECRET} أيضاً.", key=KARIM), by=owner, now=NOON)

    nothing_of_it("owner", held, decided)
    nothing_of_it("yusuf", held, decided, of=(Act.READ, Act.DECIDE, Act.MUTE))


def another_site() -> Site:
    """Return a second newspaper of the same installation."""
    root = Page.get_first_root_node().add_child(instance=Page(title="جارة", slug="neighbor"))
    return Site.objects.create(hostname="neighbor.example", port=80, root_page=root, site_name="جارة")


def nothing_of_it(username: str, held: Comment, decided: Decision, *, of: Collection[Act] = tuple(Act)) -> None:
    """Knock at every door of these acts with the ids of what is foreign: nothing of it is shown or changes."""
    browser = signed_in(User.objects.get(username=username))
    before = (Comment.objects.values_list("state", "decided_at").get(pk=held.pk), Decision.objects.count())
    fields = {
        "comment": held.public_id, "decision": str(decided.pk), "action": "approve", "seen": "held", "reason": "insult",
        "open": held.public_id, "thread": held.thread.public_id, "note": "سبب", "message": "رسالة", "hours": "1",
        "days": "1", "answer": "جواب", "verdict": "grant", "last": "999999",
    }  # fmt: skip

    for name, pattern in ROUTES.items():
        if pattern.callback.act not in of:
            continue
        answer = knock(browser, name, held, fields)
        if "public_id" in pattern.pattern.converters:
            assert answer.status_code in {403, 404}, (name, answer.status_code)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert SECRET not in body.decode(), name

    assert (Comment.objects.values_list("state", "decided_at").get(pk=held.pk), Decision.objects.count()) == before


def test_a_foreign_decision_cannot_be_undone_by_its_number(site):
    neighbor = another_site()
    comment = a_held_comment(a_thread(site=neighbor, subject="article:6"), INSULT, key=KARIM)
    decided = mark_spam(comment=comment, by=people()["owner"], now=NOON)

    answer = signed_in(User.objects.get(username="samir")).post("/desk/undo/", {"decision": decided.pk})

    assert answer.status_code == 404
    assert Comment.objects.get(pk=comment.pk).state == "spam"


class TestWhereSomebodySits:
    def test_who_was_given_a_role_on_one_site_has_no_seat_on_another(self, site):
        yusuf = seated("yusuf", Role.MODERATOR)

        assert seat_of(yusuf, site=site) is not None
        assert seat_of(yusuf, site=another_site()) is None

    def test_an_empty_role_closes_the_desk_whatever_the_group_allows(self, site, yusuf):
        assert seat_of(yusuf, site=site) is not None

        Assignment.objects.create(site=site, user=yusuf, role="")

        assert seat_of(yusuf, site=site) is None
        assert signed_in(yusuf).get("/desk/").status_code == 403

    def test_finding_a_seat_costs_one_query(self, site, yusuf, django_assert_num_queries):
        yusuf = User.objects.get(pk=yusuf.pk)
        yusuf.has_perm("moderation.moderate")

        with django_assert_num_queries(1):
            seat_of(yusuf, site=site)
