"""Acts that matter ask for the password again: which they are, what the page that asks keeps, what it tells nobody."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hiwar.accounts.confirming import CHALLENGE, FIELD
from hiwar.accounts.models import Assignment, Role, StaffSession, User
from hiwar.accounts.sessions import CONFIRMED, digest
from hiwar.discussions.models import Comment
from hiwar.moderation.models import Channel, ChannelKind, Decision, Event, EventKind
from hiwar.moderation.services.channels import Wanted, add_channel
from hiwar.moderation.services.evidence import keep_evidence
from hiwar.moderation.services.owners import MANY
from hiwar.moderation.urls import urlpatterns
from tests.factories.discussions import KARIM, a_held_comment
from tests.factories.newsroom import NOON
from tests.integration.moderation.conftest import a_colleague
from tests.integration.moderation.test_access import DOORS, address_of

pytestmark = pytest.mark.django_db
PASSWORD = "a long pass phrase"
ELEVEN_MINUTES = 11 * 60
# Every door that always asks, by what it lets out or changes; the others ask only about many comments at once.
ASKING = frozenset(
    {
        "desk-reveal",
        "desk-role",
        "desk-role-back",
        "desk-log-export",
        "desk-statistics-csv",
        "desk-takedown-table",
        "desk-evidence-take-out",
        "desk-alerts-add",
        "desk-alerts-change",
        "desk-alerts-turn",
        "desk-alerts-delete",
        "desk-alerts-put-back",
        "desk-alerts-test",
        "desk-alerts-secret",
    }
)


@pytest.fixture
def owner(site) -> User:
    return User.objects.create_superuser("maha", password=PASSWORD, email="maha@example.org", display_name="مها")


@pytest.fixture
def stale(owner, as_user) -> Client:
    """The owner's browser, eleven minutes after she signed in."""
    return grown_old(as_user(owner))


@pytest.fixture
def held(thread) -> Comment:
    return a_held_comment(thread, email="layla@example.org")


def grown_old(browser: Client, seconds: int = ELEVEN_MINUTES) -> Client:
    """Let the last confirmation be so long ago."""
    session = browser.session
    session[CONFIRMED] = int(timezone.now().timestamp()) - seconds
    session.save()
    return browser


def fields_of(page: str) -> dict[str, list[str]]:
    """Return the fields that a page that asks takes along, besides its own token."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(unescape(name), []).append(unescape(value))
    return found


def is_asked(answer) -> bool:
    return answer.status_code == 401 or (answer.status_code == 302 and answer.url.startswith(reverse("confirm")))


@pytest.mark.parametrize("door", sorted(DOORS))
def test_each_door_asks_or_not_as_listed(door, stale, held):
    # The one door that is looked at and posted to, and asks only for the latter.
    method, fields = ("post", {}) if door == "desk-alerts-change" else DOORS[door][:2]
    said = {name: value.replace("COMMENT", held.public_id) for name, value in fields.items()}

    answer = getattr(stale, method)(address_of(door, held), said)

    assert is_asked(answer) == (door in ASKING), answer.status_code
    assert answer["Cache-Control"] == "private, no-store"


def test_the_list_names_doors_that_are_there():
    assert {pattern.name for pattern in urlpatterns} >= ASKING


def test_nothing_of_an_act_is_done_before_the_password(stale, held, yusuf):
    answers = [
        stale.post(reverse("desk-role", args=[yusuf.pk]), {"role": "senior", "everywhere": "yes"}),
        stale.post(reverse("desk-reveal", args=[held.public_id]), {"note": "بلاغ"}),
        stale.post(reverse("desk-log-export"), {"format": "csv"}),
    ]

    assert [answer.status_code for answer in answers] == [401] * 3
    assert {answer["WWW-Authenticate"] for answer in answers} == {CHALLENGE}
    assert not Event.objects.exists()
    assert not Decision.objects.exists()
    assert not Assignment.objects.exists()
    assert "layla@example.org" not in "".join(answer.content.decode() for answer in answers)


def test_whoever_may_not_do_it_is_told_so_and_asked_for_nothing(desk, held, yusuf):
    grown_old(desk)

    doors = ("desk-role", "desk-log-export", "desk-alerts-add")
    answers = [desk.post(address_of(door, held), DOORS[door][1]) for door in doors]
    refused = desk.post(reverse("desk-reveal", args=[held.public_id]), {"note": "بلاغ"})

    assert {answer.status_code for answer in [*answers, refused]} == {403}
    assert FIELD not in refused.content.decode()


def test_a_form_that_was_sent_comes_back_inside_the_page_and_is_done_with_the_password(stale, yusuf):
    address = reverse("desk-role", args=[yusuf.pk])
    sent = {"role": "senior", "everywhere": "no", "sections": ["section:7", "\"><b>'"]}

    page = stale.post(address, sent)
    kept = fields_of(page.content.decode())
    done = stale.post(address, {**kept, "sections": [], "everywhere": "yes", FIELD: PASSWORD})

    assert kept == {"role": ["senior"], "everywhere": ["no"], "sections": ["section:7", "\"><b>'"]}
    assert f'action="{address}"' in page.content.decode()
    assert done.status_code == 302
    assert Assignment.objects.get(user=yusuf).role == Role.SENIOR


def test_a_wrong_password_does_nothing_and_loses_nothing(stale, yusuf):
    address = reverse("desk-role", args=[yusuf.pk])

    page = stale.post(address, {"role": "senior", "everywhere": "yes", FIELD: "guess"})

    assert page.status_code == 422
    assert fields_of(page.content.decode()) == {"role": ["senior"], "everywhere": ["yes"]}
    assert "guess" not in page.content.decode()
    assert not Assignment.objects.exists()


def test_the_right_password_is_not_taken_after_too_many_wrong_ones(stale, yusuf):
    address = reverse("desk-role", args=[yusuf.pk])
    for _ in range(10):
        stale.post(address, {"role": "senior", FIELD: "guess"})

    answer = stale.post(address, {"role": "senior", "everywhere": "yes", FIELD: PASSWORD})

    assert answer.status_code == 422
    assert not Assignment.objects.exists()


def test_guesses_here_and_at_the_door_are_counted_together(stale, owner):
    for _ in range(10):
        stale.post(reverse("confirm"), {FIELD: "guess"})

    Client().post(reverse("login"), {"username": owner.username, "password": PASSWORD})

    assert StaffSession.objects.filter(user=owner).count() == 1


def test_a_page_that_was_asked_for_comes_after_the_password_and_is_found_by_no_other_host(stale):
    page = stale.get(reverse("desk-statistics-csv") + "?days=7")
    asking = stale.get(page.url)

    onward = fields_of(asking.content.decode())["next"]
    there = stale.post(reverse("confirm"), {"next": onward, FIELD: PASSWORD})
    grown_old(stale)
    elsewhere = stale.post(reverse("confirm"), {"next": "https://evil.example/desk/", FIELD: PASSWORD})
    grown_old(stale)
    slashes = stale.post(reverse("confirm"), {"next": "//evil.example/desk/", FIELD: PASSWORD})

    assert there.url == reverse("desk-statistics-csv") + "?days=7"
    assert {elsewhere.url, slashes.url} == {settings.LOGIN_REDIRECT_URL}
    assert stale.get(there.url).status_code == 200


def test_ten_minutes_after_the_password_it_is_asked_for_again_and_not_before(stale):
    address = reverse("desk-log-export")
    stale.post(address, {"format": "csv", FIELD: PASSWORD})

    at_once = stale.post(address, {"format": "csv"})
    grown_old(stale, 9 * 60)
    in_time = stale.post(address, {"format": "csv"})
    grown_old(stale)
    late = stale.post(address, {"format": "csv"})

    assert [answer.status_code for answer in (at_once, in_time, late)] == [200, 200, 401]


def test_a_moment_in_the_future_confirms_nothing(stale):
    grown_old(stale, -3600)

    assert stale.post(reverse("desk-log-export"), {"format": "csv"}).status_code == 401


def test_the_session_has_another_id_afterwards_and_the_old_one_is_nobodys(stale, owner):
    before = stale.cookies[settings.SESSION_COOKIE_NAME].value

    stale.post(reverse("confirm"), {FIELD: PASSWORD})

    after = stale.cookies[settings.SESSION_COOKIE_NAME].value
    thief = Client()
    thief.cookies[settings.SESSION_COOKIE_NAME] = before
    assert after != before
    assert list(StaffSession.objects.filter(user=owner).values_list("pk", flat=True)) == [digest(after)]
    assert thief.get("/desk/").url.startswith("/login/")


def test_the_page_that_asks_is_for_those_who_are_signed_in():
    assert Client().get(reverse("confirm")).url == "/login/?next=/login/confirm/"


def test_a_form_without_its_token_is_refused_with_the_right_password_too(owner):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(owner)
    grown_old(strict)

    answers = [
        strict.post(reverse("confirm"), {FIELD: PASSWORD}),
        strict.post(reverse("desk-log-export"), {"format": "csv", FIELD: PASSWORD}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert strict.post(reverse("confirm"), {}).status_code == 403


def test_a_program_is_told_in_json_where_the_password_is_asked_for(desk, thread):
    grown_old(desk)
    ids = [one.public_id for one in many_held(thread, MANY + 1)]
    sent = {"action": "spam", "seen": "held", "comment": ids}

    answer = desk.post(reverse("desk-bulk"), sent, headers={"accept": "application/json"})

    assert answer.status_code == 401
    assert set(answer.json()) == {"problem", "confirm"}
    assert answer.json()["confirm"] == reverse("confirm")
    assert not Decision.objects.exists()


def many_held(thread, count: int, **more) -> list[Comment]:
    return [a_held_comment(thread, text=f"كلام عادي رقم {number}", **more) for number in range(count)]


class TestManyAtOnce:
    @pytest.fixture(autouse=True)
    def grown(self, desk) -> None:
        grown_old(desk)

    def test_twenty_do_not_ask_and_twenty_one_do(self, desk, thread):
        ids = [one.public_id for one in many_held(thread, 2 * MANY + 1)]

        many = desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids[MANY:]})
        few = desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids[:MANY]})

        assert few.status_code == 302
        assert many.status_code == 401
        assert Decision.objects.count() == MANY

    def test_many_small_acts_are_a_large_one(self, desk, thread):
        ids = [one.public_id for one in many_held(thread, MANY + 10)]

        first = desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids[:15]})
        second = desk.post(reverse("desk-bulk"), {"action": "spam", "seen": "held", "comment": ids[15:]})

        assert (first.status_code, second.status_code) == (302, 401)

    def test_one_by_one_never_asks(self, desk, thread):
        answers = [
            desk.post(reverse("desk-decide", args=[one.public_id]), {"action": "approve", "seen": "held"})
            for one in many_held(thread, MANY + 2)
        ]

        assert {answer.status_code for answer in answers} == {302}

    def test_a_large_act_is_done_with_the_password_and_its_undo_right_after_asks_no_more(self, desk, thread):
        ids = [one.public_id for one in many_held(thread, MANY + 1)]
        sent = {"action": "spam", "seen": "held", "comment": ids}

        done = desk.post(reverse("desk-bulk"), {**sent, FIELD: PASSWORD})
        decisions = list(Decision.objects.values_list("pk", flat=True))
        undone = desk.post(reverse("desk-undo"), {"decision": decisions})

        assert (done.status_code, undone.status_code) == (302, 302)
        assert Comment.objects.held().count() == MANY + 1

    def test_so_does_a_family_of_similar_ones(self, desk, thread):
        found = many_held(thread, MANY + 1)
        Comment.objects.update(family="a" * 16)
        sent = {"action": "spam", "upto": found[-1].pk, "seen": MANY + 1, "anchor": found[0].public_id}

        answer = desk.post(reverse("desk-family-settle", args=["a" * 16]), sent)

        assert answer.status_code == 401
        assert not Decision.objects.exists()

    def test_so_does_removing_all_of_an_author_and_putting_all_back(self, thread, as_user, site, salma):
        senior = a_colleague("samir", name="سمير")
        Assignment.objects.create(site=site, user=senior, role=Role.SENIOR)
        salma.groups.model.objects.get(name="Moderators").user_set.add(senior)
        browser = grown_old(as_user(User.objects.get(pk=senior.pk)))
        found = many_held(thread, MANY + 1, key=KARIM)
        address = reverse("desk-remove-all", args=[found[0].public_id])
        sent = {"reason": "insult", "last": found[-1].pk}

        asked = browser.post(address, sent)
        done = browser.post(address, {**sent, FIELD: PASSWORD})
        grown_old(browser)
        again = browser.post(f"{done.url}undo/")

        assert (asked.status_code, done.status_code, again.status_code) == (401, 302, 401)
        assert Comment.objects.filter(state="rejected").count() == MANY + 1


class TestTheEditor:
    @pytest.mark.parametrize("address", ["/editor/users/new/", "/editor/groups/new/"])
    def test_accounts_and_groups_ask(self, stale, address):
        assert stale.get(address).status_code == 200
        assert stale.post(address, {"username": "thief", "is_superuser": "on"}).status_code == 401
        assert not User.objects.filter(username="thief").exists()

    def test_so_do_acts_on_many_accounts(self, stale, yusuf):
        address = f"/editor/bulk/accounts/user/set_active_state/?id={yusuf.pk}"

        answer = stale.post(address, {"mark_as_active": "false"})

        assert answer.status_code == 401
        assert User.objects.get(pk=yusuf.pk).is_active

    def test_so_does_the_address_an_owner_hears_at(self, stale, owner):
        answer = stale.post("/editor/account/", {"name_email-email": "thief@example.org"})

        assert answer.status_code == 401
        assert User.objects.get(pk=owner.pk).email == "maha@example.org"

    def test_a_stranger_is_sent_to_our_door(self):
        assert Client().post("/editor/users/new/", {"username": "thief"}).url.startswith("/login/")


def test_a_kept_copy_and_a_channel_are_behind_the_password_too(stale, owner, site, held):
    copy = keep_evidence(comment=held, by=owner, reason="طلب النيابة", now=NOON)
    wanted = Wanted("المحرّرون", ChannelKind.MAIL, "a@example.org", "", ("appeal",), 10)
    channel, _ = add_channel(site=site, wanted=wanted, by=owner, now=NOON)
    events = Event.objects.count()

    taken = stale.post(reverse("desk-evidence-take-out", args=[copy.public_id]))
    off = stale.post(reverse("desk-alerts-turn"), {"channel": channel.pk, "to": "off"})

    assert (taken.status_code, off.status_code) == (401, 401)
    assert Channel.objects.get().is_on
    assert Event.objects.count() == events
    assert not Event.objects.filter(kind=EventKind.EXPORT).exists()
