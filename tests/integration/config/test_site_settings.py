"""What a site has not decided is as Hiwar comes, and asking for it writes nothing."""

from __future__ import annotations

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile, SiteSettings, User
from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.discussions.models import DiscussionSettings
from hiwar.moderation.models import DeskSettings
from hiwar.newsroom.models import ArticlePage
from hiwar.widget.models import EmbedSettings
from tests.factories.newsroom import a_newsroom, an_article

pytestmark = pytest.mark.django_db
KINDS = [SiteProfile, DiscussionSettings, DeskSettings, EmbedSettings]
# The hour at which a session was used is noted with every page that staff ask for.
OF_THE_SESSION = '"accounts_staffsession"'


@pytest.fixture
def article(site: Site) -> ArticlePage:
    return an_article()


@pytest.fixture
def site(db: None) -> Site:
    """A newsroom that has decided nothing yet."""
    made = a_newsroom()
    forget(made)
    return made


def forget(site: Site) -> None:
    """Take away what factories have decided."""
    for kind in KINDS:
        kind.objects.filter(site=site).delete()


@pytest.fixture
def maha(site: Site) -> Client:
    browser = Client()
    browser.force_login(User.objects.create_superuser("maha", password="a long pass phrase", display_name="مها"))
    return browser


def changes_by(browser: Client, path: str) -> list[str]:
    """Return the statements by which showing a page changed the database."""
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(path)
    assert answer.status_code == 200
    return [one["sql"] for one in asked if one["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("page", ["article", "front", "search", "section", "feed"])
def test_the_first_reader_of_a_fresh_site_writes_nothing(client: Client, article: ArticlePage, page: str) -> None:
    forget(Site.objects.get())
    paths = {"article": article.url, "front": "/", "search": "/search/?q=قطار", "section": "/section/local/"}
    paths["feed"] = "/rss.xml"

    assert changes_by(client, paths[page]) == []
    assert [kind.objects.count() for kind in KINDS] == [0, 0, 0, 0]


@pytest.mark.parametrize("route", ["desk", "desk-breaking", "desk-second", "desk-log", "desk-statistics", "sessions"])
def test_the_first_look_at_a_fresh_desk_writes_the_sessions_hour_alone(
    maha: Client, article: ArticlePage, route: str
) -> None:
    forget(Site.objects.get())

    written = changes_by(maha, reverse(route))

    assert len(written) == 1
    assert OF_THE_SESSION in written[0]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_without_a_row_is_what_a_first_row_would_say(site: Site, kind: type[SiteSettings]) -> None:
    unwritten = kind.of(site)

    written = kind.objects.get(pk=kind.for_site(site).pk)

    assert unwritten.pk is None
    assert model_to_dict(unwritten, exclude=["id"]) == model_to_dict(written, exclude=["id"])


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_is_there_is_read(site: Site, kind: type[SiteSettings]) -> None:
    assert kind.for_site(site) == kind.of(site)


@pytest.mark.parametrize("kind", KINDS)
def test_nowhere_has_no_settings(kind: type[SiteSettings]) -> None:
    with pytest.raises(kind.DoesNotExist):
        kind.of(None)


def test_what_an_editor_decides_first_is_kept_and_every_page_hears_of_it(maha: Client, site: Site) -> None:
    address = reverse("wagtailsettings:edit", args=["discussions", "discussionsettings", site.pk])
    said = {name: value for name, value in maha.get(address).context["form"].initial.items() if value is not False}
    Change.objects.all().delete()

    answer = maha.post(address, {**said, "max_characters": "777"})

    assert answer.status_code == 302
    assert DiscussionSettings.of(site).max_characters == 777
    assert NEWSROOM in Change.objects.values_list("key", flat=True)
