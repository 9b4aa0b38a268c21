"""The room of a reporter: what her readers ask and say, each with a form to answer, and what she answered lately.

Who has no other right at the desk than this room sees published comments below her own articles and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.discussions.models import MAX_TEXT, Comment
from hiwar.discussions.services import DuplicateComment, ParentNotFound, ThreadClosed
from hiwar.moderation.access import for_staff
from hiwar.moderation.answer_forms import AnswerForm
from hiwar.moderation.frame import render_desk
from hiwar.moderation.queries.answers import ON_A_PAGE, Readers
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services import answers as services

ROOM = "desk-answers"
DONE = ("answered", "none", "again", "back")
ALL = "all"


@dataclass(frozen=True)
class Said:
    """What comes back with an answer that could not be taken."""

    problem: str
    status: int
    comment: str = ""
    text: str = ""


@require_safe
@for_staff(Act.ANSWER)
def room(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what waits for an answer, questions first."""
    return _room(request, seat)


@require_POST
@for_staff(Act.ANSWER)
def answer(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Answer a comment under one's byline."""
    readers = _readers(request, seat)
    comment = _comment(readers, public_id)
    form = AnswerForm(request.POST)
    typed = request.POST.get("text", "")
    if not form.is_valid():
        return _room(request, seat, Said(form.problem(), 422, public_id, typed))
    voice = readers.voice(comment.thread)
    try:
        services.answer_reader(
            comment=comment, text=form.cleaned_data["text"], voice=voice, seat=seat, now=timezone.now()
        )
    except DuplicateComment:
        return _room(request, seat, Said(_("These words stand below it already."), 409))
    except (ParentNotFound, ThreadClosed):
        problem = _(
            "Readers can no longer see this comment, so your answer was not published. Your text is kept below."
        )
        return _room(request, seat, Said(problem, 409, public_id, typed))
    return _back(readers, "answered")


@require_POST
@for_staff(Act.ANSWER)
def none_needed(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Say that a comment needs no answer, or that it does after all."""
    readers = _readers(request, seat)
    comment, needs_none = _comment(readers, public_id), request.POST.get("undo") != "1"
    services.say_whether_needed(comment=comment, needs_none=needs_none, seat=seat, now=timezone.now())
    return _back(readers, "none" if needs_none else "again", comment=public_id if needs_none else "")


@require_POST
@for_staff(Act.ANSWER)
def take_back(request: HttpRequest, *, seat: Seat, public_id: str) -> HttpResponse:
    """Take an answer of one's own off the page."""
    readers = _readers(request, seat)
    given = readers.answer(public_id)
    if given is None:
        raise Http404
    services.take_answer_back(answer=given, seat=seat, now=timezone.now())
    return _back(readers, "back")


def _readers(request: HttpRequest, seat: Seat) -> Readers:
    fields = request.POST if request.method == "POST" else request.GET
    return Readers(seat, everybody=fields.get("of") == ALL)


def _comment(readers: Readers, public_id: str) -> Comment:
    comment = readers.comment(public_id)
    if comment is None:
        raise Http404
    return comment


def _back(readers: Readers, done: str, *, comment: str = "") -> HttpResponse:
    which = f"&of={ALL}" if readers.everybody else ""
    about = f"&c={comment}" if comment else ""
    return HttpResponseRedirect(f"{reverse(ROOM)}?done={done}{about}{which}#answers")


def _room(request: HttpRequest, seat: Seat, said: Said | None = None) -> HttpResponse:
    readers, now = _readers(request, seat), timezone.now()
    waiting = readers.waiting(now=now)
    done, about = request.GET.get("done", ""), request.GET.get("c", "")
    # The one that comes back with a problem must be among those that are shown.
    shown = sorted(waiting, key=lambda one: said is None or one.public_id != said.comment)[:ON_A_PAGE]
    lost = said.text if said and said.comment not in {one.public_id for one in shown} else ""
    context: dict[str, Any] = {
        "room": ROOM,
        "waiting": shown,
        "left": len(waiting) - len(shown),
        "answers": readers.own_answers(now=now),
        "author": readers.author,
        "everybody": readers.everybody,
        "said": said,
        "lost": lost,
        "done": done if done in DONE and said is None else "",
        "undo": about if done == "none" and said is None and readers.comment(about) else "",
        "longest": MAX_TEXT,
    }
    return render_desk(request, seat, "moderation/answers.html", context, status=said.status if said else 200)
