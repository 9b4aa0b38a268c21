"""Note with every earlier article when it left, means to go out, and loses its label. Safe to run again."""

from datetime import timedelta

from django.db import migrations, models, transaction

BATCH = 1000
# As `LABEL_LASTS` and `ArticlePage.label_until` had it.
LASTS = {"breaking": timedelta(hours=12), "live": timedelta(hours=24)}
UNCHANGED = timedelta(minutes=1)


def note_times(apps, schema_editor):
    alias = schema_editor.connection.alias
    articles = apps.get_model("newsroom", "ArticlePage").objects.using(alias)
    told = articles.filter(
        models.Q(go_live_at__isnull=False) | models.Q(expired=True) | models.Q(live=True, label__in=LASTS)
    ).defer("body", "rendered_body")
    last = 0
    while batch := list(told.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        with transaction.atomic(using=alias):
            for one in batch:
                articles.filter(pk=one.pk).update(
                    goes_out_at=one.goes_out_at or one.go_live_at,
                    left_at=one.expire_at if one.expired else None,
                    label_ends_at=label_ends_at(one),
                )


def label_ends_at(article):
    """Return when its label has grown old; a live report's is counted from its last change."""
    if not article.live or article.label not in LASTS or article.published_at is None:
        return None
    first, changed = article.first_published_at, article.last_published_at
    since = article.published_at
    if article.label == "live" and first and changed and changed - first >= UNCHANGED:
        since = changed
    return since + LASTS[article.label]


class Migration(migrations.Migration):
    # Batch by batch: one transaction over all of them would hold its locks for as long as it reads.
    atomic = False
    dependencies = [
        ("newsroom", "0019_times_to_come"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(note_times, migrations.RunPython.noop, elidable=True)]
