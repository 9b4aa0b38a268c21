"""Drafts in the editor: saved by themselves, compared with one another, looked at as on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import rich_text, streamfield

from hiwar.newsroom.models import ArticleByline, ArticlePage, Correction, SectionPage
from tests.factories.newsroom import a_section, an_article, an_author
from tests.integration.newsroom.editor_forms import article_form, edit, signed_in

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
A_PICTURE = {"image": "", "alt": "", "caption": "", "credit": ""}


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return an_article(section=section, blocks=(("heading", "ماذا بعد"),))


@pytest.fixture
def salma(section: SectionPage) -> Client:
    return signed_in("salma", "Editors")


def test_the_form_saves_itself_every_two_seconds(salma: Client, article: ArticlePage) -> None:
    page = salma.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()

    assert 'data-w-autosave-interval-value="2000"' in page


def test_saving_by_itself_writes_one_draft_again_and_again(salma: Client, article: ArticlePage) -> None:
    address = reverse("wagtailadmin_pages:edit", args=[article.pk])
    first = salma.post(address, article_form(title="أول", slug=article.slug), headers=JSON).json()
    before = article.revisions.count()

    second = salma.post(
        address,
        article_form(title="ثانٍ", slug=article.slug, overwrite_revision_id=str(first["revision_id"])),
        headers=JSON,
    ).json()

    assert (first["success"], second["success"]) == (True, True)
    assert article.revisions.count() == before
    assert ArticlePage.objects.get().get_latest_revision_as_object().title == "ثانٍ"
    assert ArticlePage.objects.get().title != "ثانٍ"


A_BAR = {"label": "قبل", "value": ""}
EMPTY: dict[str, Any] = {
    "paragraph": rich_text(""),
    "heading": "",
    "quote": {"text": "", "who": "", "role": ""},
    "list": {"style": "bullets", "items": streamfield([])},
    "image": A_PICTURE,
    "gallery": {"title": "", "pictures": streamfield([("one", A_PICTURE)])},
    "video": {"video": "", "caption": ""},
    "table": {"title": "", "rows": "", "source": ""},
    "figure": {
        "number": "",
        "sentence": "",
        "bars": streamfield([("one", A_BAR), ("one", A_BAR | {"value": "5"})]),
        "source": "",
        "source_url": "",
    },
    "reader_quote": {"comment": ""},
}


@pytest.mark.parametrize("kind", EMPTY)
def test_a_block_that_was_only_just_begun_is_saved_with_the_draft_and_looked_at(
    salma: Client, article: ArticlePage, kind: str
) -> None:
    form = article_form(title=article.title, slug=article.slug, body=streamfield([(kind, EMPTY[kind])]))

    saved = salma.post(reverse("wagtailadmin_pages:edit", args=[article.pk]), form, headers=JSON)
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[article.pk])
    taken = salma.post(preview, form)

    assert saved.json()["success"], saved.json()
    assert taken.json()["is_valid"]
    assert salma.get(preview, {"mode": ""}).status_code == 200


def test_a_comparison_shows_every_part_in_arabic(salma: Client, article: ArticlePage) -> None:
    first = article.get_latest_revision()
    draft = first.as_object()
    draft.title = "عنوان آخر"
    draft.body.append(("quote", {"text": "انتظرناها", "who": "أم نادر", "role": ""}))
    draft.bylines = [ArticleByline(author=an_author())]
    draft.corrections = [Correction(text="في الفقرة الأولى: عشرون لا عشر.", at=timezone.now())]
    second = draft.save_revision()

    address = reverse("wagtailadmin_pages:revisions_compare", args=[article.pk, first.pk, second.pk])
    page = salma.get(address).content.decode()

    for said in ("عنوان آخر", "انتظرناها", "سلمى درويش", "في الفقرة الأولى: عشرون لا عشر."):
        assert said in page
    for heading in ("العنوان", "النص", "التوقيع", "تصحيحات"):
        assert heading in page
    for english in ("Body", "Corrections", "Byline", "Comparing", "Title"):
        assert f">{english}" not in page


def test_the_preview_offers_a_phones_width_first_in_arabic(salma: Client, article: ArticlePage) -> None:
    page = salma.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()

    assert article.default_preview_size == "phone"
    for words in ("كما على الهاتف", "كما على اللوح", "كما على شاشة عريضة"):
        assert words in page


def test_the_form_says_in_a_sentence_when_it_goes_out(salma: Client, section: SectionPage) -> None:
    article = an_article(section=section, publish=False, published_at=None)
    soon = timezone.now().replace(year=timezone.now().year + 1, month=1, day=17, hour=6, minute=0)
    told = f"{soon:%Y}-01-17 09:00"

    draft = edit(salma, article, go_live_at=told)
    first = salma.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    edit(salma, article, go_live_at=told, **{"action-publish": "1"})
    second = salma.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()

    assert draft.status_code == 302
    assert f"موعد صدوره {_day(soon)}" in first
    assert "ولم يجدوله أحد بعد" in first
    assert f"يصدر {_day(soon)}" in second
    assert not ArticlePage.objects.get().live


@pytest.mark.parametrize(
    ("times", "field"),
    [
        ({"published_at": "2199-01-01 10:00"}, "published_at"),
        ({"published_at": "2014-01-01 10:00", "go_live_at": "2199-01-01 10:00"}, "published_at"),
        ({"go_live_at": "2199-01-02 10:00", "expire_at": "2199-01-01 10:00"}, "go_live_at"),
    ],
)
def test_times_that_contradict_one_another_are_refused(
    salma: Client, section: SectionPage, times: dict[str, str], field: str
) -> None:
    article = an_article(section=section, publish=False, published_at=None)

    answer = edit(salma, article, **times, **{"action-publish": "1"})

    assert answer.context["form"].errors[field]
    assert not ArticlePage.objects.get().live


def _day(moment: Any) -> str:
    weekdays = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
    return f"{weekdays[moment.weekday()]} 17 كانون الثاني {moment.year}، 09:00"
