"""The room of breaking news: what is in force, who may ask more of comments and where, what is written down of it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from hiwar.accounts.models import Assignment, Role, User
from hiwar.discussions.models import Restraint, Scope, Thread
from hiwar.discussions.queries import Asked
from hiwar.discussions.services import Place, Topic, open_thread
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services import end_restraint, events_are_whole, restrain
from tests.factories.discussions import a_held_comment, a_thread
from tests.factories.newsroom import NOON, a_section, an_article
from tests.integration.moderation.conftest import a_colleague

pytestmark = pytest.mark.django_db
ROOM, CHANGE = "/desk/breaking/", "/desk/breaking/change/"
DAMASCUS = ZoneInfo("Asia/Damascus")
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture
def editor(salma: User, as_user) -> Client:
    """Salma's browser."""
    return as_user(salma)


@pytest.fixture
def local(site: Site):
    return a_section("محليات", "local")


@pytest.fixture
def sport(site: Site):
    return a_section("رياضة", "sport")


@pytest.fixture
def match(site: Site, sport) -> Thread:
    """A discussion in the sports section."""
    topic = Topic("article:77", "/2014/01/19/مباراة/", "فريق الساحل يفوز", section=f"section:{sport.pk}")
    return open_thread(site=site, topic=topic, opened_at=NOON)


@pytest.fixture
def sports_editor(site: Site, as_user, sport) -> Client:
    """Nadia edits the sports section and no other."""
    nadia = a_colleague("nadia", name="نادية", group="Moderators")
    Assignment.objects.create(site=site, user=nadia, role=Role.EDITOR, sections=[f"section:{sport.pk}"])
    return as_user(nadia)


def page_of(browser: Client, address: str = ROOM) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return response.content.decode()


def in_an_hour(hours: int = 1) -> str:
    """Return a time to come as a browser in Damascus sends it."""
    return f"{timezone.now().astimezone(DAMASCUS) + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def asked_of(scope: str, key: str = "") -> Asked | None:
    found = Restraint.objects.filter(scope=scope, key=key).values_list(*Asked._fields).first()
    return Asked(*found) if found else None


def test_on_a_quiet_day_nothing_is_in_force_and_the_site_is_offered_first(editor, local, sport, thread):
    page = page_of(editor)

    assert "لا شيء استثنائياً الآن" in page
    assert '<a href="/desk/breaking/?site=1#set" aria-current="page">الموقع كله</a>' in page
    assert [name for name in ("محليات", "رياضة", thread.title) if name not in page] == []


@pytest.mark.parametrize("where", ["site", "section", "thread"])
def test_one_click_restrains_a_place_for_six_hours(editor, where, local, thread):
    places = {
        "site": ("site", "1", Scope.SITE, ""),
        "section": ("section", f"section:{local.pk}", Scope.SECTION, f"section:{local.pk}"),
        "thread": ("thread", thread.public_id, Scope.THREAD, thread.subject),
    }
    field, value, scope, key = places[where]
    before = timezone.now()

    answer = editor.post(CHANGE, {field: value, "act": "now"}, follow=True)

    asked = asked_of(scope, key)
    assert asked._replace(ends_at=None) == Asked(careful=True, slow_minutes=2, hold_first=True)
    assert timedelta(hours=6) <= asked.ends_at - before < timedelta(hours=6, minutes=1)
    page = answer.content.decode()
    assert "صار سارياً" in page
    assert "خبر عاجل: تُقرأ قبل النشر تعليقات أكثر من المعتاد، منها أول تعليق لكل قارئ، ولكل قارئ تعليق" in page
    assert "سلمى درويش" in page


def test_everything_can_be_asked_at_once_and_times_are_the_newsrooms(editor, thread):
    closes_at, ends_at = in_an_hour(2), in_an_hour(30)
    fields = {"hold_all": "1", "careful": "1", "hold_first": "1", "no_links": "1", "slow_minutes": "120"}

    answer = editor.post(
        CHANGE, {**fields, "thread": thread.public_id, "closes_at": closes_at, "ends_at": ends_at, "act": "set"}
    )

    assert answer.status_code == 302
    asked = asked_of(Scope.THREAD, thread.subject)
    assert asked[:5] == (True, True, 120, True, True)
    moments = [datetime.fromisoformat(typed).replace(tzinfo=DAMASCUS) for typed in (closes_at, ends_at)]
    assert list(asked[5:]) == moments
    # The form shows what is in force, by the same clock.
    page = page_of(editor, f"{ROOM}?thread={thread.public_id}")
    assert f'value="{closes_at}"' in page
    assert f'value="{ends_at}"' in page
    assert page.count(" checked") == 4


def test_what_was_done_is_written_down_with_what_was_before(editor, salma, site):
    editor.post(CHANGE, {"site": "1", "slow_minutes": "5", "act": "set"})
    editor.post(CHANGE, {"site": "1", "no_links": "1", "ends_at": in_an_hour(), "act": "set"})
    editor.post(CHANGE, {"site": "1", "act": "lift"})

    events = list(Event.objects.order_by("pk"))
    assert [(one.kind, one.subject, one.by, one.site) for one in events] == [
        (EventKind.RESTRAINT, "site", salma, site)
    ] * 3
    assert [sorted(one.before) for one in events] == [[], ["slow_minutes"], ["ends_at", "no_links"]]
    assert [sorted(one.after) for one in events] == [["slow_minutes"], ["ends_at", "no_links"], []]
    assert events_are_whole()


def test_lifting_says_so_and_lifting_again_says_that_nothing_was_there(editor):
    editor.post(CHANGE, {"site": "1", "act": "now"})

    lifted = editor.post(CHANGE, {"site": "1", "act": "lift"}, follow=True).content.decode()
    again = editor.post(CHANGE, {"site": "1", "act": "lift"}, follow=True).content.decode()

    assert "رُفع القيد" in lifted
    assert "لم يكن هناك قيد يُرفع." in again
    assert not Restraint.objects.exists()
    assert Event.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "at_fault"),
    [
        ({}, ""),
        ({"ends_at": "LATER"}, ""),
        ({"slow_minutes": "0"}, ""),
        ({"slow_minutes": "121"}, "slow_minutes"),
        ({"slow_minutes": "-1"}, "slow_minutes"),
        ({"slow_minutes": "many"}, "slow_minutes"),
        ({"slow_minutes": "9" * 400}, "slow_minutes"),
        ({"hold_all": "1", "ends_at": "2014-01-19T10:00"}, "ends_at"),
        ({"closes_at": "2014-01-19T10:00"}, "closes_at"),
        ({"closes_at": "0001-01-01T00:00"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59"}, "closes_at"),
        ({"closes_at": "tomorrow"}, "closes_at"),
        ({"closes_at": "2026-02-30T10:00"}, "closes_at"),
        ({"closes_at": "MUCH_LATER", "ends_at": "LATER"}, "ends_at"),
        ({"closes_at": "LATER", "ends_at": "LATER"}, "ends_at"),
        ({"hold_all": "1", "act": "dance"}, ""),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_said_beside_its_field(editor, thread, fields, at_fault):
    words = {"LATER": in_an_hour(), "MUCH_LATER": in_an_hour(3)}
    sent = {name: words.get(value, value) for name, value in fields.items()}

    answer = editor.post(CHANGE, {"thread": thread.public_id, "act": "set", **sent})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert re.findall(r'id="(\w+)-error"', page) == ([at_fault] if at_fault else [])
    assert page.count('aria-invalid="true"') == (1 if at_fault else 0)
    assert not Restraint.objects.exists()
    assert not Event.objects.exists()


def test_what_was_typed_comes_back(editor, thread):
    answer = editor.post(
        CHANGE, {"thread": thread.public_id, "act": "set", "no_links": "1", "slow_minutes": SCRIPT, "closes_at": SCRIPT}
    )

    page = answer.content.decode()
    assert page.count('value="&lt;script&gt;alert(1)&lt;/script&gt;"') == 2
    assert SCRIPT not in page
    assert page.count(" checked") == 1


@pytest.mark.parametrize(
    "place", [{"thread": "A" * 16}, {"section": "section:999"}, {"section": "x"}, {"site": "2"}, {}]
)
def test_a_place_that_is_not_there_is_not_found(editor, place):
    posted = editor.post(CHANGE, {**place, "act": "now"})

    assert posted.status_code == 404
    if place:
        assert editor.get(ROOM, place).status_code == 404
    assert not Restraint.objects.exists()


def test_another_newsrooms_discussions_are_not_there(editor, site):
    elsewhere = Site.objects.create(hostname="other.example", root_page=Page.objects.get(depth=1))
    foreign = a_thread(site=elsewhere, subject="article:99")
    Restraint.objects.create(site=elsewhere, by=User.objects.get(username="salma"), since=NOON, hold_all=True)

    assert editor.post(CHANGE, {"thread": foreign.public_id, "act": "now"}).status_code == 404
    assert "لا شيء استثنائياً الآن" in page_of(editor)


class TestWhoMay:
    """Editors may, everywhere or in their sections; moderators may not."""

    def test_a_moderator_finds_neither_door_nor_link(self, desk, thread):
        a_held_comment(thread)

        page = desk.get("/desk/").content.decode()

        assert ROOM not in page
        assert desk.get(ROOM).status_code == 403
        assert desk.post(CHANGE, {"site": "1", "act": "now"}).status_code == 403
        assert not Restraint.objects.exists()

    def test_an_editor_reaches_a_discussion_from_the_open_comment(self, editor, thread):
        a_held_comment(thread)

        page = editor.get("/desk/").content.decode()

        assert f'href="{ROOM}?thread={thread.public_id}#set"' in page
        assert "الأخبار العاجلة" in page

    def test_who_has_sections_restrains_these_and_their_discussions_alone(
        self, sports_editor, sport, local, match, thread
    ):
        own = [{"section": f"section:{sport.pk}"}, {"thread": match.public_id}]
        others = [{"site": "1"}, {"section": f"section:{local.pk}"}, {"thread": thread.public_id}]

        taken = [sports_editor.post(CHANGE, {**place, "act": "now"}).status_code for place in own]
        refused = [sports_editor.post(CHANGE, {**place, "act": act}).status_code for place in others for act in ACTS]
        looked = [sports_editor.get(ROOM, place).status_code for place in others]

        assert taken == [302, 302]
        assert refused == [404] * 9
        assert looked == [404] * 3
        assert set(Restraint.objects.values_list("key", flat=True)) == {f"section:{sport.pk}", match.subject}

    def test_who_has_sections_sees_what_concerns_them_and_cannot_lift_what_is_the_sites(
        self, sports_editor, editor, sport, local, match, thread
    ):
        for place in ({"site": "1"}, {"section": f"section:{local.pk}"}, {"thread": thread.public_id}):
            editor.post(CHANGE, {**place, "act": "now"})
        editor.post(CHANGE, {"thread": match.public_id, "act": "now"})

        page = page_of(sports_editor)

        force = page.partition('class="pane now-in-force"')[2].partition("</section>")[0]
        assert re.findall(r"<h3>(.*?)</h3>", force) == ["الموقع كله", match.title]
        assert re.findall(r'name="(\w+)" value="([^"]+)"><button', force) == [("thread", match.public_id)]
        assert thread.title not in page
        assert "محليات" not in page


ACTS = ("set", "now", "lift")


def test_what_has_ended_is_no_longer_in_force_and_not_in_the_form(editor, salma, site, thread):
    seat = Seat(site, salma)
    past = timezone.now() - timedelta(hours=7)
    restrain(place=Place(Scope.THREAD, thread.subject), asked=Asked(careful=True, ends_at=past), seat=seat, now=past)

    page = page_of(editor, f"{ROOM}?thread={thread.public_id}")

    assert "لا شيء استثنائياً الآن" in page
    assert " checked" not in page


def test_a_discussion_that_has_closed_at_its_time_says_since_when(editor, salma, site, thread):
    closed = timezone.now() - timedelta(hours=1)
    asked = Asked(closes_at=closed, hold_all=True)
    restrain(place=Place(Scope.THREAD, thread.subject), asked=asked, seat=Seat(site, salma), now=closed)

    assert "مغلق منذ " in page_of(editor)


class TestFinding:
    """A discussion is found by words of its headline or by the article's address."""

    def found(self, browser: Client, words: str) -> list[str]:
        page = browser.get(ROOM, {"find": words}).content.decode()
        listed = page.partition('<ul aria-label="النقاشات">')[2].partition("</ul>")[0]
        return re.findall(r"\?thread=([\w-]+)", listed)

    def test_by_words_whatever_their_spelling(self, editor, thread, match):
        assert self.found(editor, "قِطَار الساحل") == [thread.public_id]
        assert self.found(editor, "الساحل") == [match.public_id, thread.public_id]
        assert self.found(editor, "لا شيء كهذا") == []

    def test_by_every_form_of_its_address(self, editor, local):
        article = an_article(section=local)
        thread = open_thread(
            site=article.get_site(), topic=Topic(article.subject, article.public_path(), article.title), opened_at=NOON
        )
        for number in range(60):
            a_thread(site=thread.site, subject=f"article:{1000 + number}")
        path = f"/{article.address}/"

        forms = [path, article.public_path(), f"https://example.org{article.public_path()}?utm_source=x#talk"]
        forms += [f"/a/{article.pk}/", f"/talk/{thread.public_id}/?order=newest", path.strip("/")]

        assert [self.found(editor, form) for form in forms] == [[thread.public_id]] * len(forms)

    @pytest.mark.parametrize(
        "words", ["/2014/01/19/none/", "/a/999999999/", "http://[", "//", f"/{SCRIPT}", "/talk/x/"]
    )
    def test_an_address_that_leads_nowhere_finds_nothing(self, editor, thread, words):
        assert self.found(editor, words) == []

    def test_of_other_sections_nothing_is_found(self, sports_editor, thread, match):
        assert self.found(sports_editor, "الساحل") == [match.public_id]
        assert self.found(sports_editor, f"/talk/{thread.public_id}/") == []


def test_hundreds_of_closed_discussions_leave_the_room_as_quick(
    editor, salma, site, thread, django_assert_max_num_queries
):
    threads = [
        Thread(site=site, subject=f"article:{n}", url=f"/{n}/", title=f"{n}", opened_at=NOON) for n in range(1000, 1200)
    ]
    Thread.objects.bulk_create(threads)
    Restraint.objects.bulk_create(
        Restraint(site=site, scope=Scope.THREAD, key=one.subject, closes_at=NOON, by=salma, since=NOON)
        for one in threads
    )

    with django_assert_max_num_queries(31):
        page = page_of(editor)

    assert page.count("مغلق منذ ") == 50


def test_ending_what_is_not_there_tells_nobody(site, salma):
    assert end_restraint(place=Place(), seat=Seat(site, salma), now=timezone.now()) is False
    assert not Event.objects.exists()


def test_the_form_posts_where_the_room_says(editor):
    page = page_of(editor)

    assert f'action="{reverse("desk-breaking-change")}"' in page
    assert 'name="csrfmiddlewaretoken"' in page
    assert Act.RESTRAIN.value == "restrain"
