"""The full-text index of wire items beside Django's tables, filled with what is there already."""

from django.db import migrations

_MAKE = {
    # Without places or columns: words are looked for one by one.
    "sqlite": ["CREATE VIRTUAL TABLE wire_words USING fts5(words, detail=none)"],
    "postgresql": [
        "CREATE TABLE wire_words (item_id bigint PRIMARY KEY, words tsvector NOT NULL)",
        "CREATE INDEX wire_words_found ON wire_words USING gin (words)",
    ],
}


def make(apps, schema_editor):
    for statement in _MAKE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def fill(apps, schema_editor):
    from khabar.ingest.words import keep

    rows = apps.get_model("ingest", "WireItem").objects.values_list("pk", "headline", "text")
    for pk, headline, text in rows.iterator(chunk_size=500):
        keep(pk, headline, text)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE wire_words")


class Migration(migrations.Migration):
    dependencies = [("ingest", "0010_wire_views")]
    operations = [
        migrations.RunPython(make, drop),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
