"""The front page and the sections: which article stands where, and what it costs to say so."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from hiwar.newsroom.models import SectionPage
from tests.factories.newsroom import NOON, a_newsroom, a_section
from tests.integration.delivery.readers import CountQueries, text_of

pytestmark = pytest.mark.django_db


def section_of(number: int = 0, slug: str = "") -> SectionPage:
    """Return a section made earlier."""
    return SectionPage.objects.get(slug=slug or f"part-{number}")


def test_an_empty_newsroom_has_a_front_page(client):
    a_newsroom()

    answer = client.get("/")

    assert answer.status_code == 200
    assert "لم يُنشر شيء بعد." in answer.content.decode()


def test_the_front_page_shows_each_article_once_above_its_lists(client, publish):
    for number in range(12):
        publish(
            headline=f"خبر رقم {number}",
            section=a_section(f"قسم {number % 3}", f"part-{number % 3}") if number < 3 else section_of(number % 3),
            published_at=NOON + timedelta(hours=number),
        )

    html = client.get("/").content.decode()

    assert text_of(html).index("خبر رقم 11") < text_of(html).index("خبر رقم 10")
    outside = re.sub(r'<section class="(?:block latest|most)".*?</section>', "", html, flags=re.DOTALL)
    headlines = re.findall(r"<h[23][^>]*><a [^>]*>(?:<span[^>]*>)?(خبر رقم \d+)", outside)
    assert len(headlines) == len(set(headlines)) == 12


def test_the_front_page_counts_comments_in_one_query(client, publish):
    for number in range(4):
        publish(headline=f"خبر {number}", section=a_section("قسم", "part") if not number else section_of(slug="part"))

    with CountQueries() as asked:
        client.get("/")

    assert len([sql for sql in asked.queries if 'FROM "discussions_thread"' in sql]) == 1


def test_a_section_turns_its_pages(client, publish):
    section = a_section()
    for number in range(15):
        publish(headline=f"خبر {number}", section=section, published_at=NOON + timedelta(hours=number))
    address = section.public_path()

    first = client.get(address).content.decode()
    older = re.search(r'href="(/section/local/\?before=\d+)" rel="next"', first)
    second = client.get(older[1]).content.decode()

    assert "خبر 14" in first
    assert "خبر 1<" in second
    assert "خبر 2<" not in second
    assert 'href="/section/local/" rel="prev"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("before", ["0", "-1", "x", "١", "99999", "9" * 40, ""])
def test_what_names_no_article_names_no_page_of_a_section(client, article, before):
    assert client.get(f"/section/local/?before={before}").status_code == 404
