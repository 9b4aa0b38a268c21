"""The try-out of words: what would this entry have held, and the button that lists it."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hiwar.discussions.models import ListedWord, ListKind
from hiwar.moderation.access import for_staff
from hiwar.moderation.frame import render_desk
from hiwar.moderation.models import Event, EventKind
from hiwar.moderation.places import number
from hiwar.moderation.queries.tryout import MOST, try_entry
from hiwar.moderation.roles import Act, Seat
from hiwar.moderation.services.words import list_word
from hiwar.moderation.tryout_forms import AddWordForm, TryForm

ROOM = "desk-words-try"
LISTS = "discussions.add_listedword"
ASKED = ("text", "with_clitics", "by_stem", "forms")


@require_safe
@for_staff(Act.TUNE)
def try_word(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Show what an entry would have held; without one, the form alone."""
    if not request.GET.get("text", "").strip():
        return _shown(request, seat, TryForm())
    form = TryForm(request.GET)
    if not form.is_valid():
        return _shown(request, seat, form, status=422)
    after, seen = number(request.GET.get("after")), number(request.GET.get("seen")) or 0
    tried = try_entry(form.entry(), seat=seat, clock=time.monotonic, after=after, seen=seen)
    more = urlencode({**_asked(form), "after": tried.further or 0, "seen": seen + tried.looked_at})
    context = {"tried": tried, "seen": seen, "more": more if tried.further else ""}
    return _shown(request, seat, form, context)


@require_POST
@for_staff(Act.TUNE)
def add_word(request: HttpRequest, *, seat: Seat) -> HttpResponse:
    """Put a tried entry on the list of what is held for review."""
    if not seat.user.has_perm(LISTS):
        return render_desk(request, seat, "moderation/not_yours.html", {"room": ""}, status=403)
    form = AddWordForm(request.POST, instance=ListedWord(site=seat.site, kind=ListKind.SUSPECT))
    if not form.is_valid():
        problem = next(str(sentences[0]) for sentences in form.errors.values())
        return _shown(request, seat, TryForm(request.POST), {"problem": problem}, status=422)
    word = form.save(commit=False)
    event = list_word(word=word, by=seat.user, now=timezone.now())
    tried = TryForm(request.POST)
    asked = _asked(tried) if tried.is_valid() else {"text": word.text}
    return HttpResponseRedirect(f"{reverse(ROOM)}?{urlencode({**asked, 'done': event.pk})}")


def _shown(
    request: HttpRequest, seat: Seat, form: TryForm, context: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    listed = Event.objects.filter(site=seat.site, kind=EventKind.WORDS, pk=number(request.GET.get("done"))).first()
    shown = {
        "room": ROOM,
        "form": form,
        "values": {name: form[name].value() or "" for name in ASKED},
        "problem": _problem(form),
        "tried": None,
        "most": MOST,
        "listed": listed,
        "may_list": seat.user.has_perm(LISTS),
    }
    return render_desk(request, seat, "moderation/word_tryout.html", {**shown, **(context or {})}, status=status)


def _problem(form: TryForm) -> str:
    if not form.is_bound or form.is_valid():
        return ""
    return str(next(iter(form.errors["text"]), "")) if "text" in form.errors else _("These forms cannot be kept.")


def _asked(form: TryForm) -> dict[str, str]:
    """Return the fields of an address that asks the same again."""
    said = form.cleaned_data
    ticked = {name: "on" for name in ("with_clitics", "by_stem") if said[name]}
    return {"text": said["text"], **ticked, **({"forms": said["forms"]} if said["forms"] else {})}
