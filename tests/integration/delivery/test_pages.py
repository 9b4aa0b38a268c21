"""Readers' pages as a browser gets them: what stands on them, who may keep them, and what nobody learns from them."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote, unquote

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hiwar.discussions import cookies
from hiwar.discussions.models import DiscussionSettings, Thread
from hiwar.discussions.queries import thread_about
from hiwar.discussions.services import publish_comment, set_aside_comment
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.services import unpublish_article
from hiwar.newsroom.services.articles import LeadPicture
from tests.factories.discussions import a_held_comment, an_imported_comment
from tests.factories.newsroom import HEADLINE, NOON, a_newsroom, a_picture, an_author
from tests.integration.delivery.readers import CountQueries, text_of

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin"}
# As the page store and what stands before it may keep it; browsers ask each time.
PUBLIC = "public, max-age=0, s-maxage=1, stale-while-revalidate=2, stale-if-error=60"
PRIVATE = "private, no-store"


def page_of(client: Client, article: ArticlePage) -> str:
    """Return the article's page as an anonymous reader gets it."""
    answer = client.get(str(article.public_path()))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_article_shows_headline_byline_date_and_picture(client, publish):
    author = an_author()
    shown = publish(
        standfirst="رحلة أولى.", place="الميناء", authors=(author,), lead=LeadPicture(a_picture(), caption="فجر الأحد.")
    )

    html = page_of(client, shown)

    assert html.count("<h1") == 1
    assert '<span class="ph">بعد عشرين عاماً من الصمت،</span> <span class="ph">قطار الساحل' in html
    assert f"<bdi>{author.name}</bdi>" in html
    assert '<time datetime="2014-01-19T10:00+00:00">الأحد 19 كانون الثاني 2014، 12:00</time>' in html
    assert re.search(r'<img src="/media/[^"]+" srcset="[^"]+" sizes="[^"]+" width="\d+" height="\d+"', html)
    assert 'fetchpriority="high"' in html
    assert "تصوير: حوار" in html


def test_egypt_says_january_in_its_own_words_and_digits(client, article):
    profile = article.get_site().siteprofile
    profile.country, profile.digits = "EG", "arab"
    profile.save()

    html = page_of(client, article)

    assert "الأحد ١٩ يناير ٢٠١٤، ١٢:٠٠" in html
    assert 'data-digits="arab"' in html


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا توجد تعليقات"),
        (1, "تعليق واحد"),
        (2, "تعليقان"),
        (4, "4 تعليقات"),
        (11, "11 تعليقاً"),
        (102, "102 تعليق"),
    ],
)
def test_the_count_stands_in_its_plural_form(client, article, thread, count, words):
    Thread.objects.filter(pk=thread.pk).update(comment_count=count)

    html = page_of(client, article)

    assert f'<h2 id="talk-title">{words}</h2>' in html
    assert f"</svg>{words}</a>" in html


def test_comments_stand_in_order_with_numbers_names_and_lines(client, article, thread):
    an_imported_comment(thread, "سطر أول\nسطر ثانٍ", key="1")
    an_imported_comment(thread, "جواب", key="2", parent_key="1", name="Someone")

    html = page_of(client, article)

    assert "سطر أول<br>سطر ثانٍ" in html
    assert '<h3 class="who anon" id="c1w">بلا اسم</h3>' in html
    assert '<h3 class="who" id="c2w"><bdi>Someone</bdi></h3>' in html
    assert html.index('id="c1"') < html.index('<ol class="replies"') < html.index('id="c2"')


def test_a_comment_that_is_markup_is_shown_as_text(client, article, thread):
    an_imported_comment(thread, '<img src=x onerror="alert(1)">', name="<b>ليلى</b>")

    html = page_of(client, article)

    assert "<img src=x" not in html
    assert "&lt;b&gt;ليلى&lt;/b&gt;" in html


def test_a_long_comment_says_how_many_words_wait_behind_the_click(client, article, thread):
    an_imported_comment(thread, "كلمة " * 130 + "\n\n" + "بقية " * 48)

    assert "بقية التعليق، 48 كلمة" in page_of(client, article)


def test_a_removed_comment_keeps_its_number_while_it_has_answers(client, article, thread):
    first = an_imported_comment(thread, "سؤال", key="1")
    an_imported_comment(thread, "جواب", key="2", parent_key="1")

    set_aside_comment(comment=first, state="rejected")

    html = page_of(client, article)
    assert 'class="c gone" id="c1"' in html
    assert "أُزيل هذا التعليق" in html
    assert "سؤال" not in html.partition('id="talk"')[2]


def test_the_form_speaks_the_words_readers_know(client, article):
    words = text_of(page_of(client, article))

    assert "شارك برأيك" in words
    assert "ماذا تقول أنت؟" in words
    assert "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *" in words


def test_every_hint_and_error_a_field_names_is_on_the_page(client, article):
    html = page_of(client, article)
    ids = set(re.findall(r'\bid="([^"]+)"', html))

    named = {name for group in re.findall(r'aria-(?:describedby|labelledby)="([^"]+)"', html) for name in group.split()}

    assert named <= ids


def test_no_id_stands_twice(client, article, thread):
    an_imported_comment(thread)

    ids = re.findall(r'\bid="([^"]+)"', page_of(client, article))

    assert sorted(ids) == sorted(set(ids))


def test_pages_carry_no_inline_style_or_script_and_no_foreign_source(client, article):
    for address in ("/", str(article.public_path()), "/about/rules/", "/about/privacy/", "/login/"):
        html = client.get(address).content.decode()

        assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
        # A block of data is no script: nothing of it runs.
        scripts = [one for one in re.findall(r"<script([^>]*)>", html) if one != ' type="application/ld+json"']
        assert all(re.search(r' src="/assets/', script) for script in scripts)
        assert not re.search(r'(?:src|srcset|rel="(?:stylesheet|preload|icon)" href)="(?:https?:)?//', html)


def test_every_link_of_the_front_page_and_an_article_leads_somewhere(client, article, thread):
    an_imported_comment(thread)
    pages = {path: client.get(path).content.decode() for path in ("/", str(article.public_path()))}

    dead = []
    for here, html in pages.items():
        for href in re.findall(r'<a [^>]*href="([^"]+)"', html):
            if href.startswith("#"):
                found = f'id="{href[1:]}"' in html
            else:
                external = href.startswith(("https:", "mailto:"))
                found = external or client.get(href.partition("#")[0].replace("&amp;", "&")).status_code == 200
            if not found:
                dead.append((here, href))

    assert dead == []


def test_without_a_discussion_nothing_invites_to_one(client, publish):
    quiet = publish(discussion="off")

    html = page_of(client, quiet)

    assert 'id="talk"' not in html
    assert 'href="#talk"' not in html


def test_a_closed_discussion_says_so_and_has_no_form(client, publish):
    closed = publish(discussion="closed")

    html = page_of(client, closed)

    assert "أُغلق النقاش." in html
    assert 'id="say"' not in html


@pytest.mark.parametrize("form", ["{}?utm_source=x", "{}"])
def test_a_page_for_everyone_may_be_kept_and_asked_again(client, article, form):
    first = client.get(form.format(article.public_path()))

    again = client.get(str(article.public_path()), headers={"If-None-Match": first["ETag"]})

    assert first["Cache-Control"] == PUBLIC
    assert (again.status_code, again.content) == (304, b"")
    assert again["ETag"] == first["ETag"]


def test_asking_again_renders_nothing_and_reads_no_comment(client, article, thread, django_assert_max_num_queries):
    an_imported_comment(thread)
    tag = client.get(str(article.public_path()))["ETag"]

    with django_assert_max_num_queries(13) as asked:
        answer = client.get(str(article.public_path()), headers={"If-None-Match": tag})

    assert answer.status_code == 304
    assert not [query for query in asked.captured_queries if 'FROM "discussions_comment"' in query["sql"]]


def test_a_page_costs_the_same_number_of_queries_with_one_comment_and_with_forty(client, article, thread):
    an_imported_comment(thread, key="0")
    page_of(client, article)
    with CountQueries() as one:
        page_of(client, article)
    for number in range(1, 40):
        an_imported_comment(thread, f"تعليق {number}", key=str(number), parent_key=str(number - 1))

    with CountQueries() as forty:
        page_of(client, article)

    assert len(forty.queries) == len(one.queries)


def test_a_new_comment_changes_the_tag_and_a_held_one_does_not(client, article, thread):
    before = client.get(str(article.public_path()))["ETag"]
    held = a_held_comment(thread)
    while_held = client.get(str(article.public_path()))["ETag"]

    publish_comment(comment=held, now=NOON)

    assert while_held == before
    assert client.get(str(article.public_path()))["ETag"] != before


def test_the_tag_changes_with_the_hour_of_the_stamp(client, article):
    with time_machine.travel(NOON + timedelta(minutes=59), tick=False):
        first = client.get(str(article.public_path()))["ETag"]
    with time_machine.travel(NOON + timedelta(minutes=61), tick=False):
        second = client.get(str(article.public_path()))["ETag"]

    assert first != second


def test_settings_that_show_change_the_tag(client, article):
    before = client.get(str(article.public_path()))["ETag"]

    DiscussionSettings.objects.update_or_create(site=article.get_site(), defaults={"name_required": True})

    assert client.get(str(article.public_path()))["ETag"] != before


def test_every_anonymous_reader_gets_the_same_bytes(article):
    pages = {
        Client(headers={"User-Agent": agent, "Accept-Language": language}).get(str(article.public_path())).content
        for agent, language in (("Firefox", "ar"), ("Lynx", "en"), ("", "fr"))
    }

    assert len(pages) == 1


def test_nobody_but_its_author_sees_a_waiting_comment(client, article, thread):
    client.post(
        reverse("comment-post", args=[thread.public_id]),
        data="comment=" + quote("سؤال لم يُقرأ بعد") + "&author=" + quote("ليلى"),
        content_type="application/x-www-form-urlencoded",
        headers=OURS,
    )

    own = client.get(str(article.public_path()))
    strangers = Client().get(str(article.public_path()))

    assert "سؤال لم يُقرأ بعد" in own.content.decode()
    assert "بانتظار المراجعة" in own.content.decode()
    assert own["Cache-Control"] == PRIVATE
    assert "ETag" not in own
    assert "سؤال لم يُقرأ بعد" not in strangers.content.decode()
    assert strangers["Cache-Control"] == PUBLIC


def test_ids_of_another_readers_comments_show_nothing(article, thread):
    held = a_held_comment(thread, "سرّ")
    karim = Client()
    karim.cookies[cookies.MINE] = held.public_id

    answer = karim.get(str(article.public_path()))

    assert "سرّ" not in answer.content.decode()
    assert answer["Cache-Control"] == PRIVATE


@pytest.mark.parametrize("name", cookies.ON_PAGES.names)
def test_any_cookie_of_a_reader_makes_the_answer_private(article, name):
    reader = Client()
    reader.cookies[name] = "broken"

    assert reader.get(str(article.public_path()))["Cache-Control"] == PRIVATE


@pytest.mark.parametrize(
    ("sent", "words"), [("held", "وصلنا تعليقك."), ("published", "نُشر تعليقك."), ("withdrawn", "سُحب تعليقك.")]
)
def test_coming_back_from_the_form_one_is_told_what_became_of_it(client, article, sent, words):
    answer = client.get(f"{article.public_path()}?sent={sent}")

    assert words in answer.content.decode()
    assert answer["Cache-Control"] == PRIVATE


def test_nonsense_in_the_query_is_not_echoed(client, article):
    answer = client.get(f"{article.public_path()}?sent=<script>alert(1)</script>")

    assert b"alert(1)" not in answer.content
    assert answer["Cache-Control"] == PUBLIC


@pytest.mark.parametrize("odd", ["/2014/1/19/{slug}/", "/2014/01/19/{slug}", "/2014/1/19/{slug}"])
def test_an_odd_spelling_leads_to_the_one_address_for_good(client, article, odd):
    answer = client.get(odd.format(slug=quote(article.slug)))

    assert answer.status_code == 301
    assert unquote(answer["Location"]) == unquote(str(article.public_path()))


@pytest.mark.parametrize(
    "nowhere",
    ["/2014/01/20/{slug}/", "/2014/01/19/none/", "/2014/00/99/{slug}/", "/a/999999/", "/section/none/", "/x/"],
)
def test_an_address_of_nothing_is_not_found(client, article, nowhere):
    answer = client.get(nowhere.format(slug=quote(article.slug)))

    assert answer.status_code == 404
    assert "لا توجد صفحة على هذا العنوان" in answer.content.decode()
    assert answer["Cache-Control"] == PRIVATE


def test_the_short_address_leads_to_the_article(client, article):
    answer = client.get(f"/a/{article.pk}/")

    assert (answer.status_code, answer["Location"]) == (302, article.public_path())


def test_an_unpublished_article_is_gone_from_every_page(client, article):
    unpublish_article(article=article, by=None)

    assert client.get(f"/a/{article.pk}/").status_code == 404
    assert HEADLINE not in text_of(client.get("/").content.decode())


def test_a_comments_permalink_leads_to_its_number(client, article, thread):
    comment = an_imported_comment(thread)

    answer = client.get(f"/c/{comment.public_id}/")

    assert (answer.status_code, answer["Location"]) == (302, f"{thread.url}#c1")


def test_permalinks_of_held_rejected_and_absent_comments_answer_alike(client, thread):
    held, rejected = a_held_comment(thread, "أول", name="أ"), a_held_comment(thread, "ثانٍ", name="ب")
    set_aside_comment(comment=rejected, state="rejected")

    answers = [client.get(f"/c/{public_id}/") for public_id in (held.public_id, rejected.public_id, "A" * 16)]

    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_publishing_opens_a_thread(publish):
    shown = publish()

    thread = thread_about(shown.subject, site=shown.get_site())
    assert thread is not None
    assert (thread.title, thread.url) == (shown.title, shown.public_path())


@pytest.mark.parametrize("address", ["/about/rules/", "/about/privacy/"])
def test_the_rules_and_the_privacy_page_are_public(client, address):
    a_newsroom()

    answer = client.get(address)

    assert answer.status_code == 200
    assert answer["Cache-Control"] == PUBLIC


def test_reading_sets_no_cookie(client, article):
    for address in ("/", str(article.public_path()), "/about/privacy/", "/section/local/", "/x/"):
        assert not client.get(address).cookies


def test_only_reading_methods_reach_a_page(client, article):
    assert client.post("/").status_code == 405
    assert client.head(str(article.public_path())).content == b""
