"""Nothing of it exists until an editor names a site; and she is told in words what is no name of one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from hiwar.accounts.models import User
from hiwar.accounts.sessions import CONFIRMED
from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.widget.models import EmbedSettings
from tests.factories.newsroom import a_newsroom
from tests.integration.widget.conftest import BLOG, FRAME, PAGE, STORE, register

pytestmark = pytest.mark.django_db
DOORS = [
    "/embed.js",
    PAGE,
    f"{PAGE}state/",
    f"{PAGE}compose/",
    FRAME,
    f"/embed/fa{PAGE}",
    f"{FRAME}state/",
    "/embed/counts/blog.example/?of=post-12",
    "/embed/talk/mine/",
    "/embed/about/rules/",
]


@pytest.fixture
def editor(db: None) -> Client:
    browser = Client()
    maha = User.objects.create_superuser("maha", password="a long pass phrase")
    browser.force_login(maha, backend="django.contrib.auth.backends.ModelBackend")
    return browser


@pytest.mark.parametrize("door", DOORS)
def test_without_a_registered_site_there_is_nothing(client: Client, door: str) -> None:
    a_newsroom()

    answer = client.get(door)

    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert "Access-Control-Allow-Origin" not in answer


def test_without_a_registered_site_nothing_is_taken(client: Client) -> None:
    a_newsroom()

    assert client.post(f"{FRAME}comments/", {"comment": "x"}).status_code == 404
    assert client.post("/embed/discussion/forget/").status_code == 404


@pytest.mark.parametrize("door", DOORS)
def test_with_one_it_is_there(client: Client, site: Site, door: str) -> None:
    assert client.get(door).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", "blog.example:8443", "localhost", "BLOG.example", "a.blog.example"])
def test_a_site_that_is_not_registered_has_no_discussions(client: Client, site: Site, host: str) -> None:
    for door in (f"/on/{host}/post-12/", f"/embed/on/{host}/post-12/", f"/embed/counts/{host}/?of=post-12"):
        assert client.get(door).status_code == 404, door


def test_a_host_that_is_not_ours_is_given_nothing(client: Client, site: Site) -> None:
    answer = client.get(FRAME, headers={"Host": "evil.example"})

    assert answer.status_code == 400


def test_a_site_that_is_taken_from_the_list_may_show_nothing_from_then_on(client: Client, site: Site) -> None:
    Change.objects.all().delete()

    register(site, STORE)

    assert client.get(FRAME).status_code == 404
    assert NEWSROOM in Change.objects.values_list("key", flat=True)


def test_an_editor_names_sites_in_any_spelling(editor: Client, site: Site) -> None:
    address = reverse("wagtailsettings:edit", args=["widget", "embedsettings", site.pk])

    answer = editor.post(
        address, {"origins": "HTTPS://Blog.example/\r\nhttps://blog.example:443\r\n\r\nhttp://localhost:3000"}
    )

    assert answer.status_code == 302
    assert EmbedSettings.of(site).registered == (BLOG, STORE)


def test_only_with_the_password_are_sites_named(editor: Client, site: Site) -> None:
    address = reverse("wagtailsettings:edit", args=["widget", "embedsettings", site.pk])
    _let_the_password_grow_old(editor)

    answer = editor.post(address, {"origins": "https://evil.example"})

    assert "hiwar_password" in answer.content.decode()
    assert EmbedSettings.of(site).registered == (BLOG, STORE)
    editor.post(address, {"origins": "https://new.example", "hiwar_password": "a long pass phrase"})
    assert EmbedSettings.of(site).registered == ("https://new.example",)


def _let_the_password_grow_old(browser: Client) -> None:
    session = browser.session
    session[CONFIRMED] = 0
    session.save()


@pytest.mark.parametrize(
    ("line", "arabic"),
    [
        ("blog.example", "بلا مسار"),
        ("https://*.example", "ليس اسم موقع"),
        ("http://blog.example", "لا يُقبل إلا https"),
        (f"https://{'a' * 60}.{'b' * 60}.example", "أطول"),
    ],
)
def test_what_is_no_site_is_refused_in_the_editors_language(editor: Client, site: Site, line: str, arabic: str) -> None:
    address = reverse("wagtailsettings:edit", args=["widget", "embedsettings", site.pk])

    answer = editor.post(address, {"origins": f"https://new.example\n{line}"})

    assert answer.status_code == 200
    said = answer.content.decode()
    assert line[:60] in said
    assert arabic in said
    assert EmbedSettings.of(site).registered == (BLOG, STORE)


def test_too_many_sites_are_refused(site: Site) -> None:
    settings = EmbedSettings(site=site, origins="\n".join(f"https://b{number}.example" for number in range(41)))

    with override("en"), pytest.raises(Exception, match="this many sites: 40"):
        settings.full_clean(exclude=["site"])
