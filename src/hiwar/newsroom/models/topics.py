"""What articles are about: topics, each under one name however it is spelled, and which article has which.

A topic that was renamed or merged stays as a row that stands for another: its name still finds that other topic, its
address leads there, and a draft of earlier days that has it gets the other. Not here: reading (`queries.topics`), and
what renaming and merging do (`services.topics`).
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site
from wagtail.search import index

from hiwar.arabic.spelling import spelling_key
from hiwar.newsroom.addresses import path_of, slug_from, slugs_like


class Topic(index.Indexed, models.Model):
    """Something that articles are about again and again: «القطار», «كرة القدم». `folded` is its name for comparison."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+", editable=False, verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=60)
    folded = models.CharField(max_length=120, editable=False)
    slug = models.SlugField(_("slug"), max_length=80, allow_unicode=True, editable=False, db_index=False)
    description = models.CharField(
        _("description"), max_length=240, blank=True, help_text=_("One sentence for readers and search engines.")
    )
    stands_for = models.ForeignKey(
        "self",
        verbose_name=_("merge into"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="other_names",
        help_text=_(
            "Its articles go over to the topic chosen here, its address leads there, and its name finds it from now on."
            " This cannot be taken back."
        ),
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["folded"]
        constraints = [
            models.UniqueConstraint(fields=["site", "folded"], name="topic_name_once_per_site"),
            models.UniqueConstraint(fields=["site", "slug"], name="topic_slug_once_per_site"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Save with a site (the only one, unless told), an address made of the name, and the name for comparison."""
        if self.site_id is None:
            self.site = Site.objects.get(is_default_site=True)
        self.folded = spelling_key(self.name)
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def free_slug(self) -> str:
        """Return the address that the name would have."""
        first = slug_from(self.name)
        others = Topic.objects.filter(site_id=self.site_id, slug__startswith=first).exclude(pk=self.pk)
        taken = set(others.values_list("slug", flat=True))
        return next(slug for slug in slugs_like(first) if slug not in taken)

    def public_path(self) -> str:
        """Return `/topic/<slug>/`."""
        return path_of(f"topic/{self.slug}")


def meant(topics: Iterable[Topic]) -> list[Topic]:
    """Return what these topics stand for, themselves if nothing else, each once."""
    return list(dict.fromkeys(topic.stands_for or topic for topic in topics))


class ArticleTopic(models.Model):
    """One topic of one article. `published_at` is the article's, so that a topic's pages are read along an index."""

    article = models.ForeignKey("newsroom.ArticlePage", on_delete=models.CASCADE, related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", db_index=False)
    published_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["topic", "-published_at", "-article"], name="article_newest_of_topic")]
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="article_has_topic_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.topic}"
