"""Have PostgreSQL ask its index, whatever it believes of a word."""

from django.db import migrations

# Of a word that is not among the most common PostgreSQL believes that it stands in every hundredth text, whatever the
# truth, and would rather read texts one by one until it has met enough; it does not know that a text takes a hundred
# times as long to read as a number. A function with settings of its own is planned with them.
MAKE = """
CREATE FUNCTION search_terms_having(asked tsquery, most bigint) RETURNS SETOF bigint LANGUAGE sql STABLE
SET enable_seqscan = off SET enable_indexscan = off AS
$$ SELECT id FROM search_terms WHERE terms @@ asked LIMIT most $$
"""
UNMAKE = "DROP FUNCTION search_terms_having(tsquery, bigint)"


def make(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(MAKE)


def unmake(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(UNMAKE)


class Migration(migrations.Migration):

    dependencies = [("search", "0001_index")]

    operations = [migrations.RunPython(make, unmake)]
