"""Pictures at an editor's hands: what an upload must say, what an article must say of its own, where a crop looks."""

from __future__ import annotations

import shutil
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from wagtail.test.utils.form_data import rich_text, streamfield

from hiwar.newsroom.models import ArticlePage, NewsImage, SectionPage
from hiwar.newsroom.queries import latest_articles
from hiwar.newsroom.services import LeadPicture
from hiwar.newsroom.sizes import WIDE, picture
from tests.factories.newsroom import a_photograph, a_picture, a_section, an_article
from tests.integration.newsroom.editor_forms import add, edit, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def salma(section: SectionPage) -> Client:
    return signed_in("salma", "Editors")


def a_bare_picture(**words: str) -> NewsImage:
    """Return a picture as an import may bring one."""
    image = a_picture(title="قطار على الجسر")
    NewsImage.objects.filter(pk=image.pk).update(**{"description": "", "credit": "", **words})
    return NewsImage.objects.get(pk=image.pk)


@pytest.mark.parametrize("lacking", ["description", "credit"])
@pytest.mark.parametrize("door", ["wagtailimages:add", "wagtailimages_chooser:create"])
def test_an_upload_says_what_it_shows_and_whose_it_is(salma: Client, lacking: str, door: str) -> None:
    file = SimpleUploadedFile("a.jpg", a_photograph().getvalue(), content_type="image/jpeg")
    words = {"title": "قطار", "description": "قطار على جسر", "credit": "حوار", "collection": "1"}
    words[lacking] = ""
    prefix = "image-chooser-upload-" if door.endswith("create") else ""

    salma.post(reverse(door), {f"{prefix}{name}": value for name, value in {**words, "file": file}.items()})

    assert not NewsImage.objects.exists()


def test_a_full_disk_is_said_before_half_a_picture_is_on_it(
    salma: Client, media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9, 1000))
    file = SimpleUploadedFile("a.jpg", a_photograph().getvalue(), content_type="image/jpeg")
    words = {"title": "قطار", "description": "قطار على جسر", "credit": "حوار", "collection": "1"}

    answer = salma.post(reverse("wagtailimages:add"), {**words, "file": file})

    assert answer.context["form"].errors["file"] == ["لا مكان على قرص الخادم لهذه الصورة."]
    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("own", "said", "complaint"),
    [
        ({}, {}, "لا شيء يقول ما تُظهره الصورة «قطار على الجسر» ولا لمن هي."),
        ({"credit": "حوار"}, {}, "لا شيء يقول ما تُظهره الصورة «قطار على الجسر»."),
        ({}, {"lead_alt": "قطار"}, "لا شيء يقول لمن الصورة «قطار على الجسر»."),
        ({"credit": "حوار"}, {"lead_alt": "قطار"}, None),
        ({"description": "قطار", "credit": "حوار"}, {}, None),
    ],
)
def test_an_article_goes_out_with_words_for_its_lead_picture_or_not_at_all(
    salma: Client, section: SectionPage, own: dict[str, str], said: dict[str, str], complaint: str | None
) -> None:
    image = a_bare_picture(**own)

    answer = add(salma, section, lead_image=image.pk, **said, **{"action-publish": "1"})

    if complaint is None:
        assert ArticlePage.objects.get().live
    else:
        assert complaint in answer.context["form"].errors["lead_image"][0]
        assert not ArticlePage.objects.exists()


def test_a_draft_is_saved_with_whatever_picture(salma: Client, section: SectionPage) -> None:
    add(salma, section, lead_image=a_bare_picture().pk)

    assert ArticlePage.objects.get().lead_image.title == "قطار على الجسر"


def test_an_import_may_bring_a_picture_of_which_nothing_is_known(section: SectionPage) -> None:
    article = an_article(section=section, lead=LeadPicture(a_bare_picture()))

    assert article.live


def test_a_live_article_is_not_published_again_without_them(salma: Client, section: SectionPage) -> None:
    article = an_article(section=section)

    answer = edit(salma, article, lead_image=a_bare_picture().pk, **{"action-publish": "1"})

    assert answer.context["form"].errors["lead_image"]
    assert ArticlePage.objects.get().lead_image is None


def test_a_picture_in_the_text_needs_both_as_well(salma: Client, section: SectionPage) -> None:
    image = a_picture()
    body = streamfield(
        [
            ("paragraph", rich_text("<p>نص</p>")),
            ("image", {"image": image.pk, "alt": "", "caption": "", "credit": ""}),
        ]
    )

    answer = add(salma, section, body=body, **{"action-publish": "1"})

    assert answer.context["form"].errors["body"]


def _two_halves() -> NewsImage:
    """Return a tall picture: red above, blue below."""
    drawn = Image.new("RGB", (1200, 2400), (200, 0, 0))
    drawn.paste((0, 0, 200), (0, 1200, 1200, 2400))
    out = BytesIO()
    drawn.save(out, "PNG")
    file = ContentFile(out.getvalue(), name="halves.png")
    return NewsImage.objects.create(title="نصفان", file=file, credit="حوار", description="لونان")


def _middle(image: NewsImage, folder: Path) -> tuple[int, int, int]:
    shown = picture(NewsImage.objects.get(pk=image.pk), WIDE)
    with Image.open(folder / shown.src.split("/media/")[1]) as crop:
        pixel: Any = crop.convert("RGB").getpixel((crop.width // 2, crop.height // 2))
        return pixel


@pytest.mark.parametrize(("y", "colored"), [(300, "red"), (2100, "blue")])
def test_a_crop_looks_where_the_editor_pointed(media: Path, y: int, colored: str) -> None:
    image = _two_halves()
    image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 600, y, 200, 200
    image.save()

    red, _green, blue = _middle(image, media)

    assert (red > blue) == (colored == "red")


def test_pointing_elsewhere_gives_an_article_another_crop(
    media: Path, section: SectionPage, django_capture_on_commit_callbacks
) -> None:
    image = _two_halves()
    with django_capture_on_commit_callbacks(execute=True):
        an_article(section=section, lead=LeadPicture(image))
    before = set(picture(image, WIDE).srcset.split())

    with django_capture_on_commit_callbacks(execute=True):
        image.focal_point_x, image.focal_point_y, image.focal_point_width, image.focal_point_height = 600, 2100, 9, 9
        image.save()

    article = latest_articles(limit=1)[0]
    after = set(article.image.srcset.split())
    assert len(after) == len(before)
    assert {part for part in before & after if part.startswith("/")} == set()
