"""The room of roles: who may do what at this desk, and in which sections. For owners alone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.accounts.models import Role
from hiwar.accounts.signing_out import end_sessions
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.people_forms import TAKE, Refused, RoleForm
from hiwar.moderation.places import number
from hiwar.moderation.queries.filters import section_choices
from hiwar.moderation.queries.people import account_of, colleagues
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.said import Word, said_in
from hiwar.moderation.services import people as services

ROOM = "desk-people"


@require_safe
@for_staff(Act.ROLES)
def people(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show everybody with an account and what she is at this desk."""
    return _room(request, seat)


@require_POST
@for_staff(Act.ROLES)
def role(request: HttpRequest, *, seat: Seat, pk: int) -> HttpResponse:
    """Give a member of staff a role on this site, or take hers away."""
    user = account_of(pk)
    if user is None:
        raise Http404
    form = RoleForm(request.POST, sections=[key for key, _name in section_choices(seat)])
    if not form.is_valid():
        return _room(request, seat, refused=Refused(form.problem(), pk, form.chosen()), status=422)
    now, data = timezone.now(), form.cleaned_data
    try:
        if data["role"] == TAKE:
            services.take_role(user=user, seat=seat, now=now)
        else:
            services.give_role(user=user, role=Role(data["role"]), sections=data["sections"], seat=seat, now=now)
    except services.OwnersNeedNoRole:
        problem = _("An owner may do everything and needs no role.")
        return _room(request, seat, refused=Refused(problem, pk), status=409)
    return _back(pk, "role")


@require_POST
@for_staff(Act.ROLES)
def put_back(request: HttpRequest, *, seat: Seat, pk: int) -> HttpResponse:
    """Make a colleague what she was before her role was last changed."""
    user = account_of(pk)
    if user is None:
        raise Http404
    try:
        services.put_role_back(user=user, seat=seat, now=timezone.now())
    except services.NothingToPutBack:
        problem = _("Her role was not changed within a day, or it was put back already.")
        return _room(request, seat, refused=Refused(problem, pk), status=409)
    return _back(pk, "role-back")


@require_POST
@for_staff(Act.ROLES, asks=False)
def sign_out(request: HttpRequest, *, seat: Seat, pk: int) -> HttpResponse:
    """End all sessions of a colleague; what is done in a hurry, and harms nothing, does not ask for a password."""
    user = account_of(pk)
    if user is None or user.pk == seat.user.pk:
        raise Http404
    ended = end_sessions(user=user, by=seat.user, site=seat.site)
    return HttpResponseRedirect(f"{reverse(ROOM)}?signed_out={pk}&ended={ended}#person-{pk}")


def _back(pk: int, said: Word) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(ROOM)}?said={said}&whose={pk}#person-{pk}")


def _room(request: HttpRequest, seat: Seat, *, refused: Refused | None = None, status: int = 200) -> HttpResponse:
    context = {
        "people": colleagues(seat, now=timezone.now()),
        "signed_out": number(request.GET.get("signed_out")),
        "said": said_in(request),
        "whose": number(request.GET.get("whose")),
        "ended": number(request.GET.get("ended")) or 0,
        "roles": [(value, label) for value, label in Role.choices],
        "section_choices": section_choices(seat),
        "refused": refused,
        "room": ROOM,
    }
    return render_desk(request, seat, "moderation/people.html", context, status=status)
