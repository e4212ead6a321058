"""Phrases of the disposition form in one wording each; the codes stay."""

from django.db import migrations

from workflow.reference_data import load_instructions


def write_phrases(apps, schema_editor) -> None:
    """Write the phrases again, as the product ships them."""
    load_instructions(apps.get_model("workflow", "DispositionInstruction"))


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0022_outside_of_old_letters"),
    ]

    operations = [
        migrations.RunPython(write_phrases, migrations.RunPython.noop),
    ]
