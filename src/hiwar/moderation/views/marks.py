"""Pinning and featuring a published comment, from where it is open at the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from hiwar.discussions.models import State
from hiwar.discussions.services import ParentNotFound, TooManyFeatured
from hiwar.moderation.access import for_staff
from hiwar.moderation.answer_forms import MarkForm
from hiwar.moderation.places import Place
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services.marks import mark as set_mark
from hiwar.moderation.views.page import Shown, comment_or_404, show_desk


@require_POST
@for_staff(Act.MARK)
def mark(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Pin a comment, feature it, or take one of these back; then show it again where it stands."""
    comment = comment_or_404(public_id, seat=seat)
    place = Place(state=comment.state)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return show_desk(request, seat, place, Shown(comment, _("Choose what is to be done."), status=422))
    wanted, is_on = form.wanted()
    try:
        set_mark(comment=comment, mark=wanted, is_on=is_on, seat=seat, now=timezone.now())
    except ParentNotFound:
        problem = _("Only what readers can see is pinned or featured.")
        return show_desk(request, seat, place, Shown(comment, problem, status=409))
    except TooManyFeatured as error:
        problem = ngettext(
            "%(count)s comment of this discussion is featured already; take one back first.",
            "%(count)s comments of this discussion are featured already; take one back first.",
            error.most,
        ) % {"count": error.most}
        return show_desk(request, seat, place, Shown(comment, problem, status=409))
    return HttpResponseRedirect(Place(state=State(comment.state)).url(open=comment.public_id, said=form.said()))
