"""What programs ask for, as they get it: feeds, sitemaps, cards, structured data, and what became of old addresses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.models import Page

from hiwar.accounts.models import SiteProfile
from hiwar.delivery.machines import cards, views
from hiwar.delivery.machines.xml_writing import ATOM, NEWS, SITEMAP
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.discussions.models import Thread
from hiwar.newsroom.models import ArticlePage, Author, SectionPage
from hiwar.newsroom.services import unpublish_article
from hiwar.newsroom.services.articles import LeadPicture
from tests.factories.discussions import an_imported_comment
from tests.factories.newsroom import HEADLINE, NOON, ORIGIN, a_picture, a_section, an_author
from tests.integration.delivery.conftest import Publish
from tests.integration.delivery.readers import CountQueries

pytestmark = pytest.mark.django_db
MODIFIED = {
    "site-feed": {},
    "section-feed": {"slug": "local"},
    "author-feed": {"slug": "سلمى-درويش"},
}


def xml_of(client: Client, address: str) -> ElementTree.Element:
    """Return the document at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    return ElementTree.fromstring(answer.content)  # noqa: S314 - our own


def locations(root: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{{{SITEMAP}}}loc")]


def head_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().partition("</head>")[0]


def graph_of(client: Client, address: str) -> dict[str, dict]:
    """Return what a page says of itself, by type."""
    block = re.findall(r'<script type="application/ld\+json">(.*?)</script>', head_of(client, address), re.DOTALL)
    assert len(block) == 1
    return {thing["@type"]: thing for thing in json.loads(block[0])["@graph"]}


@pytest.fixture
def told(publish: Publish) -> ArticlePage:
    """An article with everything that a program could be told of."""
    return publish(standfirst="رحلة أولى.", authors=(an_author(),), lead=LeadPicture(a_picture(), caption="فجر"))


@pytest.mark.parametrize("name", MODIFIED)
def test_a_feed_tells_of_the_article_in_both_formats(client: Client, told: ArticlePage, name: str) -> None:
    rss = xml_of(client, reverse(name, kwargs={**MODIFIED[name], "form": "rss"}))
    atom = xml_of(client, reverse(name, kwargs={**MODIFIED[name], "form": "atom"}))

    item, entry = rss.find("channel/item"), atom.find(f"{{{ATOM}}}entry")
    assert item is not None
    assert entry is not None
    assert item.findtext("title") == entry.findtext(f"{{{ATOM}}}title") == HEADLINE
    assert item.findtext("link") == f"{ORIGIN}{told.public_path()}"
    assert item.findtext("guid") == entry.findtext(f"{{{ATOM}}}id") == f"{ORIGIN}/a/{told.pk}/"
    assert item.findtext("description") == "رحلة أولى."
    assert entry.findtext(f"{{{ATOM}}}author/{{{ATOM}}}name") == "سلمى درويش"


def test_feeds_name_themselves_and_their_kind(client: Client, told: ArticlePage) -> None:
    answers = {form: client.get(f"/{form}.xml") for form in ("rss", "atom")}

    assert {form: answer["Content-Type"] for form, answer in answers.items()} == {
        "rss": "application/rss+xml; charset=utf-8",
        "atom": "application/atom+xml; charset=utf-8",
    }
    for form, answer in answers.items():
        assert f'href="{ORIGIN}/{form}.xml"' in answer.content.decode()
        again = client.get(f"/{form}.xml", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304


def test_a_feed_of_comments_tells_of_the_newest_first(client: Client, told: ArticlePage) -> None:
    thread = Thread.objects.get(subject=told.subject)
    an_imported_comment(thread, "أول", key="1")
    an_imported_comment(thread, "<b>ثانٍ</b>", key="2", name="ليلى")

    channel = xml_of(client, reverse("comments-feed", args=[thread.public_id, "rss"])).find("channel")

    assert channel is not None
    assert [item.findtext("title") for item in channel.iter("item")] == ["التعليق رقم 2", "التعليق رقم 1"]
    first = channel.find("item")
    assert first is not None
    assert first.findtext("description") == "&lt;b&gt;ثانٍ&lt;/b&gt;"
    assert client.get((first.findtext("link") or "").removeprefix(ORIGIN)).status_code == 302


def test_a_feed_costs_as_many_queries_with_many_articles_as_with_one(client: Client, publish: Publish) -> None:
    publish(authors=(an_author(),))
    client.get("/rss.xml")
    with CountQueries() as one:
        client.get("/rss.xml")
    for number in range(5):
        publish(headline=f"خبر {number}", authors=(an_author(f"كاتب {number}"),), lead=LeadPicture(a_picture()))

    with CountQueries() as six:
        client.get("/rss.xml")

    # One more for the sizes of pictures, of which the first article has none.
    assert len(six.queries) <= len(one.queries) + 1


def test_the_index_leads_to_every_article_once(client: Client, publish: Publish) -> None:
    old = publish(headline="قديم", published_at=datetime(2009, 12, 31, 22, 30, tzinfo=UTC))
    new = publish(headline="جديد")

    index = locations(xml_of(client, "/sitemap.xml"))
    listed = [one for part in index for one in locations(xml_of(client, part.removeprefix(ORIGIN)))]

    # Half past midnight on the first of January by the newsroom's clock.
    assert [part.rpartition("/")[2] for part in index] == [
        "sitemap-pages.xml",
        "sitemap-2014-01.xml",
        "sitemap-2010-01.xml",
    ]
    assert {f"{ORIGIN}{one.public_path()}" for one in (old, new)} <= set(listed)
    assert len(listed) == len(set(listed))
    assert all(client.get(one.removeprefix(ORIGIN)).status_code == 200 for one in listed)


def test_a_month_with_very_many_articles_is_cut_into_parts(
    client: Client, publish: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        publish(headline=f"خبر {number}")
    monkeypatch.setattr(views, "IN_A_PART", 2)

    parts = locations(xml_of(client, "/sitemap.xml"))[1:]
    listed = [one for part in parts for one in locations(xml_of(client, part.removeprefix(ORIGIN)))]

    assert [part.removeprefix(f"{ORIGIN}/sitemap-2014-01") for part in parts] == [".xml", "-2.xml", "-3.xml"]
    assert len(set(listed)) == 5
    assert client.get("/sitemap-2014-01-4.xml").status_code == 404


@pytest.mark.parametrize("name", ["2013-12", "2014-13", "0000-01", "9999-12", "2014-01-0", "2014-01-999"])
def test_a_month_in_which_nothing_was_published_has_no_sitemap(client: Client, told: ArticlePage, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_news_are_those_of_two_days(client: Client, publish: Publish) -> None:
    publish(headline="أمس")
    publish(headline="قبل ثلاثة أيام", published_at=NOON - timedelta(days=2))

    with time_machine.travel(NOON + timedelta(hours=20), tick=False):
        root = xml_of(client, "/sitemap-news.xml")

    assert [one.text for one in root.iter(f"{{{NEWS}}}title")] == ["أمس"]


def test_an_article_describes_itself_to_search_engines(client: Client, told: ArticlePage) -> None:
    thread = Thread.objects.get(subject=told.subject)
    an_imported_comment(thread, "</script><b>جملة</b>", name="ليلى")

    graph = graph_of(client, str(told.public_path()))

    news, crumbs = graph["NewsArticle"], graph["BreadcrumbList"]
    assert (news["headline"], news["url"]) == (HEADLINE, f"{ORIGIN}{told.public_path()}")
    assert news["author"][0]["name"] == "سلمى درويش"
    assert [one["text"] for one in news["comment"]] == ["</script><b>جملة</b>"]
    assert [step["name"] for step in crumbs["itemListElement"]] == ["حوار", "محليات", HEADLINE]


def test_every_page_names_its_one_address_and_its_language(client: Client, told: ArticlePage) -> None:
    author = f"/author/{quote('سلمى-درويش')}/"
    for path in ("/", "/section/local/", author, str(told.public_path()), "/about/rules/", "/about/privacy/"):
        head = head_of(client, path)

        assert re.findall('rel="canonical" href="([^"]+)"', head) == [f"{ORIGIN}{path}"]
        assert re.findall('hreflang="([^"]+)" href="([^"]+)"', head) == [
            ("ar", f"{ORIGIN}{path}"),
            ("x-default", f"{ORIGIN}{path}"),
        ]


def test_every_feed_that_a_page_names_is_there(client: Client, told: ArticlePage) -> None:
    for path in ("/", "/section/local/", f"/author/{quote('سلمى-درويش')}/", str(told.public_path())):
        feeds = re.findall(r'type="application/(?:rss|atom)\+xml" title="[^"]+" href="([^"]+)"', head_of(client, path))

        assert len(feeds) == (2 if path == "/" else 4)
        assert [feed for feed in feeds if client.get(feed).status_code != 200] == []


def test_a_card_is_drawn_and_named_with_its_size_and_words(client: Client, told: ArticlePage) -> None:
    facts = dict(re.findall('property="og:([^"]+)" content="([^"]*)"', head_of(client, str(told.public_path()))))

    answer = client.get(facts["image"].removeprefix(ORIGIN))

    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    size = Image.open(BytesIO(answer.content)).size
    assert size == (int(facts["image:width"]), int(facts["image:height"]))
    assert HEADLINE in facts["image:alt"]


def test_a_new_headline_is_a_new_card_and_the_old_address_leads_there(
    client: Client, told: ArticlePage, django_capture_on_commit_callbacks
) -> None:
    path = str(told.public_path())
    before = re.findall('og:image" content="([^"]+)"', head_of(client, path))[0].removeprefix(ORIGIN)
    client.get(before)
    told.title = "عنوان آخر"
    with django_capture_on_commit_callbacks(execute=True):
        told.save_revision().publish()

    after = re.findall('og:image" content="([^"]+)"', head_of(client, path))[0].removeprefix(ORIGIN)

    assert before != after
    assert client.get(before)["Location"] == after
    assert client.get(after).status_code == 200
    assert len(list(cards._folder().glob(f"{told.pk}-*"))) == 1


def test_an_article_that_is_taken_back_takes_its_card_with_it(
    client: Client, told: ArticlePage, django_capture_on_commit_callbacks
) -> None:
    card = re.findall('og:image" content="([^"]+)"', head_of(client, str(told.public_path())))[0].removeprefix(ORIGIN)
    client.get(card)

    with django_capture_on_commit_callbacks(execute=True):
        unpublish_article(article=told, by=None)

    assert client.get(card).status_code == 404
    assert list(cards._folder().glob(f"{told.pk}-*")) == []


@pytest.mark.parametrize("path", ["/", "/section/local/", "/author/سلمى-درويش/"])
def test_a_list_shows_the_picture_of_its_first_article_that_has_one(
    client: Client, publish: Publish, told: ArticlePage, path: str
) -> None:
    publish(headline="خبر بلا صورة", authors=(Author.objects.get(),), published_at=NOON + timedelta(hours=1))

    head = head_of(client, path)

    images = re.findall('og:image" content="([^"]+)"', head)
    assert len(images) == 1
    assert images[0].startswith(f"{ORIGIN}/media/")
    assert f'og:image:alt" content="{HEADLINE}"' in head


def test_without_the_library_that_joins_letters_the_picture_itself_stands_for_the_article(
    client: Client, told: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "can_draw", lambda *said: False)

    images = re.findall('og:image" content="([^"]+)"', head_of(client, str(told.public_path())))

    assert len(images) == 1
    assert images[0].startswith(f"{ORIGIN}/media/")


def test_oembed_says_what_a_link_to_an_article_should_show(client: Client, told: ArticlePage) -> None:
    address = re.findall(
        r'application/json\+oembed" title="[^"]+" href="([^"]+)"', head_of(client, str(told.public_path()))
    )

    data = client.get(address[0].removeprefix(ORIGIN)).json()
    small = client.get("/oembed/", {"url": f"{ORIGIN}/a/{told.pk}/", "maxwidth": "200"}).json()

    assert (data["version"], data["type"], data["title"]) == ("1.0", "link", HEADLINE)
    assert data["author_name"] == "سلمى درويش"
    assert data["thumbnail_url"].startswith(f"{ORIGIN}/media/")
    assert small["title"] == HEADLINE
    assert "thumbnail_url" not in small


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({}, 404),
        ({"url": "https://elsewhere.example/2014/01/19/x/"}, 404),
        ({"url": f"{ORIGIN}.elsewhere.example/a/1/"}, 404),
        ({"url": f"{ORIGIN}/desk/"}, 404),
        ({"url": f"{ORIGIN}/a/99999999999999999999/"}, 404),
        ({"url": f"{ORIGIN}/%00%ff"}, 404),
        ({"url": f"{ORIGIN}/", "format": "xml"}, 501),
    ],
)
def test_oembed_knows_our_articles_alone(client: Client, told: ArticlePage, query: dict[str, str], status: int) -> None:
    assert client.get("/oembed/", query).status_code == status


def test_files_for_programs_are_what_the_newsroom_has_set(client: Client, told: ArticlePage) -> None:
    before = [client.get(path).status_code for path in ("/ads.txt", "/.well-known/security.txt")]
    SiteProfile.objects.update(security_contact="mailto:s@example.org", ads_txt="ads.example, 1, DIRECT")

    ads, security, robots = (
        client.get(f"/{name}").content.decode() for name in ("ads.txt", ".well-known/security.txt", "robots.txt")
    )

    assert before == [404, 404]
    assert ads == "ads.example, 1, DIRECT\n"
    assert "Contact: mailto:s@example.org\n" in security
    assert f"Sitemap: {ORIGIN}/sitemap.xml\n" in robots


@pytest.mark.parametrize(
    "contact",
    ["s@example.org", "http://example.org", "mailto:x\nExpires: never", "mailto:s@example.org\n", "javascript:x"],
)
def test_a_contact_that_is_no_address_is_refused(told: ArticlePage, contact: str) -> None:
    profile = SiteProfile.for_site(told.get_site())
    profile.security_contact = contact

    with pytest.raises(ValidationError):
        profile.full_clean()


def test_a_deleted_article_is_gone_and_an_unpublished_one_is_not_there(
    client: Client, publish: Publish, django_capture_on_commit_callbacks
) -> None:
    deleted, hidden = publish(headline="يُحذف"), publish(headline="يُسحب")

    with django_capture_on_commit_callbacks(execute=True):
        unpublish_article(article=hidden, by=None)
        Page.objects.get(pk=deleted.pk).delete()

    answer = client.get(str(deleted.public_path()))
    assert answer.status_code == 410
    assert "يُحذف" not in answer.content.decode()
    assert client.get(str(hidden.public_path())).status_code == 404


def test_with_a_section_everything_in_it_is_gone(
    client: Client, told: ArticlePage, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=told.get_parent().pk).delete()

    assert client.get(str(told.public_path())).status_code == 410
    assert client.get("/section/local/").status_code == 410


def test_a_draft_that_was_never_public_leaves_nothing_behind(client: Client, publish: Publish) -> None:
    draft = publish(publish=False)
    path = f"/2014/01/19/{quote(draft.slug)}/"

    Page.objects.get(pk=draft.pk).delete()

    assert client.get(path).status_code == 404


@pytest.fixture
def renamed(told: ArticlePage, django_capture_on_commit_callbacks) -> SectionPage:
    """The article's section, after it was given another address."""
    section = SectionPage.objects.get(slug="local")
    section.slug = "country"
    with django_capture_on_commit_callbacks(execute=True):
        section.save_revision().publish()
    return section


def test_a_renamed_section_leads_from_its_former_address(client: Client, renamed: SectionPage) -> None:

    answer = client.get("/section/local/")

    assert (answer.status_code, answer.get("Location")) == (301, "/section/country/")


def test_an_address_that_is_taken_again_shows_what_stands_there(client: Client, renamed: SectionPage) -> None:
    a_section("محليات أخرى", "local")

    assert client.get("/section/local/").status_code == 200


def test_an_author_of_whom_nothing_can_be_read_has_no_page(client: Client, publish: Publish) -> None:
    publish(publish=False, authors=(an_author(),))

    assert client.get(f"/author/{quote('سلمى-درويش')}/").status_code == 404
    assert client.get(f"/author/{quote('سلمى-درويش')}/rss.xml").status_code == 404


def test_an_authors_page_lists_what_she_wrote_and_pages_go_on_below(client: Client, publish: Publish) -> None:
    salma = an_author()
    for number in range(15):
        publish(headline=f"خبر {number}", authors=(salma,), published_at=NOON + timedelta(minutes=number))
    publish(headline="لغيرها", published_at=NOON + timedelta(hours=1))

    first = client.get(f"/author/{quote(salma.slug)}/").content.decode()
    older = re.findall(r'href="([^"]+)" rel="next"', first)
    second = client.get(older[0]).content.decode()

    assert "خبر 14" in first
    assert "لغيرها" not in first
    assert "خبر 0" in second
    assert re.findall(r'href="([^"]+)" rel="prev"', second) == [f"/author/{quote(salma.slug)}/"]


@pytest.fixture
def planned(client: Client) -> Callable[[str], Plan]:
    """Ask for a page as the page store does, and return what it says that it hangs on."""

    def asked(path: str) -> Plan:
        plan = Plan()
        assert client.get(path, **{PLAN: plan}).status_code == 200, path
        return plan

    return asked


def test_everything_here_is_kept_at_the_door_and_hangs_on_what_it_shows(planned, told: ArticlePage) -> None:
    thread = Thread.objects.get(subject=told.subject)
    comments = reverse("comments-feed", args=[thread.public_id, "atom"])
    others = (
        "/rss.xml",
        "/section/local/atom.xml",
        "/sitemap.xml",
        "/sitemap-pages.xml",
        "/sitemap-2014-01.xml",
        "/robots.txt",
    )

    keys = {path: planned(path).keys for path in (*others, comments)}

    assert {path: keys[path] for path in others} == {path: frozenset({"newsroom"}) for path in others}
    assert keys[comments] == {"newsroom", f"thread:{thread.pk}"}
