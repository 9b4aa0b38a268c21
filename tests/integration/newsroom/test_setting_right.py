"""The page that sets a draft's text right: shows it first, does it when told to, and touches nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.models import ArticlePage, SectionPage
from tests.factories.newsroom import a_picture, a_section, an_article
from tests.integration.newsroom.editor_forms import signed_in

pytestmark = pytest.mark.django_db
BODY: tuple[tuple[str, Any], ...] = (
    ("paragraph", '<p>قال "نعم <b>هذا</b>" ,  ثم <a href="https://a.example/?a=1,2">عاد</a> 1200</p>'),
    ("heading", "مــاذا بعد ؟"),
    ("quote", {"text": "انتظرناها  عشرين سنة", "who": "أم نادر", "role": ""}),
    ("list", {"style": "bullets", "items": ["رحلة , في الصباح"]}),
    ("table", {"title": "جدول  الرحلات", "rows": "اليوم\tالعدد\nالأحد\t12", "source": ""}),
    (
        "figure",
        {
            "number": "12",
            "sentence": "رحلة",
            "bars": [],
            "source": "البلدية ، 2014",
            "source_url": "https://a.example/1",
        },
    ),
)


@pytest.fixture
def section() -> SectionPage:
    return a_section()


@pytest.fixture
def article(section: SectionPage) -> ArticlePage:
    return an_article(section=section, headline='القطار "يعود"', blocks=BODY, standfirst="رحلتان  كل يوم")


@pytest.fixture
def salma(section: SectionPage) -> Client:
    return signed_in("salma", "Editors")


def room(article: ArticlePage) -> str:
    return reverse("newsroom_set_text_right", args=[article.pk])


def draft_of(article: ArticlePage) -> ArticlePage:
    """Return the latest draft as it is stored."""
    return ArticlePage.objects.get(pk=article.pk).get_latest_revision_as_object()


def agree(client: Client, article: ArticlePage) -> Any:
    """Press the button below what is shown."""
    mark = client.get(room(article)).context["mark"]
    return client.post(room(article), {"revision": mark})


def test_what_would_change_is_shown_and_nothing_is_changed(salma: Client, article: ArticlePage) -> None:
    before = article.get_latest_revision().pk

    page = salma.get(room(article)).content.decode()

    assert page.count("<li>") >= 8
    assert "<del>" in page
    assert "<ins>" in page
    assert ArticlePage.objects.get().get_latest_revision().pk == before


def test_it_is_done_in_a_new_draft_and_readers_have_what_they_had(salma: Client, article: ArticlePage) -> None:
    answer = agree(salma, article)

    draft = draft_of(article)
    values = [block.value for block in draft.body]
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert (draft.title, draft.standfirst) == ("القطار «يعود»", "رحلتان كل يوم")
    assert values[1].source == ('<p>قال «نعم <b>هذا</b>»، ثم <a href="https://a.example/?a=1,2">عاد</a> 1200</p>')
    assert values[2] == "ماذا بعد؟"
    assert values[3]["text"] == "انتظرناها عشرين سنة"
    assert list(values[4]["items"]) == ["رحلة، في الصباح"]
    assert values[5]["rows"] == "اليوم\tالعدد\nالأحد\t12"
    assert (values[6]["source"], values[6]["source_url"]) == ("البلدية، 2014", "https://a.example/1")
    assert ArticlePage.objects.get().title == 'القطار "يعود"'


def test_digits_are_the_sites(salma: Client, article: ArticlePage) -> None:
    SiteProfile.objects.filter(site=article.get_site()).update(digits="arab")

    agree(salma, article)

    draft = draft_of(article)
    assert "١٢٠٠" in draft.body[1].value.source
    assert "a=1,2" in draft.body[1].value.source
    assert draft.body[6].value["number"] == "١٢"


def test_done_once_there_is_nothing_more_to_do(salma: Client, article: ArticlePage) -> None:
    agree(salma, article)
    revisions = article.revisions.count()

    page = salma.get(room(article))
    agree(salma, article)

    assert page.context["changes"] == []
    assert article.revisions.count() == revisions


def test_a_text_that_has_changed_meanwhile_is_shown_again_first(salma: Client, article: ArticlePage) -> None:
    mark = salma.get(room(article)).context["mark"]
    draft = draft_of(article)
    draft.title = 'القطار "وصل"'
    draft.save_revision()

    answer = salma.post(room(article), {"revision": mark})

    assert answer.status_code == 422
    assert "تغيّر النص في هذه الأثناء" in answer.content.decode()
    assert draft_of(article).title == 'القطار "وصل"'


def test_the_way_to_it_stands_at_every_article_and_only_there(
    salma: Client, article: ArticlePage, section: SectionPage
) -> None:
    at_article, at_section = (
        salma.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode() for page in (article, section)
    )

    assert room(article) in at_article
    assert "set-right" not in at_section


def test_only_who_may_write_the_article_gets_there(article: ArticlePage, client: Client) -> None:
    rima = signed_in("rima", "Reporters")

    assert client.get(room(article)).status_code == 302
    assert rima.get(room(article)).status_code in {302, 403}
    assert rima.post(room(article), {"revision": ""}).status_code in {302, 403}
    assert article.revisions.count() == 1


def test_an_article_that_is_not_there_is_not_there(salma: Client) -> None:
    assert salma.get("/editor/articles/999999/set-right/").status_code == 404


def test_pictures_in_the_text_stay(salma: Client, section: SectionPage, media: Any) -> None:
    image = a_picture()
    shown = {"image": image, "alt": "قطار  على جسر", "caption": "", "credit": "حوار"}
    article = an_article(section=section, headline="صور", blocks=(("gallery", {"title": "رحلة", "pictures": [shown]}),))

    agree(salma, article)

    (first,) = draft_of(article).body[1].value["pictures"]
    assert first["image"] == image
    assert first["alt"] == "قطار على جسر"
