"""The page of the editor that shows what «set the text right» would change in a draft, and does it when told to.

Works on the latest draft as it is stored, and leaves another draft; nothing reaches readers before it is published.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin.compare import diff_text
from wagtail.models import Revision

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.models import ArticlePage
from hiwar.newsroom.tidying import set_right


@require_http_methods(["GET", "HEAD", "POST"])
def set_text_right(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the changes; on POST make them in a new draft, unless the text has changed since they were shown."""
    page = get_object_or_404(ArticlePage, pk=pk)
    lock = page.get_lock()
    if not page.permissions_for_user(request.user).can_edit() or (lock and lock.for_user(request.user)):
        raise PermissionDenied
    revision = page.get_latest_revision() or page.save_revision(user=request.user)
    draft = revision.as_object()
    changes = set_right(draft, digits=SiteProfile.of(page.get_site()).style.digits)
    seen = request.method != "POST" or request.POST.get("revision") == _mark(revision)
    if request.method == "POST" and seen:
        if changes:
            draft.save_revision(user=request.user, log_action=True, clean=False)
            told = ngettext("%(count)s text was set right.", "%(count)s texts were set right.", len(changes))
            messages.success(request, told % {"count": len(changes)})
        return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[pk]))
    shown = [diff_text(change.before, change.after).changes for change in changes]
    context: dict[str, Any] = {
        "page": page,
        "changes": shown,
        "mark": _mark(revision),
        "warning": "" if seen else _("The text has changed meanwhile. Look at the changes again."),
        "page_title": _("Set the text right"),
        "page_subtitle": draft.get_admin_display_title(),
        "header_icon": "edit",
    }
    return render(request, "newsroom/editor/set_text_right.html", context, status=200 if seen else 422)


def _mark(revision: Revision) -> str:
    # Autosaving writes a draft anew under its number.
    return f"{revision.pk} {revision.created_at.isoformat()}"
