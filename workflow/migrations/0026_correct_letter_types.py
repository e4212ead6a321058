"""Fields of the letter types whole, and usual codes that letters may bear."""

from django.db import migrations

from workflow.reference_data import correct_letter_types


def correct(apps, schema_editor):
    correct_letter_types(apps.get_model("workflow", "LetterType"))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0025_fill_number_dates")]
    # Going back leaves the words: the former ones were cut.
    operations = [migrations.RunPython(correct, migrations.RunPython.noop)]
