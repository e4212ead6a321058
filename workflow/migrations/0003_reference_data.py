"""Letter types and disposition instructions of the seed files."""

from django.db import migrations

from workflow.reference_data import load_instructions, load_letter_types


def load(apps, schema_editor):
    load_letter_types(apps.get_model("workflow", "LetterType"))
    load_instructions(apps.get_model("workflow", "DispositionInstruction"))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_append_only")]
    # Going back leaves the rows: letters may rest on them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
