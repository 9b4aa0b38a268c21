"""Tell every earlier discussion about an article in which section that stands. Safe to run again."""

from django.db import migrations, transaction

BATCH = 1000


def tell_sections(apps, schema_editor):
    alias = schema_editor.connection.alias
    articles = apps.get_model("newsroom", "ArticlePage").objects.using(alias).filter(section__isnull=False)
    threads = apps.get_model("discussions", "Thread").objects.using(alias).filter(section="")
    last = 0
    while batch := list(articles.filter(pk__gt=last).order_by("pk").values_list("pk", "section_id")[:BATCH]):
        last = batch[-1][0]
        with transaction.atomic(using=alias):
            for section in {section for _, section in batch}:
                subjects = [f"article:{pk}" for pk, of in batch if of == section]
                threads.filter(subject__in=subjects).update(section=f"section:{section}")


class Migration(migrations.Migration):

    # Batch by batch: one transaction over a million articles would hold its locks for minutes.
    atomic = False
    dependencies = [
        ("delivery", "0001_changes"),
        ("discussions", "0011_indexes_of_queues"),
        ("newsroom", "0006_times_without_their_own_index"),
    ]

    operations = [migrations.RunPython(tell_sections, migrations.RunPython.noop, elidable=True)]
