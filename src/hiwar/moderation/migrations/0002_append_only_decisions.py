"""Decisions are only added to: the database refuses to change a row, or to delete one younger than two years."""

from django.db import migrations

SQLITE = [
    """
    CREATE TRIGGER moderation_decision_unchanged BEFORE UPDATE ON moderation_decision
    BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END
    """,
    """
    CREATE TRIGGER moderation_decision_kept BEFORE DELETE ON moderation_decision
    WHEN OLD.at > datetime('now', '-2 years')
    BEGIN SELECT RAISE(ABORT, 'decisions are kept for two years'); END
    """,
]

POSTGRESQL = [
    """
    CREATE FUNCTION moderation_decision_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND OLD.at <= now() - interval '2 years' THEN RETURN OLD; END IF;
        RAISE EXCEPTION 'decisions are append-only';
    END $$
    """,
    """
    CREATE TRIGGER moderation_decision_append_only BEFORE UPDATE OR DELETE ON moderation_decision
    FOR EACH ROW EXECUTE FUNCTION moderation_decision_append_only()
    """,
]


def forbid(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER moderation_decision_append_only ON moderation_decision")
        schema_editor.execute("DROP FUNCTION moderation_decision_append_only()")
    else:
        schema_editor.execute("DROP TRIGGER moderation_decision_unchanged")
        schema_editor.execute("DROP TRIGGER moderation_decision_kept")


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_decisions")]
    operations = [migrations.RunPython(forbid, allow)]
