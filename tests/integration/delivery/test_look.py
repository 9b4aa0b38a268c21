"""A site's look on readers' pages: set without code, refused where nobody could read, there at once, and still."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image
from wagtail.models import Site

from hiwar.accounts.models import SiteProfile
from hiwar.delivery.headers import FOR_EVER, area
from hiwar.delivery.machines.card_drawing import CardFacts, draw
from hiwar.delivery.machines.cards import card_of
from hiwar.delivery.machines.structured import Publisher
from hiwar.delivery.models import Change
from hiwar.delivery.shelf import SHELF
from hiwar.delivery.watched_rows import NEWSROOM
from hiwar.newsroom.models import ArticlePage, NewsImage, SiteLook
from hiwar.newsroom.queries import article_by_id
from tests.factories.newsroom import HEADLINE, a_newsroom, salma
from tests.integration.delivery.readers import CountQueries

pytestmark = pytest.mark.django_db
BLUE = "#1d4f91"
LINK = re.compile(r'<link rel="stylesheet" href="(/look/[0-9a-f]{16}\.css)">')


def set_look(**look: Any) -> SiteLook:
    """Save a look as the editor's form does."""
    site = Site.objects.get(is_default_site=True)
    found = SiteLook.objects.filter(site=site).first() or SiteLook(site=site)
    for name, value in look.items():
        setattr(found, name, value)
    found.full_clean()
    found.save()
    return found


def a_logo(color: tuple[int, int, int, int] = (10, 60, 140, 255)) -> NewsImage:
    """Return an uploaded logo with a transparent ground."""
    drawn = Image.new("RGBA", (900, 240), (0, 0, 0, 0))
    drawn.paste(color, (40, 40, 860, 200))
    out = BytesIO()
    drawn.save(out, "PNG")
    return NewsImage.objects.create(title="شعار", file=ContentFile(out.getvalue(), name="logo.png"), description="شعار")


def head_of(client: Client, path: str = "/") -> str:
    """Return what stands before the sections of a page."""
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode().partition("<nav")[0]


def test_a_site_that_set_nothing_asks_for_no_other_sheet(client: Client, article: ArticlePage) -> None:
    assert LINK.search(head_of(client)) is None
    assert client.get("/look/0123456789abcdef.css").status_code == 404


def test_a_color_comes_after_our_own_sheet_and_may_be_kept_for_ever(client: Client, article: ArticlePage) -> None:
    set_look(accent=BLUE)

    head = head_of(client, str(article.public_path()))
    address = LINK.search(head)
    assert address is not None
    sheet = client.get(address[1])

    assert head.index("/assets/site.") < head.index(address[1])
    assert (sheet.status_code, sheet["Cache-Control"]) == (200, FOR_EVER)
    assert sheet["Content-Type"] == "text/css; charset=utf-8"
    assert f"--news:{BLUE}" in sheet.content.decode()
    assert "Set-Cookie" not in sheet
    assert area(address[1]) == "reader"
    assert not re.search(r"<style|\sstyle=", head)


def test_a_page_from_before_the_change_is_led_to_the_present_sheet(client: Client, article: ArticlePage) -> None:
    set_look(accent=BLUE)
    old = LINK.search(head_of(client))
    set_look(accent="#2b6a2b")
    new = LINK.search(head_of(client))

    answer = client.get(old[1])  # type: ignore[index]

    assert old[1] != new[1]  # type: ignore[index]
    assert (answer.status_code, answer["Location"]) == (302, new[1])  # type: ignore[index]
    assert FOR_EVER not in answer.get("Cache-Control", "")


def test_a_change_of_the_look_is_noted_and_every_page_has_another_tag(client: Client, article: ArticlePage) -> None:
    paths = ("/", str(article.public_path()), "/section/local/", "/about/rules/")
    before = [client.get(path)["ETag"] for path in paths]
    Change.objects.all().delete()

    set_look(accent=BLUE)

    assert set(Change.objects.values_list("key", flat=True)) == {NEWSROOM}
    assert all(client.get(path)["ETag"] != tag for path, tag in zip(paths, before, strict=True))


@pytest.mark.parametrize("field", ["accent", "band"])
@pytest.mark.parametrize("color", ["#ffcc00", "#FFFFFF", "#9ad5ff"])
def test_a_color_nobody_could_read_is_refused_with_one_that_works(field: str, color: str) -> None:
    a_newsroom()

    with pytest.raises(ValidationError) as refused:
        set_look(**{field: color})

    (sentence,) = refused.value.message_dict[field]
    proposed = re.search(r"#[0-9a-f]{6}", sentence)
    assert proposed is not None
    set_look(**{field: proposed[0]})
    assert not SiteLook.objects.filter(**{field: color}).exists()


@pytest.mark.parametrize("color", ["red", "#fff", "#12345g", "#a3123c;}", "url(//evil.example)"])
def test_what_is_no_color_is_refused(color: str) -> None:
    a_newsroom()

    with pytest.raises(ValidationError) as refused:
        set_look(accent=color)

    assert set(refused.value.message_dict) == {"accent"}


def test_a_logo_stands_in_the_masthead_with_its_size_and_the_papers_name(client: Client, article: ArticlePage) -> None:
    set_look(logo=a_logo())

    masthead = head_of(client)

    assert re.search(r'<img src="/media/images/[^"]+\.webp" width="675" height="180" alt="">', masthead)
    assert 'class="logo drawn plate"' in masthead
    assert 'aria-label="حوار: الصفحة الأولى"' in masthead
    assert "<source" not in masthead


def test_a_logo_of_its_own_stands_on_dark_screens(client: Client, article: ArticlePage) -> None:
    set_look(logo=a_logo(), logo_by_night=a_logo((240, 240, 240, 255)))

    masthead = head_of(client)

    assert re.search(r'<source media="\(prefers-color-scheme:dark\)" srcset="/media/[^"]+" width="675"', masthead)
    assert "plate" not in masthead


def test_a_logo_that_was_deleted_gives_the_name_its_place_back(client: Client, article: ArticlePage) -> None:
    look = set_look(logo=a_logo())

    look.logo.delete()

    assert "<span>حوار</span>" in head_of(client)


def test_a_logo_is_written_anew_and_no_drawing_that_could_hold_script() -> None:
    a_newsroom()

    with pytest.raises(ValidationError):
        NewsImage.objects.create(title="x", file=ContentFile(b"<svg onload='alert(1)'/>", name="logo.svg"))


def test_a_page_begins_with_the_fonts_that_were_chosen(client: Client, article: ArticlePage) -> None:
    set_look(headline_face="ui", text_face="ui")

    fonts = re.findall(r'rel="preload" href="/assets/(hiwar-[a-z0-9-]+)\.', head_of(client))

    assert fonts == ["hiwar-ui-600-core", "hiwar-ui-400-core"]


def test_cards_take_the_accent(article: ArticlePage) -> None:
    view = article_by_id(article.pk, site=article.get_site())
    assert view is not None
    plain, blue = (
        card_of(view, Publisher("حوار", "https://example.org", "ar", "/mark.svg", accent=color))
        for color in ("#a3123c", BLUE)
    )

    drawn = Image.open(BytesIO(draw(CardFacts(HEADLINE, "محليات", "حوار", "example.org", accent=BLUE))))

    assert plain is not None
    assert blue is not None
    assert plain.digest != blue.digest
    edge = drawn.getpixel((drawn.width - 8, 300))
    assert all(abs(got - wanted) < 12 for got, wanted in zip(edge, (0x1D, 0x4F, 0x91), strict=True))


def test_search_engines_are_shown_the_logo(client: Client, article: ArticlePage) -> None:
    set_look(logo=a_logo())

    html = client.get(str(article.public_path())).content.decode()

    assert re.search(r'"logo":\{"@type":"ImageObject","url":"http://127\.0\.0\.1:8000/media/images/', html)


def test_a_page_asks_once_for_the_look_and_not_at_all_while_it_is_remembered(
    client: Client, article: ArticlePage
) -> None:
    set_look(accent=BLUE, logo=a_logo())
    client.get("/")
    SHELF.clear()

    with CountQueries() as asked:
        client.get("/")

    assert len([sql for sql in asked.queries if 'FROM "newsroom_sitelook"' in sql]) == 1
    assert not [sql for sql in asked.queries if sql.startswith(("INSERT", "UPDATE"))]


def test_an_owner_sets_it_in_the_editor_and_is_told_what_is_wrong(client: Client) -> None:
    site = a_newsroom()
    SiteProfile.for_site(site)
    client.force_login(salma())
    address = f"/editor/settings/newsroom/sitelook/{site.pk}/"
    form = {
        "accent": "#FFCC00",
        "band": "",
        "logo": "",
        "logo_by_night": "",
        "headline_face": "text",
        "text_face": "ui",
    }

    refused = client.post(address, form, headers={"Sec-Fetch-Site": "same-origin"})
    taken = client.post(address, {**form, "accent": "#1D4F91"}, headers={"Sec-Fetch-Site": "same-origin"})

    assert refused.status_code == 200
    assert "#876b00" in refused.content.decode()
    assert taken.status_code == 302
    look = SiteLook.objects.get(site=site)
    assert (look.accent, look.headline_face, look.text_face) == (BLUE, "text", "ui")
