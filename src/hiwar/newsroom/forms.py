"""What editors' input must be. Models name these forms, so they import no model and know their page as `instance`."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from hiwar.accounts.models import SiteProfile
from hiwar.newsroom.addresses import address_of, slug_from


class NewsPageForm(WagtailAdminPageForm):
    """Whatever the browser made of the headline, the slug is ours: no vowel marks, no punctuation, one length."""

    def clean_slug(self) -> str:
        """Return the slug in our spelling."""
        slug = self.cleaned_data["slug"]
        return slug_from(slug.replace("-", " ")) if slug else slug


class ArticleForm(NewsPageForm):
    """An article's form: two articles of one day may not share an address, in whichever sections they stand."""

    def clean(self) -> dict[str, Any]:
        """Clean, and say so while the editor can still choose another slug."""
        cleaned = super().clean()
        slug = cleaned.get("slug")
        if slug and not self.instance.address and (site := self.parent_page.get_site()):
            zone = SiteProfile.for_site(site).time_zone
            address = address_of(slug, cleaned.get("published_at") or timezone.now(), zone)
            namesake = type(self.instance)._default_manager.filter(address=address).exclude(pk=self.instance.pk)
            if namesake.exists():
                self.add_error("slug", _("Another article of that day has this address. Choose another slug."))
        return cleaned
