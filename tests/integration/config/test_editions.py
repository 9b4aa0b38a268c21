"""A newsroom founded in a language that the classifier does not know lets people read first."""

from __future__ import annotations

import pytest

from hiwar.config.founding import Founding, found_newsroom
from hiwar.discussions.models import DiscussionSettings, ScreeningMode

pytestmark = pytest.mark.django_db
FOUNDING = Founding(name="روزنامه", origin="http://127.0.0.1:8000", country="IR", digits="arabext")


@pytest.mark.parametrize("language", ["en", "ckb", "fa", "ur"])
def test_every_comment_is_read_first_where_the_classifier_knows_no_word(settings, language: str) -> None:
    settings.LANGUAGE_CODE = language

    site = found_newsroom(FOUNDING)

    assert DiscussionSettings.for_site(site).screening_mode == ScreeningMode.HELD
    assert site.siteprofile.time_zone == "Asia/Tehran"


def test_an_arabic_newsroom_begins_as_ever(settings) -> None:
    site = found_newsroom(FOUNDING)

    assert DiscussionSettings.for_site(site).screening_mode == DiscussionSettings().screening_mode


def test_founding_again_leaves_what_the_newsroom_has_chosen(settings) -> None:
    settings.LANGUAGE_CODE = "fa"
    site = found_newsroom(FOUNDING)
    DiscussionSettings.objects.filter(site=site).update(screening_mode=ScreeningMode.CAREFUL)

    found_newsroom(FOUNDING)

    assert DiscussionSettings.objects.get(site=site).screening_mode == ScreeningMode.CAREFUL
