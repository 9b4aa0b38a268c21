"""The one table of this package: what readers can see and has changed, in the order it became true.

Rows are written by the database itself (`watched_rows`), in the transaction of the change, and read by every process
(`change_feed`). Nothing about a person is in them.
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
