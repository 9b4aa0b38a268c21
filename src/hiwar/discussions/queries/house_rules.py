"""The rules of a house: what a site has decided about its comments, read once until something of it changes.

Every comment is judged by them, and they change some times a day. A server clears the shelf within a tenth of a second
of a change, in every process; while it cannot know of changes, everything is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Site

from hiwar.accounts.measures import has_measures
from hiwar.accounts.names import reserved_names
from hiwar.accounts.shelf import Shelf
from hiwar.discussions.models import DiscussionSettings, HeadThreshold, Lesson, Thread, word_lists
from hiwar.discussions.queries.restraints import Asked, restraints_on
from hiwar.screening.overrides import Override
from hiwar.screening.words import WordList

# Cleared with any change of settings, restraints, word lists, reserved names, staff, lessons or sites.
RULES = Shelf()


class HouseRules:
    """What a site's comments are judged by. Each part is read when first asked for."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def settings(self) -> DiscussionSettings:
        """Return what the site decided about its discussions; one query."""
        return DiscussionSettings.of(self._site)

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

    @cached_property
    def head_thresholds(self) -> Mapping[str, Override]:
        """Return the thresholds set by hand, by label; one query."""
        rows = HeadThreshold.objects.filter(site=self._site).order_by("pk")
        return {label: Override(at, model) for label, at, model in rows.values_list("label", "threshold", "model")}

    def restraints_on(self, thread: Thread) -> tuple[Asked, ...]:
        """Return what is asked for a while of comments in a thread; one query.

        By thread and not all of the site's at once: a newsroom may give each discussion a closing time.
        """
        key = ("restraints", thread.site_id, thread.section, thread.subject, thread.closes_at)
        return RULES.take(key, lambda: restraints_on(thread))

    @cached_property
    def has_measures(self) -> bool:
        """Return whether any measure against a writer may stand; one query."""
        return has_measures(self._site)


def house_rules(site: Site) -> HouseRules:
    """Return the rules of a site, each part known already or read once."""
    return RULES.take(("rules", site.pk), lambda: HouseRules(site))


def site_asked(request: HttpRequest) -> Site | None:
    """Return the site a request is for, in one query or none."""
    return RULES.take(("site", request.get_host()), lambda: Site.find_for_request(request))


def site_at(host: str) -> Site | None:
    """Return the site at a host, with its port if it names one; in one query or none."""
    scheme = settings.HIWAR_ORIGIN.partition("://")[0]
    port = host.rpartition(":")[2] if host.rpartition(":")[2].isdigit() else ""
    request = HttpRequest()
    request.META = {"HTTP_HOST": host, "SERVER_PORT": port or ("443" if scheme == "https" else "80")}
    return site_asked(request)
