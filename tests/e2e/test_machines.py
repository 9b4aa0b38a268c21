"""A browser and a feed reader on an article: its data block runs nothing and is whole, its card and feeds are there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from io import BytesIO
from xml.etree import ElementTree

from PIL import Image
from playwright.sync_api import Page, expect

from scripts.serving import Newsroom
from tests.e2e.strangers import get
from tests.e2e.test_pages import article_path

NewPage = Callable[..., Page]


def test_a_program_finds_everything_from_the_article_on(new_page: NewPage, server: Newsroom) -> None:
    page = new_page()
    page.goto(article_path(server))
    headline = " ".join(page.locator("h1").inner_text().split())

    # Read by the browser itself, under our policy: the guard of every test would hear of a violation.
    block = json.loads(page.locator('script[type="application/ld+json"]').inner_text())
    news = next(one for one in block["@graph"] if one["@type"] == "NewsArticle")
    assert news["headline"] == headline
    assert 0 < len(news["comment"]) <= 20
    assert all(page.locator(f"#{one['url'].rpartition('#')[2]}").count() == 1 for one in news["comment"])

    image = page.locator('meta[property="og:image"]').get_attribute("content") or ""
    size = [page.locator(f'meta[property="og:image:{name}"]').get_attribute("content") for name in ("width", "height")]
    assert image.startswith(f"{server.origin}/card/")
    fetched = page.request.get(image)
    assert [str(one) for one in Image.open(BytesIO(fetched.body())).size] == size
    # An address of a card is drawn once and then kept at the door.
    assert page.request.get(image, headers={"If-None-Match": fetched.headers["etag"]}).status == 304

    for feed in page.locator('link[type="application/rss+xml"]').all():
        document = get(server, feed.get_attribute("href") or "").text
        assert ElementTree.fromstring(document.encode()).find("channel/item/title") is not None  # noqa: S314 - our own

    sitemap = re.findall("Sitemap: (.+)", get(server, "/robots.txt").text)[0].removeprefix(server.origin)
    parts = re.findall("<loc>([^<]+)</loc>", get(server, sitemap).text)
    listed = {one for part in parts for one in re.findall("<loc>([^<]+)</loc>", page.request.get(part).text())}
    assert page.locator('link[rel="canonical"]').get_attribute("href") in listed

    page.locator('a[rel="author"]').first.click()
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name=headline)).to_be_visible()
