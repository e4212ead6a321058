"""Texts that are kept already name the kinds of block in them."""

from django.db import migrations


def name_parts(apps, schema_editor):
    texts = apps.get_model("workflow", "UnitText")
    for text in texts.objects.only("body").iterator():
        text.parts = sorted({block["type"] for block in text.body})
        text.save(update_fields=["parts"])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0062_unit_texts_versions")]

    # Backwards there is nothing to do: the column goes with the step before.
    operations = [migrations.RunPython(name_parts, migrations.RunPython.noop)]
