"""The product's proposal of security classes, until the office confirms its own."""

from django.db import migrations

from archive.reference_data import load_security_rules


def load(apps, schema_editor):
    codes = apps.get_model("archive", "ClassificationCode")
    load_security_rules(codes, apps.get_model("archive", "SecurityRule"))


class Migration(migrations.Migration):
    dependencies = [("archive", "0006_security_rules")]
    # Going back leaves the rows: letters were classed by them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
