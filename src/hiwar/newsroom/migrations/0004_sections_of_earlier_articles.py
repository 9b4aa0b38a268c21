"""Give every earlier article the section it stands in. Safe to run again: what has one is left alone."""

from collections import defaultdict

from django.db import migrations, transaction

BATCH = 1000
STEP = 4  # Characters of a path for each level of Wagtail's tree.


def give_sections(apps, schema_editor):
    alias = schema_editor.connection.alias
    sections = dict(apps.get_model("newsroom", "SectionPage").objects.using(alias).values_list("path", "pk"))
    articles = apps.get_model("newsroom", "ArticlePage").objects.using(alias).filter(section__isnull=True)
    last = 0
    while batch := list(articles.filter(pk__gt=last).order_by("pk").values_list("pk", "path")[:BATCH]):
        last = batch[-1][0]
        members = defaultdict(list)
        for pk, path in batch:
            members[sections.get(path[:-STEP])].append(pk)
        with transaction.atomic(using=alias):
            for section, pks in members.items():
                articles.filter(pk__in=pks).update(section=section)


class Migration(migrations.Migration):

    # Batch by batch: one transaction over a million articles would hold its locks for minutes.
    atomic = False
    dependencies = [("newsroom", "0003_sections_of_articles")]

    operations = [migrations.RunPython(give_sections, migrations.RunPython.noop, elidable=True)]
