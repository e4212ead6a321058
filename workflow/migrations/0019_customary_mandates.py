"""The register of mandates gets the lines that a pemda has by custom.

An office that runs signs on in its ordinary forms from the first minute; each line is
marked in its basis, for the region's own regulation to replace.
"""

from django.db import migrations
from django.utils import timezone

from workflow.mandates.custom import customary_mandates


def put_customary_table_in(apps, _schema_editor):
    mandates = apps.get_model("workflow", "SigningMandate")
    positions = apps.get_model("organisation", "Position").objects
    rows = positions.select_related("unit", "mandate_giver")
    if not mandates.objects.exists():
        today = timezone.localdate()
        mandates.objects.bulk_create(customary_mandates(mandates, rows, today))


class Migration(migrations.Migration):
    dependencies = [("workflow", "0018_mandates")]

    operations = [
        migrations.RunPython(put_customary_table_in, migrations.RunPython.noop)
    ]
