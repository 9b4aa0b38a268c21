"""Give the comments that were public before the roots and places they would have been given. Safe to run again."""

from collections import Counter

from django.db import migrations, transaction

BATCH = 500


def give_places(apps, schema_editor):
    comments = apps.get_model("discussions", "Comment").objects.using(schema_editor.connection.alias)
    answered = comments.filter(parent__isnull=False, published_at__isnull=False, place__isnull=True)
    for thread in answered.order_by().values_list("thread", flat=True).distinct():
        with transaction.atomic(using=schema_editor.connection.alias):
            _give_places(comments.filter(thread=thread))


def _give_places(comments):
    """Number the replies of one thread under their roots, in the order in which readers met them."""
    fields = ("root", "place", "answers")
    parents = dict(comments.values_list("pk", "parent"))
    shown = list(comments.filter(published_at__isnull=False).order_by("number").only("pk", "state", *fields))
    places, answers, changed = Counter(), Counter(), []
    for comment in shown:
        root = None
        above = parents[comment.pk]
        while above is not None:
            root, above = above, parents.get(above)
        if root is None:
            continue
        places[root] += 1
        answers[root] += comment.state == "published"
        comment.root_id, comment.place = root, places[root]
        changed.append(comment)
    for comment in shown:
        if comment.pk in answers:
            comment.answers = answers[comment.pk]
            changed.append(comment)
    comments.bulk_update(changed, fields, batch_size=BATCH)


class Migration(migrations.Migration):

    # Thread by thread: one transaction over millions of comments would hold its locks for an hour.
    atomic = False
    dependencies = [("discussions", "0005_roots_and_places")]

    operations = [migrations.RunPython(give_places, migrations.RunPython.noop)]
