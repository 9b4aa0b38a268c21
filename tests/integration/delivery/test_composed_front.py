"""The front page as an editor composes it: what stands where, what falls away, how fresh it is and what it costs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from hiwar.delivery.answers import Answer
from hiwar.delivery.front_page import composed_page, parts_on
from hiwar.delivery.front_views import front
from hiwar.delivery.page_rules import PLAN, Plan
from hiwar.delivery.page_store import PageStore, stored
from hiwar.delivery.watched_rows import ANY_COUNT, NEWSROOM, count_key, thread_key, with_any_count
from hiwar.discussions.models import State, Thread
from hiwar.discussions.services import hide_thread
from hiwar.newsroom.models import ArticlePage, FrontPage, SectionPage
from hiwar.newsroom.services import unpublish_article
from hiwar.newsroom.services.articles import LeadPicture
from tests.factories.discussions import a_held_comment, an_imported_comment
from tests.factories.newsroom import NOON, a_newsroom, a_picture, a_section, an_author
from tests.integration.delivery.readers import CountQueries, text_of

pytestmark = pytest.mark.django_db
OPINION = "الرصيف أولاً، ثم القطار، فمن يصل إلى المحطة ماشياً له حق."
Part = tuple[str, dict[str, Any]]


def compose(*parts: Part) -> FrontPage:
    """Publish a front page made of these parts."""
    page = FrontPage.objects.get()
    page.parts = [(kind, {"arrangement": "cards", **value} if kind in {"section", "chosen"} else value)
                  for kind, value in parts]  # fmt: skip
    page.save_revision().publish()
    return page


def lead(article: ArticlePage | None = None, *, also: int = 0) -> Part:
    return "lead", {"article": article, "also": also}


def shown(client: Client) -> str:
    """Return the front page's HTML below its masthead."""
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def headlines(html: str) -> list[str]:
    """Return the headlines in their order."""
    return re.findall(r"خبر رقم \d+", text_of(html))


@pytest.fixture
def many(publish: Any) -> tuple[ArticlePage, ...]:
    """Twelve articles in three sections, one an hour, the last of them the newest."""
    parts = [a_section(f"قسم {number}", f"part-{number}") for number in range(3)]
    return tuple(
        publish(headline=f"خبر رقم {number}", section=parts[number % 3], published_at=NOON + timedelta(hours=number))
        for number in range(12)
    )


def section_of(number: int) -> SectionPage:
    return SectionPage.objects.get(slug=f"part-{number}")


def test_a_page_nobody_composed_is_drawn_as_ever(client: Client, many: tuple[ArticlePage, ...]) -> None:
    by_itself = shown(client)

    compose()

    assert shown(client) == by_itself
    assert 'id="group1"' in by_itself


def test_parts_stand_in_the_order_in_which_they_were_put(client: Client, many: tuple[ArticlePage, ...]) -> None:
    compose(
        lead(also=1),
        ("beside", {"articles": [], "count": 2}),
        ("latest", {"count": 3}),
        ("section", {"section": section_of(1), "count": 2}),
        ("chosen", {"title": "ملف القطار", "articles": [many[0], many[2]], "arrangement": "lines"}),
    )

    html = shown(client)

    # Lead 11 is of section 2; beside it 10 and 9; below it 8, the newest of its section; 7, 6, 5 by the clock.
    assert headlines(html) == [f"خبر رقم {number}" for number in (11, 8, 10, 9, 7, 6, 5, 4, 1, 0, 2)]
    assert 'class="page front three"' in html
    assert html.index(">قسم 1</h2>") < html.index(">ملف القطار</h2>")


def test_no_article_stands_twice_unless_it_was_chosen_twice(client: Client, many: tuple[ArticlePage, ...]) -> None:
    compose(
        lead(),
        ("latest", {"count": 12}),
        ("section", {"section": section_of(0), "count": 4}),
        ("chosen", {"title": "مختارات", "articles": [many[3], many[11]]}),
        ("chosen", {"title": "مختارات أخرى", "articles": [many[3]]}),
    )

    found = headlines(shown(client))

    # What was chosen below is not taken by what fills itself above.
    assert found[0] == "خبر رقم 10"
    assert sorted(set(found)) == sorted(one.title for one in many)
    assert [one for one in set(found) if found.count(one) > 1] == ["خبر رقم 3"]


def test_a_chosen_lead_stays_until_it_leaves_its_readers(client: Client, many: tuple[ArticlePage, ...]) -> None:
    compose(lead(many[4]))
    first = headlines(shown(client))

    unpublish_article(article=many[4], by=None)

    assert (first, headlines(shown(client))) == (["خبر رقم 4"], ["خبر رقم 11"])


def test_a_part_without_anything_in_it_falls_away(client: Client, many: tuple[ArticlePage, ...]) -> None:
    empty = a_section("فارغ", "empty")
    draft = many[0]
    unpublish_article(article=draft, by=None)
    compose(
        lead(),
        ("section", {"section": empty, "count": 4}),
        ("chosen", {"title": "سُحب", "articles": [draft]}),
        ("voices", {"count": 3}),
        ("most", {"days": 7, "count": 5}),
        ("columnists", {"count": 4}),
    )

    html = shown(client)

    assert html.count("<h2") == 1
    assert headlines(html) == ["خبر رقم 11"]


def test_a_page_of_which_nothing_is_left_composes_itself(client: Client, many: tuple[ArticlePage, ...]) -> None:
    by_itself = shown(client)

    compose(("columnists", {"count": 4}), ("voices", {"count": 3}))

    assert shown(client) == by_itself


def test_an_empty_newsroom_says_so_whatever_was_composed(client: Client) -> None:
    a_newsroom()

    compose(lead(also=2), ("beside", {"articles": [], "count": 3}), ("latest", {"count": 7}))

    assert "لم يُنشر شيء بعد." in shown(client)


def test_one_article_fills_a_page_that_asks_for_many(client: Client, publish: Any) -> None:
    only = publish(headline="خبر رقم 1", lead=LeadPicture(a_picture()))

    compose(
        lead(also=2),
        ("beside", {"articles": [], "count": 3}),
        ("latest", {"count": 7}),
        ("section", {"section": only.get_parent(), "count": 4}),
    )

    html = shown(client)
    assert headlines(html) == ["خبر رقم 1"]
    assert 'class="page front one"' in html
    assert html.count('fetchpriority="high"') == 1


def test_columns_that_follow_one_another_stand_side_by_side(client: Client, many: tuple[ArticlePage, ...]) -> None:
    compose(*(("section", {"section": section_of(one), "count": 2, "arrangement": "column"}) for one in range(3)))

    html = shown(client)

    assert html.count('class="page secs"') == 1
    assert html.count('class="sec-h"') == 3


def test_in_a_row_of_pictures_articles_with_one_come_first(client: Client, publish: Any) -> None:
    section = a_section()
    publish(headline="خبر رقم 1", section=section, lead=LeadPicture(a_picture()))
    publish(headline="خبر رقم 2", section=section, published_at=NOON + timedelta(hours=1))

    compose(("section", {"section": section, "count": 2}))

    assert headlines(shown(client)) == ["خبر رقم 1", "خبر رقم 2"]


def test_the_most_discussed_of_some_days_stand_by_their_comments(client: Client, publish: Any) -> None:
    now = timezone.now()
    section = a_section()
    told = [
        publish(headline=f"خبر رقم {number}", section=section, published_at=now - timedelta(days=days))
        for number, days in enumerate((1, 2, 3, 9))
    ]
    for article, count in zip(told, (2, 7, 5, 90), strict=True):
        Thread.objects.filter(subject=article.subject).update(comment_count=count)

    compose(("most", {"days": 4, "count": 5}))

    html = shown(client)
    assert headlines(html) == ["خبر رقم 1", "خبر رقم 2", "خبر رقم 0"]
    assert 'width="100"' in html
    assert 'width="71"' in html


def test_the_newest_opinion_of_each_columnist_stands_under_her_name(client: Client, publish: Any) -> None:
    nawal, tariq = an_author("نوال حمدان"), an_author("طارق بدوي")
    section = a_section()
    for number, author in enumerate((nawal, nawal, tariq, nawal)):
        article = publish(
            headline=f"خبر رقم {number}",
            section=section,
            authors=(author,),
            published_at=NOON + timedelta(hours=number),
        )
        ArticlePage.objects.filter(pk=article.pk).update(label="" if number == 3 else "opinion")

    compose(("columnists", {"count": 4}))

    html = shown(client)
    assert headlines(html) == ["خبر رقم 2", "خبر رقم 1"]
    assert text_of(html).index("طارق بدوي") < text_of(html).index("نوال حمدان")


class TestReadersOpinions:
    """Only what everybody may read, one of each discussion, and gone at once when it is taken down."""

    @pytest.fixture(autouse=True)
    def composed(self, thread: Thread) -> None:
        compose(("voices", {"count": 3}))

    def test_the_newest_of_each_discussion_stands_with_its_article(self, client: Client, thread: Thread) -> None:
        early, later = NOON, NOON + timedelta(minutes=5)
        newest = an_imported_comment(thread, f"{OPINION} المتأخر", key="2", name="ليلى", submitted_at=later)
        an_imported_comment(thread, f"{OPINION} المبكر", key="1", submitted_at=early)

        html = shown(client)

        assert "المتأخر" in html
        assert "المبكر" not in html
        assert f'href="/c/{newest.public_id}/"' in html
        assert "<bdi>ليلى</bdi>" in html
        assert thread.title in text_of(html)

    def test_markup_in_it_is_text(self, client: Client, thread: Thread) -> None:
        an_imported_comment(thread, f"<img src=x onerror=alert(1)> {OPINION}", name="<b>كريم</b>")

        html = shown(client)

        assert "<img" not in html
        assert "&lt;img src=x" in html

    def test_a_long_one_is_cut(self, client: Client, thread: Thread) -> None:
        an_imported_comment(thread, "كلمة طويلة " * 60)

        assert re.search(r"…”?»?</p>", shown(client))

    @pytest.mark.parametrize("text", ["شكراً.", f"{OPINION} https://example.org/"])
    def test_what_says_little_or_leads_elsewhere_stays_where_it_was_said(
        self, client: Client, thread: Thread, text: str
    ) -> None:
        an_imported_comment(thread, text)

        assert "example.org" not in shown(client)
        assert 'class="voices"' not in shown(client)

    def test_what_answers_somebody_stays_where_it_was_said(self, client: Client, thread: Thread) -> None:
        an_imported_comment(thread, f"{OPINION} الأصل", key="1")
        an_imported_comment(thread, f"{OPINION} الجواب", key="2", parent_key="1")

        html = shown(client)

        assert "الأصل" in html
        assert "الجواب" not in html

    def test_what_waits_is_not_told(self, client: Client, thread: Thread) -> None:
        a_held_comment(thread, OPINION)

        assert OPINION not in shown(client)

    @pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
    def test_what_was_taken_down_is_gone_and_the_page_with_it(
        self, client: Client, thread: Thread, state: State
    ) -> None:
        comment = an_imported_comment(thread, OPINION)
        before, page = shown(client), kept(client)

        comment.state = state
        comment.save()
        Thread.objects.filter(pk=thread.pk).update(version=thread.version + 1)

        assert OPINION in before
        assert OPINION not in shown(client)
        assert page.grows_old_with(thread_key(thread.pk))

    def test_what_stands_in_a_hidden_discussion_is_gone(self, client: Client, thread: Thread) -> None:
        an_imported_comment(thread, OPINION)

        hide_thread(site=thread.site, subject=thread.subject)

        assert OPINION not in shown(client)

    def test_a_new_one_anywhere_makes_the_page_old_in_a_moment(self, client: Client, thread: Thread) -> None:
        an_imported_comment(thread, OPINION)
        page = kept(client)

        assert not page.grows_old_with(count_key("article:999"))
        assert page.is_drawn_again_soon_after(count_key("article:999"))


class Kept:
    """A front page as the page store keeps it."""

    def __init__(self, plan: Plan) -> None:
        self.store = PageStore(max_bytes=1_000_000)
        self.page = stored(Answer(200, [("cache-control", "public")], b"<p>"), plan)
        self.store.put(("host", "/", ""), self.page, since=0, now=0.0)

    def grows_old_with(self, key: str) -> bool:
        """Tell whether the page is no longer shown once this has changed."""
        self.store.changed(with_any_count((key,)), now=1.0)
        return self.page.stale_since is not None

    def is_drawn_again_soon_after(self, key: str) -> bool:
        """Tell whether the page is shown no longer than a moment after this has changed."""
        self.store.changed(with_any_count((key,)), now=1.0)
        return self.page.until <= 3.0


def kept(client: Client) -> Kept:
    """Return the front page as the door would keep it."""
    plan = Plan()
    request = RequestFactory().get("/", headers={"host": "127.0.0.1:8000"}, **{PLAN: plan})
    assert front(request).status_code == 200
    return Kept(plan)


def test_the_page_hangs_on_the_newsroom_and_its_parts_are_watched(
    client: Client, many: tuple[ArticlePage, ...]
) -> None:
    from hiwar.delivery.models import Change

    compose(lead())
    page = kept(client)
    Change.objects.all().delete()

    compose(lead(many[0]))

    assert NEWSROOM in set(Change.objects.values_list("key", flat=True))
    assert page.grows_old_with(NEWSROOM)
    assert ANY_COUNT not in page.page.plan.slow_keys


def test_a_draft_of_the_page_is_nobodys_business(client: Client, many: tuple[ArticlePage, ...]) -> None:
    page = compose(lead(many[0]))

    page.parts = [lead(many[1])]
    page.save_revision()

    assert headlines(shown(client)) == ["خبر رقم 0"]


def test_the_preview_shows_the_draft_and_is_kept_by_nobody(many: tuple[ArticlePage, ...]) -> None:
    page = compose(lead(many[0]))
    page.parts = [lead(many[1])]

    preview = page.make_preview_request()

    assert headlines(preview.content.decode()) == ["خبر رقم 1"]
    assert preview["Cache-Control"] == "private, no-store"


def everything(sections: Iterable[SectionPage], chosen: Iterable[ArticlePage]) -> tuple[Part, ...]:
    """Return a page of every kind of part there is."""
    listed = list(chosen)
    return (
        lead(listed[0], also=2),
        ("beside", {"articles": [], "count": 3}),
        ("latest", {"count": 7}),
        ("voices", {"count": 3}),
        *(("section", {"section": one, "count": 4}) for one in sections),
        ("columnists", {"count": 4}),
        ("most", {"days": 30, "count": 5}),
        ("chosen", {"title": "مختارات", "articles": listed[1:]}),
    )


def test_the_fullest_page_costs_eight_queries_however_much_there_is(
    publish: Any, thread: Thread, capsys: pytest.CaptureFixture[str]
) -> None:
    site = thread.site
    author = an_author("نوال حمدان")
    sections = [a_section(f"قسم {number}", f"part-{number}") for number in range(5)]
    told = [
        publish(
            headline=f"خبر رقم {number}",
            section=sections[number % 5],
            authors=(author,),
            lead=LeadPicture(a_picture()) if number < 2 else None,
            published_at=timezone.now() - timedelta(minutes=number),
        )
        for number in range(30)
    ]
    ArticlePage.objects.filter(pk__in=[one.pk for one in told[20:25]]).update(label="opinion")
    Thread.objects.filter(subject__in=[one.subject for one in told]).update(comment_count=3)
    an_imported_comment(thread, OPINION)
    compose(*everything(sections, told[:3]))

    parts = parts_on(site)

    with CountQueries() as asked:
        page = composed_page(parts, site=site, now=timezone.now())

    assert page is not None
    assert {band.kind for band in page.bands} == {"top", "voices", "cards", "columnists", "most"}
    with capsys.disabled():
        sys.stdout.write(f"\nthe fullest front page: {len(asked.queries)} queries\n")
    assert len(asked.queries) <= 8
    assert not [sql for sql in asked.queries if "rendered_body" in sql.partition(" FROM ")[0]]
