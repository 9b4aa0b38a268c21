"""JSON-LD: only schema.org's own words for each thing, and no text that can break out of its block."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from hiwar.delivery.machines.structured import (
    MOST_COMMENTS,
    Publisher,
    author_page,
    breadcrumbs,
    island,
    news_article,
    website,
)
from hiwar.discussions.queries import CommentView
from hiwar.discussions.render import render_text
from hiwar.newsroom.queries import ArticleView, Byline, SectionLink, TopicView, VideoView

NOON = datetime(2014, 1, 19, 10, tzinfo=UTC)
PAPER = Publisher("حوار", "https://example.org", "ar", "/assets/mark.svg")
ARTICLE = ArticleView(
    id=7,
    headline="قطار الساحل",
    headline_phrases=("قطار الساحل",),
    section=SectionLink("محليات", "local"),
    standfirst="",
    place="",
    authors=(Byline("سلمى", "مراسلة", "salma"),),
    published_at=NOON,
    updated_at=None,
    reading_minutes=1,
    label="",
    corrected_at=None,
    lead=None,
    body_html=Markup("<p>x</p>"),
    url="/2014/01/19/x/",
    short_url="/a/7/",
    description="وصف",
    discussion="open",
    section_id=3,
    topics=(TopicView(1, "النقل", "النقل", ""),),
    videos=(VideoView("قطار يعبر الجسر", "/media/videos/a.mp4", "/media/images/a.webp", 3725, NOON),),
)
# Every property used here, by the type that schema.org gives it to (itself or a type above it).
THING = {"@type", "@id", "name", "description", "url", "image", "mainEntityOfPage"}
CREATIVE = THING | {
    "author", "comment", "commentCount", "dateModified", "datePublished", "headline", "inLanguage",
    "isAccessibleForFree", "keywords", "publisher", "text", "mainEntity", "video",
}  # fmt: skip
TERMS = {
    "NewsArticle": CREATIVE | {"articleSection"},
    "Comment": CREATIVE,
    "WebSite": CREATIVE,
    "ProfilePage": CREATIVE,
    "Person": THING | {"jobTitle", "worksFor"},
    "NewsMediaOrganization": THING | {"logo"},
    "ImageObject": CREATIVE,
    "VideoObject": CREATIVE | {"contentUrl", "encodingFormat", "duration", "uploadDate", "thumbnailUrl"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
}


def things(value: Any) -> list[dict[str, Any]]:
    """Every typed thing in a document."""
    if isinstance(value, list):
        return [thing for one in value for thing in things(one)]
    if not isinstance(value, dict):
        return []
    inside = [thing for one in value.values() for thing in things(one)]
    return [value, *inside] if "@type" in value else inside


def comment(number: int, text: str = "كلام", **facts: Any) -> CommentView:
    return CommentView(number, f"id{number}", "ليلى", render_text(text), NOON, **facts)


def told(*comments: CommentView) -> dict[str, Any]:
    return news_article(ARTICLE, PAPER, images=["/media/x.webp"], comments=comments, count=len(comments))


def test_everything_is_said_in_schema_orgs_words() -> None:
    document = json.loads(
        island(
            told(comment(1)),
            breadcrumbs(PAPER, ("محليات", "/section/local/")),
            website(PAPER, description="جريدة"),
            author_page(PAPER, name="سلمى", role="مراسلة", path="/author/salma/"),
        )
    )

    found = things(document["@graph"])

    assert {thing["@type"] for thing in found} == set(TERMS)
    assert [
        (thing["@type"], set(thing) - TERMS[thing["@type"]]) for thing in found if set(thing) - TERMS[thing["@type"]]
    ] == []


def test_every_address_is_absolute() -> None:
    text = str(island(told(comment(1)), breadcrumbs(PAPER, ("محليات", "/section/local/"))))

    addresses = re.findall(r'"(?:url|item|@id|mainEntityOfPage)":"([^"]*)"', text)

    assert len(addresses) > 6
    assert all(address.startswith("https://example.org/") for address in addresses)


@given(st.text() | st.sampled_from(["</script>", "<!--<script>", "]]>", "\u2028\u2029", "&lt;/script&gt;"]))
def test_any_text_comes_back_exactly_and_nothing_can_end_the_block(text: str) -> None:
    written = str(island({"name": text}))

    assert json.loads(written)["@graph"] == [{"name": text}]
    assert re.search("[<>&\u2028\u2029]", written) is None


def test_a_comment_says_its_words_as_they_were_typed() -> None:
    (said,) = told(comment(3, "1 < 2 & 3\n\nانظر https://example.org/?a=1&b=2"))["comment"]

    assert said["text"] == "1 < 2 & 3\nانظر https://example.org/?a=1&b=2"
    assert said["url"] == "https://example.org/2014/01/19/x/#c3"


def test_what_is_gone_is_not_said_and_its_answers_are() -> None:
    gone = comment(1, "", gone=True, replies=(comment(2),))

    said = told(replace(gone, name=""))["comment"]

    assert [one["url"].rpartition("#")[2] for one in said] == ["c2"]


def test_a_long_discussion_is_only_tasted() -> None:
    said = told(*(comment(number) for number in range(1, 200)))

    assert len(said["comment"]) == MOST_COMMENTS
    assert said["commentCount"] == 199


def test_a_video_says_where_it_is_and_how_long_it_lasts() -> None:
    (video,) = news_article(ARTICLE, PAPER, images=(), comments=(), count=0)["video"]

    assert video["contentUrl"] == "https://example.org/media/videos/a.mp4"
    assert video["thumbnailUrl"] == "https://example.org/media/images/a.webp"
    assert video["duration"] == "PT3725S"
    assert video["uploadDate"] == "2014-01-19T10:00+00:00"


def test_an_article_without_a_byline_is_the_newspapers_own() -> None:
    said = news_article(replace(ARTICLE, authors=()), PAPER, images=[], comments=(), count=0)

    assert said["author"] == [PAPER.data]
    assert "comment" not in said
    assert "image" not in said
