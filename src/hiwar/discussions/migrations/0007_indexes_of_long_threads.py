"""The indexes by which a discussion is turned page by page; writing goes on while PostgreSQL builds them."""

from django.db import migrations, models

from hiwar.accounts.schema_changes import AddIndexQuietly

ROOTS = models.Q(("number__isnull", False), ("published_at__isnull", False), ("root__isnull", True))


class Migration(migrations.Migration):

    atomic = False
    dependencies = [("discussions", "0006_places_of_earlier_comments")]

    operations = [
        AddIndexQuietly("comment", models.Index(fields=["thread", "number"], name="comment_roots", condition=ROOTS)),
        AddIndexQuietly(
            "comment",
            models.Index(fields=["thread", "-answers", "number"], name="comment_roots_by_answers", condition=ROOTS),
        ),
        AddIndexQuietly(
            "comment",
            models.Index(
                fields=["root", "place"], name="comment_replies", condition=models.Q(("root__isnull", False))
            ),
        ),
    ]
