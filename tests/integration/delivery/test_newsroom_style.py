"""A newsroom's way with dates and figures: every page obeys it, and every page is old as soon as it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from lxml import html as markup

from hiwar.accounts.models import SiteProfile
from hiwar.delivery.models import Change
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.discussions.models import Thread
from hiwar.newsroom.models import ArticlePage
from tests.factories.discussions import an_imported_comment
from tests.factories.newsroom import NOON

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"


def restyled(article: ArticlePage, **style: object) -> None:
    """Save the newsroom's identity with another style, as the editor does."""
    profile = SiteProfile.for_site(article.get_site())
    for name, value in style.items():
        setattr(profile, name, value)
    profile.full_clean()
    profile.save()


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ({"digits": "arab"}, "الأحد ١٩ كانون الثاني ٢٠١٤، ١٢:٠٠"),
        ({"digits": "arabext"}, "الأحد ۱۹ كانون الثاني ۲۰۱۴، ۱۲:۰۰"),
        ({"country": "MA"}, "الأحد 19 يناير 2014، 12:00"),
        ({"time_zone": "Africa/Casablanca"}, "الأحد 19 كانون الثاني 2014، 10:00"),
        ({"lunar_date": "beside"}, "الأحد 19 كانون الثاني 2014 – 18 ربيع الأول 1435 هـ، 12:00"),
        (
            {"lunar_date": "beside", "lunar_shift": -2, "digits": "arab"},
            "الأحد ١٩ كانون الثاني ٢٠١٤ – ١٦ ربيع الأول ١٤٣٥ هـ، ١٢:٠٠",
        ),
    ],
)
def test_a_change_of_style_makes_kept_pages_old_and_shows_at_once(
    client: Client, article: ArticlePage, style: dict[str, object], text: str
) -> None:
    path = str(article.public_path())
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        before = client.get(path)
        Change.objects.all().delete()
        restyled(article, **style)
        after = client.get(path, headers={"If-None-Match": before["ETag"]})

    assert Change.objects.filter(key=NEWSROOM).exists()
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert f'<time datetime="2014-01-19T10:00+00:00">{text}</time>' in after.content.decode()
    assert text not in before.content.decode()


def test_the_masthead_tells_the_hijri_day_of_the_newsrooms_clock(client: Client, article: ArticlePage) -> None:
    restyled(article, lunar_date="beside")

    with time_machine.travel("2026-11-29T22:30:00Z", tick=False):
        page = client.get("/").content.decode()

    assert '<p class="date">الاثنين 30 تشرين الثاني 2026 <span class="lunar">20 جمادى الآخرة 1448 هـ</span></p>' in page


@pytest.mark.parametrize("shift", [-3, 3])
def test_no_country_is_three_days_from_mecca(article: ArticlePage, shift: int) -> None:
    profile = SiteProfile.for_site(article.get_site())
    profile.lunar_shift = shift

    with pytest.raises(Exception, match="lunar_shift"):
        profile.full_clean()


def test_no_page_mixes_figures(client: Client, article: ArticlePage, thread: Thread) -> None:
    restyled(article, digits="arab", lunar_date="beside")
    for number in range(3):
        an_imported_comment(thread, "شكراً للفريق.", key=str(number))
    paths = ["/", str(article.public_path()), reverse("section", args=["local"]), reverse("search") + "?q=قطار"]

    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        pages = {path: client.get(path).content.decode() for path in paths}

    for path, page in pages.items():
        assert latin_figures(page) == [], path


def test_what_a_form_answers_is_written_in_the_sites_figures(
    client: Client, article: ArticlePage, thread: Thread
) -> None:
    restyled(article, digits="arab")
    post = reverse("comment-post", args=[thread.public_id])
    ours = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json"}

    refused = client.post(post, f"comment={'x' * 6000}", content_type=URLENCODED, headers=ours)

    assert refused.status_code == 422
    assert "٣٬٠٠٠" in refused.json()["errors"]["comment"] or "٣٠٠٠" in refused.json()["errors"]["comment"]


def latin_figures(page: str) -> list[str]:
    """Return the texts of a page that have a Latin figure."""
    tree = markup.fromstring(page)
    for gone in tree.xpath("//script|//style|//template|//head"):
        gone.drop_tree()
    return [text.strip() for text in tree.itertext() if any(figure in text for figure in "0123456789")]
