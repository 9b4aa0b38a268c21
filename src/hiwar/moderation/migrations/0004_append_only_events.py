"""Events are only added to, as decisions are; and decisions still are, after SQLite copied their table."""

from django.db import migrations


def sqlite(table, what):
    return [
        f"DROP TRIGGER IF EXISTS {table}_unchanged",
        f"DROP TRIGGER IF EXISTS {table}_kept",
        f"""
        CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table}
        BEGIN SELECT RAISE(ABORT, '{what} are append-only'); END
        """,
        f"""
        CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
        WHEN OLD.at > datetime('now', '-2 years')
        BEGIN SELECT RAISE(ABORT, '{what} are kept for two years'); END
        """,
    ]


POSTGRESQL = [
    """
    CREATE FUNCTION moderation_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '2 years' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'events are append-only';
    END $$
    """,
    """
    CREATE TRIGGER moderation_event_append_only BEFORE UPDATE OR DELETE ON moderation_event
    FOR EACH ROW EXECUTE FUNCTION moderation_event_append_only()
    """,
]


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        statements = POSTGRESQL
    else:
        statements = [*sqlite("moderation_decision", "decisions"), *sqlite("moderation_event", "events")]
    for statement in statements:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER moderation_event_append_only ON moderation_event")
        schema_editor.execute("DROP FUNCTION moderation_event_append_only()")
    else:
        schema_editor.execute("DROP TRIGGER moderation_event_unchanged")
        schema_editor.execute("DROP TRIGGER moderation_event_kept")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0003_a_whole_desk")]
    operations = [migrations.RunPython(forbid, allow)]
