"""The classification tree and the retention schedule of the seed files."""

from django.db import migrations

from archive.reference_data import load_classification_codes, load_retention_rules


def load(apps, schema_editor):
    codes = apps.get_model("archive", "ClassificationCode")
    load_classification_codes(codes)
    load_retention_rules(codes, apps.get_model("archive", "RetentionRule"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0001_initial")]
    # Going back leaves the rows: records may rest on them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
