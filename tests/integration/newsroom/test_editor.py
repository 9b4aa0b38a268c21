"""The editor as Salma meets it: what she may do, what it refuses, and what moderators cannot reach."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.contrib.humanize.templatetags.humanize import naturaltime
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.timesince import timesince
from django.utils.translation import gettext
from wagtail.models import Page, UploadedFile
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from hiwar.accounts.models import User
from hiwar.newsroom.models import ArticlePage, NewsImage, SectionPage
from hiwar.newsroom.models.articles import Label
from hiwar.newsroom.services import ensure_staff_groups
from tests.factories.newsroom import GPS_CANARY, NOON, a_newsroom, a_photograph, a_section, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def salma(section: SectionPage) -> Client:
    """Return the browser of Salma, an editor."""
    return _signed_in("salma", "Editors")


def _signed_in(name: str, group: str) -> Client:
    user = User.objects.create_user(name, password="a long pass phrase")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def _form(**changes: object) -> dict[str, str]:
    return nested_form_data(
        {
            "title": "قطار الساحل",
            "slug": "قطار-الساحل",
            "standfirst": "",
            "place": "",
            "lead_image": "",
            "lead_alt": "",
            "lead_caption": "",
            "lead_credit": "",
            "discussion": "open",
            "published_at": "2014-01-19 12:00",
            "search_description": "",
            "source_url": "",
            "body": streamfield([("paragraph", rich_text("<p>نص</p>")), ("heading", "عنوان")]),
            "bylines": inline_formset([]),
            "corrections": inline_formset([]),
            "comments": inline_formset([]),
            **changes,
        }
    )


def _add(client: Client, section: SectionPage, **changes: object):
    address = reverse("wagtailadmin_pages:add", args=["newsroom", "articlepage", section.pk])
    return client.post(address, _form(**changes))


def test_an_editor_writes_and_publishes_an_article(salma: Client, section: SectionPage) -> None:
    _add(salma, section, **{"action-publish": "1"})

    article = ArticlePage.objects.get()
    assert article.live
    assert article.address == "2014/01/19/قطار-الساحل"
    assert "<h2>عنوان</h2>" in article.rendered_body


def test_a_slug_from_the_browser_is_put_into_our_spelling(salma: Client, section: SectionPage) -> None:
    _add(salma, section, slug="Train--٢٠١٤")

    assert ArticlePage.objects.get().slug == "train-2014"


def test_two_articles_of_one_day_cannot_share_an_address(salma: Client, section: SectionPage) -> None:
    an_article(section=a_section("ثقافة", "culture"), headline="قطار الساحل")

    answer = _add(salma, section)

    assert "slug" in answer.context["form"].errors
    assert ArticlePage.objects.count() == 1


def test_a_draft_is_previewed_as_readers_will_see_it(
    salma: Client, section: SectionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = {}
    article = an_article(section=section, publish=False, headline="مسودة، لم تُنشر", place="الميناء")

    def render(_request, template, context, using):
        seen.update(context, template=template, using=using)
        return HttpResponse("ok")

    monkeypatch.setattr("hiwar.newsroom.views.render", render)
    answer = salma.get(reverse("wagtailadmin_pages:view_draft", args=[article.pk]))

    assert answer.status_code == 200
    assert (seen["template"], seen["preview"], seen["conversation"]) == ("newsroom/article.html", True, None)
    assert seen["article"].headline_phrases == ("مسودة،", "لم تُنشر")
    assert seen["article"].body_html.startswith('<p><span class="dateline">الميناء –</span>')


def test_the_menu_offers_articles_and_authors_and_no_documents(salma: Client) -> None:
    page = salma.get(reverse("wagtailadmin_home")).content.decode()

    assert '"name": "articles"' in page
    assert '"name": "authors"' in page
    assert '"name": "documents"' not in page
    assert '"name": "help"' not in page


def test_a_moderator_has_no_business_in_the_editor(section: SectionPage) -> None:
    yusuf = _signed_in("yusuf", "Moderators")

    answer = yusuf.get(reverse("wagtailadmin_home"))

    assert answer.status_code == 302
    assert not Group.objects.get(name="Moderators").page_permissions.exists()


def test_an_editor_may_not_touch_what_is_outside_the_newsroom(salma: Client) -> None:
    root = Page.get_first_root_node()

    answer = salma.get(reverse("wagtailadmin_pages:edit", args=[root.pk]))

    assert answer.status_code in {302, 403, 404}


def test_rights_are_given_once_however_often(section: SectionPage) -> None:
    ensure_staff_groups()
    before = Group.objects.get(name="Editors").page_permissions.count()

    ensure_staff_groups()

    assert before == Group.objects.get(name="Editors").page_permissions.count() == 3


def _upload(client: Client, data: bytes, name: str = "IMG_salma.jpg"):
    file = SimpleUploadedFile(name, data, content_type="image/jpeg")
    form = {"title": "قطار", "file": file, "description": "قطار", "credit": "حوار", "collection": "1"}
    return client.post(reverse("wagtailimages:add"), form)


@pytest.fixture
def media(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def _files_with(canary: bytes, folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and canary in path.read_bytes()]


def test_an_upload_is_washed_and_renamed(salma: Client, media: Path) -> None:
    _upload(salma, a_photograph().getvalue())

    image = NewsImage.objects.get()
    assert (image.title, image.credit) == ("قطار", "حوار")
    assert "salma" not in image.file.name
    assert _files_with(GPS_CANARY, media) == []


@pytest.mark.parametrize(
    "data", [b'<svg xmlns="http://www.w3.org/2000/svg"/>', a_photograph().getvalue()[:3000]], ids=["svg", "damaged"]
)
def test_a_bad_upload_is_answered_in_the_form_and_leaves_nothing(salma: Client, media: Path, data: bytes) -> None:
    answer = _upload(salma, data)

    assert answer.context["form"].errors["file"]
    assert not NewsImage.objects.exists()
    assert list(media.rglob("*.*")) == []


def test_an_upload_put_aside_for_later_is_washed_too(media: Path) -> None:
    a_newsroom()
    kind = ContentType.objects.get_for_model(NewsImage)
    upload = SimpleUploadedFile("IMG_salma.jpg", a_photograph().getvalue())

    UploadedFile.objects.create(for_content_type=kind, file=upload)

    assert len(list(media.rglob("*.jpg"))) == 1
    assert _files_with(GPS_CANARY, media) == []


def test_staff_type_times_by_the_newsrooms_clock(section: SectionPage) -> None:
    _signed_in("salma", "Editors")

    profile = User.objects.get(username="salma").wagtail_userprofile

    assert profile.current_time_zone == "Asia/Damascus"


def test_what_is_published_is_called_so_and_not_live_coverage(salma: Client, section: SectionPage) -> None:
    an_article(section=section)

    listed = salma.get("/editor/articles/").content.decode()

    assert "</span> منشور" in listed
    assert (str(Label.LIVE.label), gettext("Live")) == ("مباشر", "منشور")


def test_dates_and_ages_are_those_of_an_arabic_newsroom() -> None:
    at = NOON + timedelta(hours=8, minutes=5)

    with translation.override("ar"):
        said = formats.date_format(timezone.localtime(at, ZoneInfo("Asia/Damascus")), "DATETIME_FORMAT")
        ages = [timesince(at - timedelta(minutes=minutes), at) for minutes in (0, 1, 2, 5)]
        lately = naturaltime(timezone.now() - timedelta(seconds=2))

    assert said == "19 يناير 2014، 20:05"
    assert [age.replace("\xa0", " ") for age in ages] == ["أقل من دقيقة", "دقيقة", "دقيقتين", "5 دقائق"]
    assert not re.search("[a-z]", lately)


def test_every_time_zone_on_offer_is_one_that_browsers_know(salma: Client) -> None:
    page = salma.get(reverse("wagtailadmin_account")).content.decode()

    assert "Asia/Damascus" in page
    assert 'value="localtime"' not in page
