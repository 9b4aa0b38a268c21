"""The demo newsroom keeps what its README promises: complete, consistent, and set like a careful Arabic newspaper."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import hiwar.config.demo
from hiwar.config.demo.draw import SCENES

FOLDER = Path(hiwar.config.demo.__file__).parent
SITE = tomllib.loads((FOLDER / "site.toml").read_text("utf-8"))
ARTICLES: dict[str, dict[str, Any]] = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("articles/*.toml"))
}
COMMENTS = [(name, comment) for name, article in ARTICLES.items() for comment in article.get("comments", [])]

BLOCK_KEYS = {
    "paragraph": {"text"},
    "heading": {"text"},
    "quote": {"text", "who", "role"},
    "list": {"ordered", "items"},
    "figure": {"number", "sentence", "source", "source_url"},
    "image": {"key", "alt", "caption", "credit"},
    "gallery": {"title", "pictures"},
    "video": {"key", "title", "alt", "caption", "credit"},
    "table": {"title", "rows", "source"},
}
CAUSES = {"first_comment", "links", "insult", "curse", "phone", "spam", "reserved_name", "shouting"}
ARABIC = r"[\u0621-\u064a]"
LATIN_PUNCTUATION = re.compile(rf"{ARABIC}[\u064b-\u0652]*[,;?]|[,;?]\s*{ARABIC}|{ARABIC}\s*\"|\"\s*{ARABIC}")
INVISIBLE = re.compile(r"[\u00a0\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")

every_article = pytest.mark.parametrize("article", ARTICLES.values(), ids=ARTICLES.keys())
every_comment = pytest.mark.parametrize(
    ("article", "comment"), COMMENTS, ids=[f"{name}-{comment['key']}" for name, comment in COMMENTS]
)


def pictures(article: dict[str, Any]) -> list[dict[str, Any]]:
    leads = [article["lead"]] if "lead" in article else []
    sets = [picture for block in article["body"] if block["type"] == "gallery" for picture in block["pictures"]]
    return [*leads, *sets, *(block for block in article["body"] if block["type"] == "image")]


def corrections(article: dict[str, Any]) -> list[dict[str, Any]]:
    return article.get("corrections", [])


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in inner for text in strings(part)]


def edited_texts(article: dict[str, Any]) -> list[str]:
    return strings({name: part for name, part in article.items() if name != "comments"})


def of_state(state: str) -> list[dict[str, Any]]:
    return [comment for _, comment in COMMENTS if comment["state"] == state]


def published_count(article: dict[str, Any]) -> int:
    return sum(comment["state"] == "published" for comment in article.get("comments", []))


def test_the_newsroom_is_large_enough_to_try():
    used = {article["section"] for article in ARTICLES.values()}

    assert len(ARTICLES) >= 40
    assert len(used) >= 6
    assert len(COMMENTS) >= 600
    assert len(of_state("published")) >= 550
    assert len(of_state("held")) >= 12
    assert 2 <= len(of_state("rejected") + of_state("spam")) <= 3


def test_every_kind_of_part_and_label_can_be_seen():
    used = {block["type"] for article in ARTICLES.values() for block in article["body"]}
    labels = {article["label"] for article in ARTICLES.values() if "label" in article}

    assert used == BLOCK_KEYS.keys()
    assert labels >= {"analysis", "explainer"}
    assert any(corrections(article) for article in ARTICLES.values())


def test_the_site_names_its_sections_authors_and_staff():
    assert {"name", "tagline", "country", "digits", "time_zone"} <= SITE.keys()
    assert all(section["name"] and section["slug"] and section["description"] for section in SITE["sections"])
    assert all(author["name"] and author["slug"] and author["role"] for author in SITE["authors"])
    assert {(person["login"], person["role"]) for person in SITE["staff"]} == {
        ("salma", "editor"),
        ("yusuf", "moderator"),
        ("nadia", "owner"),
    }
    assert not any("password" in person for person in SITE["staff"])


def test_every_article_has_topics_and_every_topic_a_full_page():
    named = Counter(topic for article in ARTICLES.values() for topic in article["topics"])

    assert all(3 <= len(set(article["topics"])) == len(article["topics"]) <= 5 for article in ARTICLES.values())
    assert set(named) == {topic["name"] for topic in SITE["topics"]}
    assert min(named.values()) >= 4
    assert all(topic["description"] for topic in SITE["topics"])


def test_no_two_articles_share_a_slug():
    slugs = [article["slug"] for article in ARTICLES.values()]

    assert [slug for slug, count in Counter(slugs).items() if count > 1] == []
    assert [slug for slug in slugs if not re.fullmatch(r"\w+(-\w+)*", slug)] == []


@every_article
def test_an_article_is_complete(article):
    sections = {section["name"] for section in SITE["sections"]}
    authors = {author["slug"] for author in SITE["authors"]}

    assert {
        "headline",
        "slug",
        "section",
        "authors",
        "place",
        "ago_hours",
        "standfirst",
        "body",
    } <= article.keys()
    assert article["section"] in sections
    assert article["authors"]
    assert set(article["authors"]) <= authors
    assert article["headline"].count("|") <= 1
    assert 5 <= sum(block["type"] == "paragraph" for block in article["body"]) <= 9


@every_article
def test_every_block_has_exactly_its_keys(article):
    for block in article["body"]:
        keys = block.keys() - {"type"}

        assert keys - {"bars"} == BLOCK_KEYS[block["type"]]
        assert "bars" not in keys or block["type"] == "figure"
        assert all(bar.keys() == {"label", "value"} for bar in block.get("bars", []))
        assert len(block.get("bars", [])) in {0, 2}


@every_article
def test_every_picture_exists_is_light_and_is_described(article):
    for picture in pictures(article):
        path = FOLDER / "images" / f"{picture['key']}.webp"

        assert path.stat().st_size <= 90_000
        assert all(picture[name].strip() for name in ("alt", "caption", "credit"))
        assert picture["alt"] != picture["caption"]


def test_every_picture_kept_is_used_and_can_be_drawn_again():
    kept = {path.stem for path in FOLDER.glob("images/*")}
    used = {picture["key"] for article in ARTICLES.values() for picture in pictures(article)}

    assert kept == used == SCENES.keys()


def test_no_two_articles_share_a_lead_picture():
    leads = [article["lead"]["key"] for article in ARTICLES.values() if "lead" in article]

    assert len(set(leads)) == len(leads)


@every_article
def test_an_article_is_set_with_arabic_punctuation(article):
    for text in edited_texts(article):
        assert not LATIN_PUNCTUATION.search(text), text
        assert '"' not in text
        assert "  " not in text
        assert text == text.strip()
        assert not INVISIBLE.search(text)
        assert text.count("«") == text.count("»")


@every_comment
def test_a_comment_is_complete(article, comment):
    assert comment["text"].strip()
    assert comment["state"] in {"published", "held", "rejected", "spam"}
    assert (comment["state"] == "published") == ("cause" not in comment)
    assert comment.get("cause", "spam") in CAUSES
    assert 0 < comment["after_minutes"] < ARTICLES[article]["ago_hours"] * 60


@every_comment
def test_a_comment_is_set_with_arabic_punctuation(article, comment):
    texts = [comment["text"], comment.get("name", "")]

    assert not [text for text in texts if LATIN_PUNCTUATION.search(text) or '"' in text or "  " in text]


@every_article
def test_a_reply_answers_an_earlier_comment_that_readers_can_see(article):
    comments = {comment["key"]: comment for comment in article.get("comments", [])}

    assert len(comments) == len(article.get("comments", []))
    for comment in comments.values():
        if "reply_to" in comment:
            answered = comments[comment["reply_to"]]
            assert answered["state"] == "published"
            assert answered["after_minutes"] < comment["after_minutes"]


def test_one_reader_keeps_one_name():
    names: dict[str, set[str]] = {}
    for _, comment in COMMENTS:
        if "reader" in comment:
            names.setdefault(comment["reader"], set()).add(comment.get("name", ""))

    assert {reader for reader, used in names.items() if len(used) != 1} == set()


def test_every_plural_form_of_the_count_can_be_seen():
    counts = {published_count(article) for article in ARTICLES.values()}

    assert {0, 1, 2} <= counts
    assert any(3 <= count <= 10 for count in counts)
    assert any(11 <= count <= 99 for count in counts)


def test_one_thread_answers_four_deep():
    def depth(comments: dict[str, Any], key: str) -> int:
        parent = comments[key].get("reply_to")
        return 1 + depth(comments, parent) if parent else 0

    depths = []
    for article in ARTICLES.values():
        comments = {comment["key"]: comment for comment in article.get("comments", [])}
        depths += [depth(comments, key) for key in comments]

    assert max(depths) >= 4


def test_readers_write_in_many_ways():
    published = [comment["text"] for comment in of_state("published")]
    names = {comment.get("name", "") for comment in of_state("published")}

    assert any(not re.search(ARABIC, text) for text in published), "one comment is wholly English"
    assert any(re.search(ARABIC, text) and re.search(r"[A-Za-z]{3}", text) for text in published)
    assert any("https://example.org/" in text for text in published)
    assert any(len(text.split()) >= 220 for text in published)
    assert sum("\n" in text.strip() for text in published) >= 8
    assert "" in names
    assert any(re.fullmatch(r"[A-Za-z0-9_ .]+", name) for name in names)


def test_every_cause_to_hold_a_comment_can_be_seen():
    assert {comment["cause"] for comment in of_state("held")} == CAUSES


def test_no_number_in_the_demo_could_be_somebodys_telephone():
    digits = [re.sub(r"[ -]", "", found) for _, c in COMMENTS for found in re.findall(r"\d[\d -]{6,}\d", c["text"])]

    assert digits
    assert all(set(number) == {"0"} for number in digits)
