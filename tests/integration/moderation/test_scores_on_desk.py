"""A moderator sees what the classifier thinks, on which words, and how often it could not say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from hiwar.discussions.models import DiscussionSettings, UnscoredCount
from tests.factories.discussions import a_held_comment

pytestmark = pytest.mark.django_db
FAILED = "Waiting because the model failed, today"


@pytest.fixture(autouse=True)
def in_english(settings):
    """Read the desk as the source has it; the catalog is checked elsewhere."""
    settings.LANGUAGE_CODE = "en"
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def only_the_model_speaks(site):
    rules = DiscussionSettings.for_site(site)
    rules.use_starter_list = False
    rules.save()


def page_of(desk) -> str:
    return desk.get("/desk/").content.decode()


def test_the_words_that_carry_the_score_are_marked_and_the_score_is_said(desk, thread):
    a_held_comment(thread, "أنت حقير فعلاً")

    page = page_of(desk)

    assert page.count('أنت <mark class="k1">حقير</mark> فعلاً') == 2
    assert "The model thinks it insults a person (95 of 100)" in page


def test_an_offer_is_marked_as_one(desk, thread):
    a_held_comment(thread, "راسلني واتساب")

    assert 'راسلني <mark class="k2">واتساب</mark>' in page_of(desk)


def test_comments_without_a_score_are_counted_for_today_alone(desk, site):
    today = timezone.now().date()
    for day, why in ((today, "late"), (today, "missing"), (today - timedelta(days=1), "late")):
        UnscoredCount.note(site=site, day=day, why=why)
    UnscoredCount.note(site=site, day=today, why="late")

    page = page_of(desk)

    assert f'{FAILED}</dt><dd class="num">3</dd>' in page


def test_as_long_as_the_model_answers_nothing_is_said_about_it(desk, thread):
    a_held_comment(thread)

    assert FAILED not in page_of(desk)
