"""The page of what is planned: what time will do to articles, for whoever may edit them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hiwar.accounts.models import SiteProfile, User
from hiwar.delivery.models import Change
from hiwar.newsroom.models import ArticlePage, SectionPage
from hiwar.newsroom.services import publish_due
from tests.factories.newsroom import a_section, an_article
from tests.integration.newsroom.editor_forms import add, edit, signed_in

pytestmark = pytest.mark.django_db
# Noon in Damascus, on a Sunday.
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=2)
UNSCHEDULED = "لم يجدوله أحد"


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def rima(section: SectionPage) -> Client:
    """Return the browser of Rima, who sits at the desk."""
    return signed_in("rima", "Editors")


def draft(headline: str, **times: object) -> ArticlePage:
    """Return an article that no reader has seen, with what stands in its form."""
    return changed(an_article(headline=headline, publish=False, published_at=None), **times)


def live(headline: str, **times: object) -> ArticlePage:
    """Return an article that readers have."""
    return changed(an_article(headline=headline, published_at=NOW - timedelta(days=1)), **times)


def changed(article: ArticlePage, **times: object) -> ArticlePage:
    """Set an article's fields, in its row and in its draft."""
    for name, value in times.items():
        setattr(article, name, value)
    article.save()
    article.save_revision()
    return article


def scheduled(headline: str, at: datetime, **times: object) -> ArticlePage:
    """Return an article that goes out at a time."""
    article = draft(headline, go_live_at=at, **times)
    article.get_latest_revision().publish()
    return ArticlePage.objects.get(pk=article.pk)


def rows(client: Client, first: str = "") -> list[str]:
    """Return the lines of the table as they read, headings of days among them."""
    page = client.get(reverse("newsroom_planned"), {"from": first} if first else {}).content.decode()
    table = page.partition('<table class="hiwar-planned"')[2].partition("</table>")[0]
    lines = re.findall(r"<tr.*?</tr>", table, re.DOTALL)[1:]
    return [" ".join(re.sub(r"<[^>]+>", " ", line).split()) for line in lines]


def test_what_is_scheduled_stands_under_its_day_by_the_newsrooms_clock(rima: Client) -> None:
    scheduled("مئذنة البلدة القديمة", datetime(2026, 3, 2, 21, 30, tzinfo=UTC))

    assert rows(rima) == ["الثلاثاء 3 آذار 2026", "00:30 يصدر مئذنة البلدة القديمة لم يُسمَّ أحد مجدول"]


def test_digits_and_names_of_months_are_those_of_the_site(rima: Client) -> None:
    SiteProfile.objects.update(country="EG", digits="arab")
    scheduled("مئذنة البلدة القديمة", SOON)

    assert rows(rima)[0] == "الثلاثاء ٣ مارس ٢٠٢٦"


def test_a_time_that_nobody_has_scheduled_is_told_as_such(rima: Client) -> None:
    draft("سوق الخضار", go_live_at=SOON)

    assert rows(rima)[1] == f"12:00 يصدر سوق الخضار لم يُسمَّ أحد مسودة، {UNSCHEDULED}"


def test_a_change_of_what_readers_have_is_told_as_such(rima: Client) -> None:
    article = live("جسر الوادي")
    article.go_live_at = SOON
    article.save_revision().publish()

    assert rows(rima)[1] == "12:00 يصدر تعديل عليه جسر الوادي لم يُسمَّ أحد منشور"


def test_a_change_that_nobody_has_approved_is_told_as_such(rima: Client) -> None:
    article = live("جسر الوادي")

    edit(rima, article, go_live_at="2026-03-03 12:00")

    assert rows(rima)[1:] == [f"12:00 يصدر تعديل عليه جسر الوادي لم يُسمَّ أحد منشور، {UNSCHEDULED}"]


def test_of_a_draft_the_time_counts_that_was_written_last(rima: Client) -> None:
    article = draft("سوق الخضار", go_live_at=SOON)

    edit(rima, article, go_live_at="2026-03-04 08:30")
    moved = rows(rima)
    edit(rima, article, go_live_at="")

    assert moved == ["الأربعاء 4 آذار 2026", f"08:30 يصدر سوق الخضار لم يُسمَّ أحد مسودة، {UNSCHEDULED}"]
    assert rows(rima) == []


def test_a_newer_draft_with_another_time_outlasts_the_change_that_goes_out_before_it(
    rima: Client, django_capture_on_commit_callbacks
) -> None:
    article = scheduled("أيام المعرض", NOW + timedelta(hours=1))
    article.go_live_at = SOON
    article.save_revision()

    with time_machine.travel(NOW + timedelta(hours=1, seconds=5)), django_capture_on_commit_callbacks(execute=True):
        publish_due(now=NOW + timedelta(hours=1, seconds=5))

    assert rows(rima)[1:] == [f"12:00 يصدر تعديل عليه أيام المعرض لم يُسمَّ أحد منشور، {UNSCHEDULED}"]


def test_saving_a_draft_is_news_to_readers_pages_only_when_its_time_changes(rima: Client) -> None:
    article = live("جسر الوادي")
    edit(rima, article, go_live_at="2026-03-03 12:00")
    Change.objects.all().delete()

    edit(rima, article, title="جسر الوادي يعود", go_live_at="2026-03-03 12:00")

    assert ArticlePage.objects.get().draft_title == "جسر الوادي يعود"
    assert not Change.objects.exists()


def test_whatever_else_ends_by_itself_is_told_in_its_order(rima: Client) -> None:
    live("منشور قديم", expire_at=SOON, closes_at=SOON - timedelta(hours=1))
    live("حريق في الميناء", label="breaking", published_at=NOW - timedelta(hours=2))

    assert [line.partition(" لم يُسمَّ")[0] for line in rows(rima)] == [
        "اليوم – الأحد 1 آذار 2026",
        "22:00 يزول وسم «عاجل» حريق في الميناء",
        "الثلاثاء 3 آذار 2026",
        "11:00 يُغلق نقاشه منشور قديم",
        "12:00 يُحجب عن القرّاء منشور قديم",
    ]


@pytest.mark.parametrize("discussion", ["closed", "off"])
def test_a_discussion_that_is_not_open_does_not_close(rima: Client, discussion: str) -> None:
    live("بلا نقاش", closes_at=SOON, discussion=discussion)

    assert rows(rima) == []


def test_a_draft_that_nobody_scheduled_neither_leaves_nor_closes(rima: Client) -> None:
    draft("مسودة", expire_at=SOON, closes_at=SOON)

    assert rows(rima) == []


def test_an_article_that_will_have_gone_out_leaves_and_closes(rima: Client) -> None:
    scheduled("أيام المعرض", NOW + timedelta(days=1), expire_at=SOON, closes_at=SOON - timedelta(hours=2))

    assert [line.split(" أيام")[0] for line in rows(rima) if line[0].isdigit()] == [
        "12:00 يصدر",
        "10:00 يُغلق نقاشه",
        "12:00 يُحجب عن القرّاء",
    ]


def test_the_state_says_where_an_article_lies_on_its_way_over_the_desk(rima: Client, section: SectionPage) -> None:
    hani = signed_in("hani", "Reporters")
    add(hani, section, go_live_at="2026-03-03 12:00", **{"action-submit": "1"})
    article = ArticlePage.objects.get()
    waiting = rows(rima)[1]
    state = article.current_workflow_task_state
    rima.post(
        reverse("wagtailadmin_pages:workflow_action", args=[article.pk, "reject", state.pk]), {"comment": "المصدر؟"}
    )

    assert waiting.endswith(f"قطار الساحل hani مسودة، بانتظار: مكتب التحرير، {UNSCHEDULED}")
    assert rows(rima)[1].endswith(f"مسودة، أُعيد مع ملاحظة، {UNSCHEDULED}")


def test_two_weeks_are_shown_and_links_lead_to_the_others(rima: Client) -> None:
    for days in (13, 14):
        draft(f"بعد {days} يوماً", go_live_at=NOW + timedelta(days=days))

    page = rima.get(reverse("newsroom_planned")).content.decode()

    assert "بعد 13 يوماً" in page
    assert "بعد 14 يوماً" not in page
    assert 'href="?from=2026-03-15"' in page
    assert 'href="?from=2026-02-15"' in page
    assert "بعد 14 يوماً" in rows(rima, "2026-03-15")[1]


def test_the_weeks_before_tell_what_came_of_it(
    rima: Client, section: SectionPage, django_capture_on_commit_callbacks
) -> None:
    scheduled("صدر في وقته", NOW + timedelta(hours=1))
    draft("نُسي", go_live_at=NOW + timedelta(hours=2))
    with time_machine.travel(NOW + timedelta(hours=1, seconds=5)), django_capture_on_commit_callbacks(execute=True):
        publish_due(now=NOW + timedelta(hours=1, seconds=5))

    with time_machine.travel(NOW + timedelta(days=14)):
        said = rows(signed_in("rima", "Editors"), "2026-03-01")

    assert said[1:] == [
        "13:00 يصدر صدر في وقته لم يُسمَّ أحد منشور",
        f"14:00 يصدر نُسي لم يُسمَّ أحد مسودة، {UNSCHEDULED}",
    ]


def test_the_weeks_before_tell_what_has_left_and_which_label_has_gone(
    rima: Client, django_capture_on_commit_callbacks
) -> None:
    live("أيام المعرض", expire_at=NOW + timedelta(hours=2))
    live("حريق في الميناء", label="live", first_published_at=NOW - timedelta(days=1), last_published_at=NOW)
    with time_machine.travel(NOW + timedelta(hours=3)), django_capture_on_commit_callbacks(execute=True):
        publish_due(now=NOW + timedelta(hours=3))

    with time_machine.travel(NOW + timedelta(days=14)):
        said = rows(signed_in("rima", "Editors"), "2026-03-01")

    assert [line for line in said if line[0].isdigit()] == [
        "14:00 يُحجب عن القرّاء أيام المعرض لم يُسمَّ أحد محجوب عن القرّاء",
        "12:00 يزول وسم «مباشر» حريق في الميناء لم يُسمَّ أحد منشور",
    ]


def test_the_migration_notes_the_times_of_earlier_articles(section: SectionPage) -> None:
    times = ("goes_out_at", "left_at", "label_ends_at")
    scheduled("مئذنة البلدة القديمة", SOON)
    live("عاجل", label="breaking")
    live("مباشر", label="live", first_published_at=NOW - timedelta(days=1), last_published_at=NOW)
    live("مباشر من الأمس", label="live")
    live("رأي", label="opinion")
    changed(live("أيام المعرض", expire_at=NOW), expired=True, live=False)
    noted = list(ArticlePage.objects.order_by("pk").values_list(*times))
    ArticlePage.objects.update(**dict.fromkeys(times))
    migration = import_module("hiwar.newsroom.migrations.0020_times_of_earlier_articles")

    for _ in range(2):
        migration.note_times(apps, type("Editor", (), {"connection": connection}))

    assert sum(moment is not None for row in noted for moment in row) == 5
    assert list(ArticlePage.objects.order_by("pk").values_list(*times)) == noted


def test_where_nothing_is_planned_the_page_says_so(rima: Client) -> None:
    page = rima.get(reverse("newsroom_planned")).content.decode()

    assert "لا شيء مخطَّط له" in page
    assert '<table class="hiwar-planned"' not in page


@pytest.mark.parametrize("asked", ["gestern", "9999-12-31", "0001-01-01", "2026-02-30", "٢٠٢٦-٠٣-١٥"])
def test_an_address_that_names_no_day_shows_the_coming_two_weeks(rima: Client, asked: str) -> None:
    answer = rima.get(reverse("newsroom_planned"), {"from": asked})

    assert answer.status_code == 200
    assert 'href="?from=2026-03-15"' in answer.content.decode()


def test_a_reporter_sees_what_is_hers_and_the_desk_sees_all(rima: Client, section: SectionPage) -> None:
    hani = signed_in("hani", "Reporters")
    draft("لهاني", go_live_at=SOON, owner=User.objects.get(username="hani"))
    draft("لغيره", go_live_at=SOON, owner=User.objects.get(username="rima"))

    assert [line.split()[2] for line in rows(hani)[1:]] == ["لهاني"]
    assert sorted(line.split()[2] for line in rows(rima)[1:]) == ["لغيره", "لهاني"]


def test_a_moderator_is_led_to_the_door(section: SectionPage) -> None:
    answer = signed_in("yusuf", "Moderators").get(reverse("newsroom_planned"))

    assert answer.status_code == 302
    assert "/login/" in answer["Location"]


def test_whoever_may_edit_no_page_has_neither_the_page_nor_its_menu(rima: Client) -> None:
    pictures = Group.objects.create(name="Pictures")
    pictures.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    draft("سرّي", go_live_at=SOON)
    nour = signed_in("nour", "Pictures")

    answer = nour.get(reverse("newsroom_planned"))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("wagtailadmin_home")
    assert '"name": "planned"' not in nour.get(reverse("wagtailadmin_home")).content.decode()
    assert '"name": "planned"' in rima.get(reverse("wagtailadmin_home")).content.decode()


def test_more_lines_ask_no_more_of_the_database(rima: Client, section: SectionPage) -> None:
    hani = signed_in("hani", "Reporters")

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            rows(rima)
        return len(asked)

    def write(number: int) -> None:
        add(hani, section, slug=f"a-{number}", go_live_at="2026-03-03 12:00", **{"action-submit": "1"})
        live(f"عاجل {number}", label="breaking", published_at=NOW - timedelta(hours=2), closes_at=SOON)

    write(0)
    queries()
    before = queries()
    for number in range(1, 6):
        write(number)

    assert queries() == before
    assert len(rows(rima)) == 2 + 3 * 6
