"""What is commented on."""

from django.db import models


class Article(models.Model):
    """One article."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    body = models.TextField()

    class Meta:
        app_label = "xtd_site"

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where readers find it."""
        return f"/{self.slug}/"
