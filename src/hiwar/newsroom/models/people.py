"""Those whose names stand above an article. A byline is not an account: a columnist need never log in.

An author may be given one, and then answers her readers under her own name.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.search import index

from hiwar.newsroom.addresses import slug_from, slugs_like


class Author(index.Indexed, models.Model):
    """A name above articles, with what its owner does."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", editable=False, verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True, blank=True, editable=False)
    role = models.CharField(
        _("role"), max_length=120, blank=True, help_text=_("As readers see it: correspondent in the port, columnist.")
    )

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
        help_text=_("Whoever signs in with it may answer readers under this name, below this author's own articles."),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "slug"], name="author_slug_once_per_site"),
            models.UniqueConstraint(fields=["site", "account"], name="author_once_per_account"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with a site (the only one, unless told) and an address made of the name."""
        if self.site_id is None:
            self.site = Site.objects.get(is_default_site=True)
        if not self.slug:
            self.slug = self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        first = slug_from(self.name)
        taken = set(Author.objects.filter(site_id=self.site_id, slug__startswith=first).values_list("slug", flat=True))
        return next(slug for slug in slugs_like(first) if slug not in taken)
