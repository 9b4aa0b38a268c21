"""What editors' input must be. Models name these forms, so they import no model and know their page as `instance`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.forms import Media
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.addresses import address_of, slug_from
from hiwar.newsroom.topic_forms import TopicNamesField


class NewsPageForm(WagtailAdminPageForm):
    """Whatever the browser made of the headline, the slug is ours: no vowel marks, no punctuation, one length."""

    def clean_slug(self) -> str:
        """Return the slug in our spelling."""
        slug = self.cleaned_data["slug"]
        return slug_from(slug.replace("-", " ")) if slug else slug


class ArticleForm(NewsPageForm):
    """An article's form. A draft may be as it is; what is submitted, scheduled or published must be able to go out."""

    topics = TopicNamesField(
        label=_("topics"),
        required=False,
        help_text=_("What it is about: three to five. They lead readers on to its page and to others of the kind."),
    )

    # The times stand in the form itself, not in the dialog that Wagtail would open from beside it.
    show_schedule_publishing_toggle = False

    @property
    def media(self) -> Media:
        """Return what the form loads; behind Wagtail's script of comments, the one that keeps those being written."""
        return super().media + Media(js=["newsroom/comments-kept.js"])

    def clean(self) -> dict[str, Any]:
        """Clean, and say what is wrong while the editor can still mend it."""
        cleaned = super().clean()
        self._check_address(cleaned)
        if not self.is_deferred_validation:
            self._check_times(cleaned, now=timezone.now())
            self._check_lead(cleaned)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Save with the topics that are named; what nobody named before becomes one."""
        from hiwar.newsroom.services.topics import topics_named  # Models are not loaded when the page names this form.

        if "topics" in self.cleaned_data and (site := self.parent_page.get_site()):
            self.cleaned_data["topics"] = topics_named(self.cleaned_data["topics"], site=site)
        return super().save(commit=commit)

    def _check_address(self, cleaned: dict[str, Any]) -> None:
        """Two articles of one day may not share an address, in whichever sections they stand."""
        slug = cleaned.get("slug")
        if not slug or self.instance.address or not (site := self.parent_page.get_site()):
            return
        zone = SiteProfile.of(site).time_zone
        moment = cleaned.get("published_at") or cleaned.get("go_live_at") or timezone.now()
        namesakes = type(self.instance)._default_manager.filter(address=address_of(slug, moment, zone))
        if namesakes.exclude(pk=self.instance.pk).exists():
            self.add_error("slug", _("Another article of that day has this address. Choose another slug."))

    def _check_times(self, cleaned: dict[str, Any], *, now: datetime) -> None:
        """Readers must not be told a time that is still to come, nor one that is not that of the publication."""
        said, planned = cleaned.get("published_at"), cleaned.get("go_live_at")
        if self.instance.address or not said:
            return
        if planned and planned > now:
            self.add_error("published_at", _("A scheduled article takes the time it goes out at. Leave this empty."))
        elif said > now:
            self.add_error("published_at", _("This time is still to come. To publish later, fill in “Goes out at”."))

    def _check_lead(self, cleaned: dict[str, Any]) -> None:
        """A picture without words shuts out whoever does not see it; without a credit it is unnamed work."""
        image = cleaned.get("lead_image")
        if image is None:
            return
        lacking = image.lacks(alt=cleaned.get("lead_alt") or "", credit=cleaned.get("lead_credit") or "")
        if lacking:
            self.add_error("lead_image", LACKING[lacking] % {"title": image.title})


LACKING = {
    ("alt",): _("Nothing says what the picture “%(title)s” shows. Say it here or at the picture."),
    ("credit",): _("Nothing says whose picture “%(title)s” is. Name the credit here or at the picture."),
    ("alt", "credit"): _(
        "Nothing says what the picture “%(title)s” shows and whose it is. Say both here or at the picture."
    ),
}
