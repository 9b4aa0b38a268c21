"""The editor's page of what is planned: day by day, what time will do to the articles that whoever asks may edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem
from wagtail.models import Site, WorkflowState
from wagtail.permissions import page_permission_policy

from hiwar.accounts.models import SiteProfile
from hiwar.arabic.dates import DateStyle
from hiwar.newsroom.queries.days import Clock, day_bounds
from hiwar.newsroom.queries.planned import Event, PlannedEvent, Standing, planned_events

SPAN = timedelta(days=14)
# Nobody plans further, and years beyond a calendar's end are no dates.
FARTHEST = timedelta(days=3650)

EVENTS = {
    Event.OUT: gettext_lazy("Goes out"),
    Event.CHANGE: gettext_lazy("A change goes out"),
    Event.LEAVES: gettext_lazy("Is taken from readers"),
    Event.CLOSES: gettext_lazy("The discussion closes"),
    Event.LABEL: gettext_lazy("The label “%(label)s” goes"),
}
STANDINGS = {
    Standing.DRAFT: gettext_lazy("Draft"),
    Standing.SCHEDULED: gettext_lazy("Scheduled"),
    Standing.PUBLISHED: gettext_lazy("Published"),
    Standing.WITHDRAWN: gettext_lazy("Not shown to readers"),
}


class PlannedMenuItem(MenuItem):
    """The way to the page, for whoever may edit any page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether the menu offers it."""
        return bool(page_permission_policy.user_has_permission(request.user, "change"))


@dataclass(frozen=True)
class Entry:
    """One line of the table, in words."""

    at: str
    machine_time: str
    event: str
    title: str
    edit_url: str
    owner: str
    state: str
    is_certain: bool


@dataclass(frozen=True)
class Day:
    """A day on which something happens."""

    name: str
    is_today: bool
    entries: tuple[Entry, ...]


@require_safe
def planned_list(request: HttpRequest) -> HttpResponse:
    """Show two weeks, from today on or from the day that is asked for."""
    if not page_permission_policy.user_has_permission(request.user, "change"):
        raise PermissionDenied
    site = Site.find_for_request(request) or Site.objects.get(is_default_site=True)
    style = SiteProfile.of(site).style
    clock = Clock(site, style.time_zone)
    today = timezone.now().astimezone(clock.zone).date()
    first = _asked(request.GET.get("from", ""), today=today)
    last = first + SPAN - timedelta(days=1)
    (begins, _first_ends), (_last_begins, ends) = day_bounds(first, clock.zone), day_bounds(last, clock.zone)
    mine = page_permission_policy.instances_user_has_permission_for(request.user, "change")
    events = planned_events(begins, ends, among=mine)
    context = {
        "days": _days(events, style=style, clock=clock, today=today),
        "earlier": (first - SPAN).isoformat(),
        "later": (first + SPAN).isoformat(),
        "is_now": first == today,
        "page_title": _("What is planned"),
        "weeks": _("%(first)s to %(last)s") % {"first": style.date(first), "last": style.date(last)},
        "header_icon": "calendar-alt",
    }
    return render(request, "newsroom/editor/planned.html", context)


def _asked(text: str, *, today: date) -> date:
    """Return the day that an address names, or today."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if abs(day - today) <= FARTHEST else today


def _days(events: tuple[PlannedEvent, ...], *, style: DateStyle, clock: Clock, today: date) -> list[Day]:
    by_day = groupby(events, key=lambda one: one.at.astimezone(clock.zone).date())
    return [
        Day(style.full_date(day), day == today, tuple(_entry(one, style=style) for one in found))
        for day, found in by_day
    ]


def _entry(one: PlannedEvent, *, style: DateStyle) -> Entry:
    return Entry(
        at=style.time(one.at),
        machine_time=one.at.isoformat(),
        event=str(EVENTS[one.event]) % {"label": one.article.get_label_display()},
        title=one.article.get_admin_display_title(),
        edit_url=reverse("wagtailadmin_pages:edit", args=[one.article.pk]),
        owner=str(one.article.owner or ""),
        state=_state(one),
        is_certain=one.is_certain,
    )


def _state(one: PlannedEvent) -> str:
    told = [str(STANDINGS[one.standing])]
    if one.way and one.way.status == WorkflowState.STATUS_NEEDS_CHANGES:
        told.append(_("returned with a note"))
    elif one.way and one.way.current_task_state:
        told.append(_("waits for: %(step)s") % {"step": one.way.current_task_state.task.name})
    if not one.is_certain:
        told.append(_("nobody has scheduled it"))
    return _(", ").join(told)
