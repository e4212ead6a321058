"""Version 1 of every type, and of every letter.

Going back leaves the rows: the next step back drops the table.
"""

from django.db import migrations

from workflow.letter_types.shipped import load_first_versions


def fill(apps, schema_editor):
    versions = apps.get_model("workflow", "LetterTypeVersion")
    load_first_versions(apps.get_model("workflow", "LetterType"), versions)
    letters = apps.get_model("workflow", "Letter").objects
    for version in versions.objects.filter(number=1):
        known = letters.filter(letter_type=version.letter_type_id, type_version=None)
        known.update(type_version=version)


class Migration(migrations.Migration):
    dependencies = [("workflow", "0044_letter_type_versions")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
