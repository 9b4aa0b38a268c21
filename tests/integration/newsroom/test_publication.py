"""From a draft to a page readers can find: addresses, times, signals, and what happens afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from wagtail.models import Page

from hiwar.accounts.models import ReservedName, SiteProfile
from hiwar.newsroom.models import ArticlePage, FrontPage
from hiwar.newsroom.queries import article_at
from hiwar.newsroom.services import (
    ArticleDraft,
    SourceTaken,
    create_article,
    create_section,
    open_newsroom,
    publish_article,
    unpublish_article,
)
from hiwar.newsroom.signals import article_published, article_unpublished
from tests.factories.newsroom import HEADLINE, NOON, a_newsroom, a_section, an_article, an_author, salma

pytestmark = pytest.mark.django_db

ADDRESS = "2014/01/19/بعد-عشرين-عاما-من-الصمت-قطار-الساحل-يطلق-صافرته-من-جديد"


@pytest.fixture
def heard() -> Iterator[list[tuple[str, int]]]:
    """Collect what the newsroom announces."""
    said: list[tuple[str, int]] = []

    def published(article: ArticlePage, **_: object) -> None:
        said.append(("published", article.pk))

    def unpublished(article: ArticlePage, **_: object) -> None:
        said.append(("unpublished", article.pk))

    article_published.connect(published)
    article_unpublished.connect(unpublished)
    yield said
    article_published.disconnect(published)
    article_unpublished.disconnect(unpublished)


def test_a_published_article_has_its_address_and_its_text_ready() -> None:
    article = an_article(place="الميناء")

    assert article.live
    assert article.address == ADDRESS
    assert article.rendered_body == '<p><span class="dateline">الميناء –</span> عند فجر الأحد، تحرّك القطار.</p>'
    assert article.reading_minutes == 1


def test_a_draft_has_no_address_and_no_reader() -> None:
    article = an_article(publish=False)

    assert not article.live
    assert article.address is None
    assert article.full_url is None


def test_the_first_publication_is_now_unless_told_otherwise() -> None:
    now = datetime(2014, 3, 2, 23, 30, tzinfo=UTC)

    article = create_article(section=a_section(), draft=ArticleDraft("خبر قصير"), by=None, now=now)

    assert article.published_at == now
    assert article.address == "2014/03/03/خبر-قصير"


def test_the_full_address_comes_from_settings() -> None:
    article = an_article(headline="قطار")

    assert article.full_url == "http://127.0.0.1:8000/2014/01/19/%D9%82%D8%B7%D8%A7%D8%B1/"


def test_an_address_stays_whatever_changes_afterwards() -> None:
    article = an_article(headline="قطار")
    article.title, article.slug = "حافلة", "حافلة"
    article.published_at = NOON + timedelta(days=3)
    article.save_revision()

    again = publish_article(article=article, by=None, now=NOON + timedelta(days=4))

    assert again.title == "حافلة"
    assert again.address == "2014/01/19/قطار"


def test_an_old_revision_published_again_keeps_address_and_time() -> None:
    article = an_article(headline="قطار", published_at=None)
    first = article.revisions.order_by("pk").first()

    first.publish()

    article.refresh_from_db()
    assert article.address == "2014/01/19/قطار"
    assert article.published_at == NOON


def test_the_same_headline_of_one_day_is_numbered_across_sections() -> None:
    first = an_article(section=a_section())
    second = an_article(section=a_section("ثقافة", "culture"))
    third = an_article(section=a_section())

    assert [first.address, second.address, third.address] == [ADDRESS, f"{ADDRESS}-2", f"{ADDRESS}-3"]


def test_publishing_finds_a_free_address_even_if_two_drafts_chose_the_same() -> None:
    local, culture = a_section(), a_section("ثقافة", "culture")
    first = an_article(section=local, headline="قطار", publish=False)
    second = an_article(section=culture, headline="قطار", publish=False)

    published = [publish_article(article=article, by=None, now=NOON).address for article in (first, second)]

    assert published == ["2014/01/19/قطار", "2014/01/19/قطار-2"]


def test_a_slug_can_be_chosen() -> None:
    article = an_article(slug="قِطار")

    assert article.address == "2014/01/19/قطار"


def test_the_same_source_is_never_imported_twice() -> None:
    first = an_article(source_url="https://example.org/1")

    with pytest.raises(SourceTaken) as refusal:
        an_article(source_url="https://example.org/1")

    assert refusal.value.article == first
    assert ArticlePage.objects.count() == 1


def test_articles_without_a_source_do_not_clash() -> None:
    an_article(source_url="")
    an_article(source_url=None)

    assert ArticlePage.objects.filter(source_url=None).count() == 2


def test_text_of_a_draft_is_text_and_its_lines_stay() -> None:
    article = an_article(paragraphs=("<p>أول <b>سطر</b>\nثاني سطر",))

    assert article.rendered_body == "<p>&lt;p&gt;أول &lt;b&gt;سطر&lt;/b&gt;<br>ثاني سطر</p>"


def test_blocks_and_bylines_of_a_draft_keep_their_order() -> None:
    authors = (an_author("سلمى درويش"), an_author("يوسف حداد"))
    blocks = (("heading", "تذكرة بأي ثمن؟"), ("paragraph", "نص"))

    article = an_article(paragraphs=("مقدمة",), blocks=blocks, authors=authors)

    assert article.rendered_body == "<p>مقدمة</p>\n<h2>تذكرة بأي ثمن؟</h2>\n<p>نص</p>"
    assert [line.author.name for line in article.bylines.all()] == ["سلمى درويش", "يوسف حداد"]


def test_publishing_is_announced_after_the_commit(heard, django_capture_on_commit_callbacks) -> None:
    section = a_section()

    with django_capture_on_commit_callbacks() as callbacks:
        article = an_article(section=section)
    before = list(heard)
    for callback in callbacks:
        callback()

    assert before == []
    assert heard == [("published", article.pk)]


def test_the_editors_own_button_ends_in_the_same_place(heard, django_capture_on_commit_callbacks) -> None:
    article = an_article(publish=False)

    with django_capture_on_commit_callbacks(execute=True):
        article.get_latest_revision().publish(user=salma())

    assert heard == [("published", article.pk)]
    assert article_at(ADDRESS) is not None


def test_a_publication_planned_for_later_is_not_announced(heard, django_capture_on_commit_callbacks) -> None:
    article = an_article(publish=False)
    article.go_live_at = datetime(2999, 1, 1, tzinfo=UTC)
    revision = article.save_revision()

    with django_capture_on_commit_callbacks(execute=True):
        revision.publish()

    assert heard == []
    assert ArticlePage.objects.get().address is None


def test_what_is_unpublished_is_gone_and_comes_back_to_its_address(heard, django_capture_on_commit_callbacks) -> None:
    article = an_article()

    with django_capture_on_commit_callbacks(execute=True):
        unpublish_article(article=article, by=salma())
        unpublish_article(article=article, by=salma())
    gone = article_at(ADDRESS)
    publish_article(article=article, by=salma(), now=NOON + timedelta(days=9))

    assert gone is None
    assert heard == [("unpublished", article.pk)]
    assert article_at(ADDRESS).published_at == NOON


def test_a_deleted_article_is_announced_as_gone(heard, django_capture_on_commit_callbacks) -> None:
    article = an_article()
    pk = article.pk

    with django_capture_on_commit_callbacks(execute=True):
        article.delete()

    assert heard == [("unpublished", pk)]


def test_an_article_moved_to_another_section_is_announced(heard, django_capture_on_commit_callbacks) -> None:
    article = an_article()
    culture = a_section("ثقافة", "culture")

    with django_capture_on_commit_callbacks(execute=True):
        article.move(culture, pos="last-child")

    assert heard == [("published", article.pk)]
    assert article_at(ADDRESS).section.name == "ثقافة"


def test_a_newsroom_is_opened_once() -> None:
    a_newsroom()

    site = open_newsroom(name="صوت الساحل", origin="https://example.org")

    assert FrontPage.objects.count() == 1
    assert (site.site_name, site.hostname, site.port) == ("صوت الساحل", "example.org", 443)
    assert [page.specific_class for page in Page.objects.filter(depth=2)] == [FrontPage]


def test_a_section_is_made_once() -> None:
    front = a_newsroom().root_page.specific

    first = create_section(parent=front, name="محليات")
    again = create_section(parent=front, name="محليات")

    assert first.pk == again.pk
    assert first.slug == "محليات"
    assert first.full_url.endswith("/section/%D9%85%D8%AD%D9%84%D9%8A%D8%A7%D8%AA/")


def test_an_authors_name_is_kept_from_guests() -> None:
    a_newsroom()

    an_author("سلمى درويش")

    assert ReservedName.objects.filter(name="سلمى درويش").count() == 1


def test_two_authors_of_one_name_have_two_addresses() -> None:
    a_newsroom()

    first, second = an_author("سلمى درويش"), an_author("سلمى درويش")

    assert (first.slug, second.slug) == ("سلمى-درويش", "سلمى-درويش-2")


def test_the_day_of_an_address_follows_the_sites_clock() -> None:
    site = a_newsroom()
    SiteProfile.objects.filter(site=site).update(time_zone="Africa/Casablanca")

    article = an_article(headline="قطار", published_at=datetime(2014, 1, 18, 23, 30, tzinfo=UTC))

    assert article.address == "2014/01/18/قطار"


def test_the_headline_keeps_its_phrases() -> None:
    article = an_article(headline=HEADLINE)

    assert article.headline_phrases == ("بعد عشرين عاماً من الصمت،", "قطار الساحل يطلق صافرته من جديد")
