"""The index: entries, their terms in the database's own full-text index, and what is still to be taken in."""

from django.db import migrations, models

SQLITE = (
    # Our terms are ASCII letters and digits (`hiwar.search.terms`); every other tokenizer would have an opinion.
    "CREATE VIRTUAL TABLE search_terms USING fts5(terms, tokenize = 'ascii')",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_terms', 'row')",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry"
    " BEGIN DELETE FROM search_terms WHERE rowid = OLD.id; END",
)
SQLITE_BACK = ("DROP TRIGGER search_entry_gone", "DROP TABLE search_vocabulary", "DROP TABLE search_terms")
POSTGRESQL = (
    # No foreign key: a table that Django does not know must not keep it from emptying those it knows.
    "CREATE TABLE search_terms (id bigint PRIMARY KEY, terms tsvector NOT NULL)",
    # Terms stand apart from the numbers and unpacked: a search passes many rows whose terms it never reads.
    "ALTER TABLE search_terms ALTER COLUMN terms SET STORAGE EXTERNAL",
    # Without the list of pending rows, which every search would have to read through.
    "CREATE INDEX search_terms_found ON search_terms USING gin (terms) WITH (fastupdate = off)",
    "CREATE FUNCTION search_entry_gone() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN DELETE FROM search_terms WHERE id = OLD.id; RETURN NULL; END $$",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry"
    " FOR EACH ROW EXECUTE FUNCTION search_entry_gone()",
    "CREATE FUNCTION search_entries_gone() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN TRUNCATE search_terms; RETURN NULL; END $$",
    "CREATE TRIGGER search_entries_gone AFTER TRUNCATE ON search_entry"
    " FOR EACH STATEMENT EXECUTE FUNCTION search_entries_gone()",
)
POSTGRESQL_BACK = (
    "DROP TRIGGER search_entry_gone ON search_entry",
    "DROP TRIGGER search_entries_gone ON search_entry",
    "DROP FUNCTION search_entry_gone()",
    "DROP FUNCTION search_entries_gone()",
    "DROP TABLE search_terms",
)


def make(apps, editor):
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def unmake(apps, editor):
    for statement in SQLITE_BACK if editor.connection.vendor == "sqlite" else POSTGRESQL_BACK:
        editor.execute(statement)


def begin_to_walk(apps, editor):
    """Let the server take in what was there before the index."""
    walk = apps.get_model("search", "Walk")
    for kind in ("article", "comment"):
        walk.objects.get_or_create(kind=kind)


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=8)),
                ('source_id', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('article', 'Article'), ('comment', 'Comment')], max_length=8)),
                ('source_id', models.BigIntegerField()),
                ('thread_id', models.BigIntegerField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('thread_id__isnull', False)), fields=['thread_id'], name='search_entry_thread')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'source_id'), name='search_entry_once')],
            },
        ),
        migrations.CreateModel(
            name='Walk',
            fields=[
                ('kind', models.CharField(choices=[('article', 'Article'), ('comment', 'Comment')], max_length=8, primary_key=True, serialize=False)),
                ('after', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.RunPython(make, unmake),
        migrations.RunPython(begin_to_walk, migrations.RunPython.noop),
    ]
