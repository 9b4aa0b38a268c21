"""What readers' pages read: live articles of one site, in few queries, whatever their number."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from wagtail.models import Page, Site

from hiwar.newsroom.models import FrontPage, NewsImage
from hiwar.newsroom.queries import article_at, article_by_id, latest_articles, section_named, sections
from hiwar.newsroom.services import LeadPicture, create_section, unpublish_article
from tests.factories.newsroom import (
    GPS_CANARY,
    NOON,
    a_newsroom,
    a_photograph,
    a_picture,
    a_section,
    an_article,
    an_author,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path: Path) -> Path:
    """Keep pictures of a test to itself, and forget what other tests cached of theirs."""
    settings.MEDIA_ROOT = tmp_path
    cache.clear()
    return tmp_path


def an_illustrated_article(number: int = 1):
    return an_article(
        headline=f"قطار {number}",
        standfirst="رحلة أولى",
        authors=(an_author(f"سلمى {number}"),),
        lead=LeadPicture(a_picture(), caption="على الجسر"),
        published_at=NOON + timedelta(minutes=number),
    )


def test_an_article_is_shown_whole() -> None:
    article = an_illustrated_article()

    view = article_at("2014/01/19/قطار-1")

    assert (view.id, view.headline, view.subject) == (article.pk, "قطار 1", f"article:{article.pk}")
    assert (view.section.name, view.section.url) == ("محليات", "/section/local/")
    assert [author.name for author in view.authors] == ["سلمى 1"]
    assert (view.published_at, view.updated_at) == (NOON + timedelta(minutes=1), None)
    assert view.body_html == "<p>عند فجر الأحد، تحرّك القطار.</p>"
    assert view.url == "/2014/01/19/%D9%82%D8%B7%D8%A7%D8%B1-1/"
    assert view.short_url == f"/a/{article.pk}/"
    assert (view.description, view.discussion) == ("رحلة أولى", "open")


def test_a_lead_picture_comes_in_three_sizes_with_its_own_words() -> None:
    an_illustrated_article()

    lead = article_at("2014/01/19/قطار-1").lead

    assert (lead.width, lead.height) == (1200, 675)
    assert [part.split(" ")[1] for part in lead.srcset.split(", ")] == ["480w", "800w", "1200w"]
    assert lead.src.startswith("/media/images/")
    assert lead.src.endswith(".webp")
    assert (lead.alt, lead.caption, lead.credit) == ("قطار على جسر", "على الجسر", "تصوير: حوار")


def test_a_small_picture_is_not_blown_up() -> None:
    an_article(headline="قطار", lead=LeadPicture(a_picture((320, 180))))

    lead = article_at("2014/01/19/قطار").lead

    assert (lead.width, lead.height) == (320, 180)
    assert lead.srcset == f"{lead.src} 320w"


def test_without_a_standfirst_the_first_paragraph_describes() -> None:
    an_article(headline="قطار", paragraphs=("كلمة " * 100,))

    description = article_at("2014/01/19/قطار").description

    assert description.startswith("كلمة كلمة")
    assert len(description) == 160
    assert description.endswith("…")


def test_an_article_takes_at_most_four_queries(django_assert_max_num_queries) -> None:
    an_illustrated_article()

    with django_assert_max_num_queries(4):
        article_at("2014/01/19/قطار-1")


def test_a_list_takes_two_queries_however_long(django_assert_num_queries) -> None:
    for number in range(1, 4):
        an_illustrated_article(number)

    with django_assert_num_queries(2):
        cards = latest_articles(limit=10)

    assert [card.headline for card in cards] == ["قطار 3", "قطار 2", "قطار 1"]
    assert cards[0].image.width == 1200
    assert cards[0].section.name == "محليات"


def test_a_list_can_be_cut_and_kept_to_a_section() -> None:
    an_article(headline="أول", section=a_section())
    an_article(headline="ثان", section=a_section("ثقافة", "culture"))
    an_article(headline="ثالث", section=a_section("ثقافة", "culture"))

    culture = latest_articles(section=section_named("culture"))
    newest = latest_articles(limit=1)

    assert [card.headline for card in culture] == ["ثالث", "ثان"]
    assert [card.headline for card in newest] == ["ثالث"]


def test_drafts_and_withdrawn_articles_are_nowhere() -> None:
    draft = an_article(headline="مسودة", publish=False)
    withdrawn = an_article(headline="مسحوب")
    unpublish_article(article=withdrawn, by=None)

    assert latest_articles() == ()
    assert article_by_id(draft.pk) is article_by_id(withdrawn.pk) is article_at(withdrawn.address) is None


def test_an_article_is_found_by_its_number() -> None:
    article = an_article()

    assert article_by_id(article.pk).headline == article.title
    assert article_by_id(article.pk + 1000) is None


def test_sections_come_in_the_editors_order(django_assert_num_queries) -> None:
    a_section("محليات", "local")
    a_section("ثقافة", "culture")

    with django_assert_num_queries(1):
        found = sections()

    assert [section.name for section in found] == ["محليات", "ثقافة"]
    assert section_named("absent") is None


def test_a_neighbouring_sites_articles_are_not_ours() -> None:
    ours = an_article(headline="لنا")
    root = Page.get_first_root_node()
    front = root.add_child(instance=FrontPage(title="الجار", slug="neighbour"))
    neighbour = Site.objects.create(hostname="neighbour.example", root_page=front, site_name="الجار")
    theirs = an_article(headline="لهم", section=create_section(parent=front, name="محليات", slug="local"))

    assert [card.headline for card in latest_articles()] == ["لنا"]
    assert [card.headline for card in latest_articles(site=neighbour)] == ["لهم"]
    assert article_by_id(theirs.pk) is None
    assert article_by_id(ours.pk, site=neighbour) is None
    assert [section.id for section in sections(site=neighbour)] == [theirs.get_parent().pk]


def test_nothing_of_a_cameras_file_reaches_the_disk(media: Path) -> None:
    a_newsroom()
    upload = ContentFile(a_photograph().getvalue(), name="IMG_20140119_salma_phone.jpg")
    image = NewsImage.objects.create(title="قطار", file=upload)
    an_article(headline="قطار", lead=LeadPicture(image))

    files = [path for path in media.rglob("*") if path.is_file()]

    assert len(files) == 4
    assert not [path for path in files if GPS_CANARY in path.read_bytes() or "salma" in path.name]
    assert (image.width, image.height) == (900, 1600)


def test_a_picture_that_changed_is_shown_anew(django_capture_on_commit_callbacks) -> None:
    image = a_picture()
    block = ("image", {"image": image, "alt": "قطار", "caption": "", "credit": "حوار"})
    with django_capture_on_commit_callbacks(execute=True):
        article = an_article(blocks=(block,))
    before = article.rendered_body

    with django_capture_on_commit_callbacks(execute=True):
        image.renditions.all().delete()
        image.file = ContentFile(a_photograph((1000, 1000)).getvalue(), name="other.jpg")
        image.save()

    article.refresh_from_db()
    assert 'width="1200"' in before
    assert 'width="1000"' in article.rendered_body
