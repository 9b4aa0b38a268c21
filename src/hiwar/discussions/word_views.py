"""The word lists as a table, in the editor: a page that takes a CSV file, and one that gives it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.models import Site

from hiwar.discussions.models import ListedWord
from hiwar.discussions.queries import listed_rows
from hiwar.discussions.services import list_words
from hiwar.discussions.word_problems import report_of, sentence_of
from hiwar.discussions.word_tables import MAX_BYTES, BadTable, WordRow, read_table, write_table


class WordTableForm(forms.Form):
    """One file; it is valid when every line of it is."""

    file = forms.FileField(label=_("CSV file"), help_text=_("Saved as “CSV UTF-8”, with a heading for each column."))

    def clean_file(self) -> tuple[WordRow, ...]:
        """Return the rows of the file; every line at fault is a sentence on a line of its own."""
        try:
            return read_table(self.cleaned_data["file"].read(MAX_BYTES + 1))
        except BadTable as refusal:
            # Wagtail sets the faults of a field one behind the other.
            lines = format_html_join(SafeString("<br>"), "{}", ((sentence_of(one),) for one in refusal.problems))
            raise forms.ValidationError(lines) from refusal


class WordTableView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Take a table of words from an editor, whole or not at all, and offer the lists as one."""

    form_class = WordTableForm
    template_name = "discussions/word_table.html"
    page_title = _("Import and export")
    permission_policy: Any = None
    permission_required = "change"
    header_icon = ""
    index_url_name = ""
    export_url_name = ""

    def user_has_permission(self, permission: str) -> bool:
        """Ask for the right to add too: an import does both."""
        return all(super(WordTableView, self).user_has_permission(right) for right in (permission, "add"))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way here: home, the lists, this page."""
        lists = {"url": reverse(self.index_url_name), "label": ListedWord._meta.verbose_name_plural}
        return [*self.breadcrumbs_items, lists, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add where the lists are given out."""
        return super().get_context_data(export_url=reverse(self.export_url_name), **kwargs)

    def form_valid(self, form: WordTableForm) -> HttpResponse:
        """Import the rows and go back to the lists with a report."""
        listed = list_words(site=_site(), rows=form.cleaned_data["file"])
        messages.success(self.request, report_of(listed))
        return redirect(self.index_url_name)


class ExportWordsView(PermissionCheckedMixin, View):
    """Give the lists as a CSV file, in the editor's language."""

    permission_policy: Any = None
    permission_required = "change"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Return the file as a download."""
        table = write_table(listed_rows(_site()), language=get_language() or "en")
        disposition = 'attachment; filename="words.csv"'
        headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
        return HttpResponse(table, content_type="text/csv; charset=utf-8", headers=headers)


def _site() -> Site:
    return Site.objects.get(is_default_site=True)
