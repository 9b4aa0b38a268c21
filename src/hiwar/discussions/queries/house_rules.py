"""The rules of a house: what a site has decided about its comments, read once until something of it changes.

Every comment is judged by them, and they change some times a day. A server clears the shelf within a tenth of a second
of a change, in every process; while it cannot know of changes, everything is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.http import HttpRequest
from wagtail.models import Site

from hiwar.accounts.names import reserved_names
from hiwar.accounts.shelf import Shelf
from hiwar.discussions.models import DiscussionSettings, Lesson, word_lists
from hiwar.screening.words import WordList

# Cleared with any change of settings, word lists, reserved names, staff, lessons or sites.
RULES = Shelf()


class HouseRules:
    """What a site's comments are judged by. Each part is read when first asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def settings(self) -> DiscussionSettings:
        """Return what the site decided about its discussions; one query."""
        return DiscussionSettings.for_site(self._site)

    @cached_property
    def words(self) -> Mapping[str, WordList]:
        """Return its compiled word lists by kind; one query."""
        return word_lists(self._site)

    @cached_property
    def reserved_names(self) -> frozenset[str]:
        """Return the skeletons of names that guests may not use; three queries."""
        return reserved_names(self._site)

    @cached_property
    def lessons(self) -> Mapping[str, int]:
        """Return the id of the lesson in use beside a model, by the model's name; one query."""
        used = Lesson.objects.filter(site=self._site, is_used=True).order_by("pk")
        return dict(used.values_list("model", "pk"))


def house_rules(site: Site) -> HouseRules:
    """Return the rules of a site, each part known already or read once."""
    return RULES.take(("rules", site.pk), lambda: HouseRules(site))


def site_asked(request: HttpRequest) -> Site | None:
    """Return the site a request is for, in one query or none."""
    return RULES.take(("site", request.get_host()), lambda: Site.find_for_request(request))
