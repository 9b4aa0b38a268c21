"""A picture that is deleted: whoever deletes it is told where it stands; it is gone from there and from the disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hiwar.newsroom.models import ArticlePage, NewsImage, NewsVideo, SectionPage
from hiwar.newsroom.services import LeadPicture
from tests.factories.newsroom import a_picture, a_video, an_article, an_author

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
SENTENCE = "ما يُحذف يختفي فوراً من كل صفحة منشورة تعرضه"
Deleted = Callable[..., Any]


@pytest.fixture
def deleted(salma: Client, django_capture_on_commit_callbacks: Any) -> Deleted:
    """Delete a picture, or several at once, as an editor does who has read the warning."""

    def delete(*images: NewsImage) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return salma.post(way_to_delete(*images))

    return delete


def way_to_delete(*images: NewsImage) -> str:
    if len(images) == 1:
        return reverse("wagtailimages:delete", args=[images[0].pk])
    bulk = reverse("wagtail_bulk_action", args=["newsroom", "newsimage", "delete"])
    return f"{bulk}?{'&'.join(f'id={image.pk}' for image in images)}"


def block(image: NewsImage) -> tuple[str, dict[str, Any]]:
    return ("image", {"image": image, "alt": "قطار", "caption": "عند الفجر", "credit": "حوار"})


def gallery(*images: NewsImage) -> tuple[str, dict[str, Any]]:
    return ("gallery", {"title": "الرحلة", "pictures": [block(image)[1] for image in images]})


def test_an_article_forgets_a_deleted_lead_picture(section: SectionPage, deleted: Deleted) -> None:
    image = a_picture()
    article = an_article(section=section, lead=LeadPicture(image))

    deleted(image)

    assert ArticlePage.objects.get(pk=article.pk).lead_image is None


def test_the_text_is_written_anew_without_it(section: SectionPage, deleted: Deleted) -> None:
    gone, stays = a_picture(), a_picture((1200, 800), title="جسر")
    article = an_article(section=section, blocks=(block(gone), gallery(gone, stays)))
    assert article.rendered_body.count(Path(gone.file.name).stem) > 2

    deleted(gone)

    article.refresh_from_db()
    assert Path(gone.file.name).stem not in article.rendered_body
    assert Path(stays.file.name).stem in article.rendered_body
    assert article.rendered_body.count("<figure") == 1


def test_several_that_are_deleted_at_once_are_all_forgotten(section: SectionPage, deleted: Deleted) -> None:
    images = [a_picture(title=title) for title in ("قطار", "جسر", "محطة")]
    first = an_article(section=section, lead=LeadPicture(images[0]), blocks=(gallery(*images),))
    second = an_article(section=section, headline="خبر آخر", blocks=(block(images[2]),))

    deleted(*images)

    assert not NewsImage.objects.exists()
    for article in ArticlePage.objects.filter(pk__in=[first.pk, second.pk]):
        assert "<img" not in article.rendered_body
        assert article.lead_image is None


def test_a_video_goes_on_without_the_picture_before_it(section: SectionPage, deleted: Deleted) -> None:
    video = a_video()
    article = an_article(section=section, blocks=(("video", {"video": video, "caption": ""}),))
    assert 'poster="/media/' in article.rendered_body

    deleted(video.poster)

    article.refresh_from_db()
    assert "<video" in article.rendered_body
    assert "poster=" not in article.rendered_body
    assert NewsVideo.objects.get().lacks == ("poster",)


def test_what_readers_have_forgets_it_though_a_draft_has_done_without_it_before(
    section: SectionPage, deleted: Deleted
) -> None:
    image = a_picture()
    article = an_article(section=section, blocks=(block(image),))
    article.body = []
    article.save_revision()

    deleted(image)

    assert "<img" not in ArticlePage.objects.get(pk=article.pk).rendered_body


def test_original_and_sizes_leave_the_disk(section: SectionPage, media: Path, deleted: Deleted) -> None:
    image = a_picture()
    an_article(section=section, lead=LeadPicture(image), blocks=(block(image),))
    assert len([path for path in media.rglob("*") if path.is_file()]) > 3

    deleted(image)

    assert not [path for path in media.rglob("*") if path.is_file()]


@pytest.mark.parametrize("publish", [True, False])
def test_a_draft_that_has_it_still_opens_and_goes_out_without_it(
    salma: Client, section: SectionPage, deleted: Deleted, publish: bool
) -> None:
    gone, stays = a_picture(), a_picture(title="جسر")
    shown = (block(gone), gallery(gone, stays))
    article = an_article(section=section, publish=publish, lead=LeadPicture(gone), blocks=shown)
    article.title = "عنوان المسودة"
    revisions = [article.get_latest_revision() or article.save_revision(), article.save_revision()]

    deleted(gone)

    article = ArticlePage.objects.get(pk=article.pk)
    compared = [article.pk, revisions[0].pk, revisions[1].pk]
    looked = [
        reverse("wagtailadmin_pages:edit", args=[article.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[article.pk]),
        reverse("wagtailadmin_pages:revisions_revert", args=[article.pk, revisions[0].pk]),
        reverse("wagtailadmin_pages:revisions_compare", args=compared),
        reverse("newsroom_set_text_right", args=[article.pk]),
    ]
    assert {address: salma.get(address).status_code for address in looked} == dict.fromkeys(looked, 200)
    article.get_latest_revision().publish()
    written = ArticlePage.objects.get(pk=article.pk)
    assert written.title == "عنوان المسودة"
    assert written.rendered_body.count("<figure") == 1
    assert written.lead_image is None


def test_one_article_that_cannot_be_written_keeps_no_other_waiting(
    section: SectionPage, media: Path, deleted: Deleted, caplog: pytest.LogCaptureFixture
) -> None:
    gone, lost = a_picture(), a_picture(title="جسر")
    broken = an_article(section=section, blocks=(block(gone), block(lost)))
    whole = an_article(section=section, headline="خبر آخر", blocks=(block(gone),))
    lost.renditions.all().delete()
    (media / lost.file.name).unlink()

    deleted(gone)

    assert "<img" in ArticlePage.objects.get(pk=broken.pk).rendered_body
    assert "<img" not in ArticlePage.objects.get(pk=whole.pk).rendered_body
    assert "article_not_written_anew" in caplog.messages
    assert not (media / gone.file.name).exists()


def test_whoever_deletes_one_is_told_where_it_stands_and_what_becomes_of_it(
    salma: Client, section: SectionPage
) -> None:
    used, unused = a_picture(), a_picture(title="جسر")
    an_article(section=section, lead=LeadPicture(used))
    an_article(section=section, headline="خبر آخر", blocks=(block(used),))

    of_used, of_unused, of_both = (
        salma.get(address).content.decode()
        for address in (way_to_delete(used), way_to_delete(unused), way_to_delete(used, unused))
    )

    assert SENTENCE in of_used
    assert "عدد مواضع الاستعمال: 2" in of_used
    assert SENTENCE not in of_unused
    assert of_both.count(SENTENCE) == 1


def test_the_same_is_said_of_a_video_and_of_nothing_that_pages_go_on_without(
    salma: Client, section: SectionPage
) -> None:
    video, author = a_video(), an_author()
    shown = (("video", {"video": video, "caption": ""}),)
    article = an_article(section=section, authors=(author,), blocks=shown)

    of_video, of_author, of_article = (
        salma.get(reverse(name, args=[thing.pk])).content.decode()
        for name, thing in (
            ("wagtailsnippets_newsroom_newsvideo:delete", video),
            ("wagtailsnippets_newsroom_author:delete", author),
            ("wagtailadmin_pages:unpublish", article),
        )
    )

    assert SENTENCE in of_video
    assert "لا يمكن الحذف ما دام مستعملاً هناك." in of_author
    assert SENTENCE not in of_author + of_article
