"""The tables of this package: what readers can see and has changed, how often articles were asked for, whom to tell.

Changes are written by the database itself (`watched_rows`), in the transaction of the change, and read by every process
(`change_feed`); views are written by `traffic`. Nothing about a person is in them.
"""

from django.db import models


class Change(models.Model):
    """A key, such as «thread:9», under which something changed.

    `writer` is the transaction's number on PostgreSQL, `at` the second since 1970.
    """

    key = models.CharField(max_length=240)
    writer = models.BigIntegerField(null=True)
    at = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["writer"], name="change_by_writer"),
            models.Index(fields=["at"], name="change_by_time"),
        ]

    def __str__(self) -> str:
        return self.key


class ArticleViews(models.Model):
    """How often the page of one article was asked for within one hour, by all readers together."""

    hour = models.DateTimeField()
    subject = models.CharField(max_length=200)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "subject"], name="views_once_per_hour")]

    def __str__(self) -> str:
        return f"{self.subject} {self.count}"


class HubNotice(models.Model):
    """A feed that changed, of which the hub has not been told. `feed` is its address."""

    feed = models.CharField(max_length=500, unique=True)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.feed
