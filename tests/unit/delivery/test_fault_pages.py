"""The plain pages: Arabic first, English second, and nothing about the request."""

import base64
import hashlib
import re
from pathlib import Path

import pytest

from hiwar.delivery.fault_pages import page, plain_page, refusal_page
from hiwar.delivery.fault_words import FRONT_PAGE, WORDS
from hiwar.delivery.requests import Refused

OF_THE_FRONT = Path(__file__).parents[3] / "deploy" / "pages"


@pytest.mark.parametrize("status", sorted(WORDS["ar"]))
def test_a_page_speaks_both_languages_from_right_to_left(status):
    text = page(status).decode()

    assert '<html lang="ar" dir="rtl">' in text
    assert '<p lang="en" dir="ltr">' in text
    assert WORDS["ar"][status].heading in text
    assert '<meta charset="utf-8">' in text


@pytest.mark.parametrize("code", ["ckb", "fa", "ur", "en"])
def test_an_edition_fails_in_its_own_language(code):
    text = page(503, code).decode()

    assert f'<html lang="{code}" dir="{"ltr" if code == "en" else "rtl"}">' in text
    assert WORDS[code][503].heading in text
    assert FRONT_PAGE[code] in text
    assert WORDS["ar"][503].heading not in text


def test_every_language_has_every_page():
    assert {code: set(words) for code, words in WORDS.items()} == {key: set(WORDS["en"]) for key in FRONT_PAGE}


def test_its_own_style_is_allowed_by_hash_and_nothing_else_is():
    answer = plain_page(404, https=True)
    style = re.search(r"<style>(.*)</style>", answer.body.decode())[1]
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    policies = [value for name, value in answer.headers if name == "content-security-policy"]

    assert policies == [f"default-src 'none'; style-src 'sha256-{allowed}'; frame-ancestors 'none'; base-uri 'none'"]


def test_a_page_of_failure_is_kept_by_nobody():
    assert plain_page(500, https=False).header("cache-control") == "private, no-store"


def test_statuses_without_words_borrow_them():
    assert page(418) == page(400)
    assert page(502) == page(500)


def test_a_refusal_that_could_be_misread_ends_the_connection():
    kept = refusal_page(Refused(404), https=False)
    ended = refusal_page(Refused(405, close=True, headers=(("allow", "GET"),)), https=False)

    assert kept.header("connection") is None
    assert ended.header("connection") == "close"
    assert ended.header("allow") == "GET"


@pytest.mark.parametrize("status", [413, 503])
def test_the_server_in_front_shows_the_same_page(status):
    kept = (OF_THE_FRONT / f"{status}.html").read_bytes()

    assert kept == page(status)
