"""Files closed before: their activity ended on the day they were closed."""

from django.db import migrations
from django.db.models import F


def fill(apps, schema_editor):
    files = apps.get_model("archive", "RecordFile").objects
    files.filter(closed_on__isnull=False, activity_ended_on__isnull=True).update(
        activity_ended_on=F("closed_on")
    )
    files.filter(closed_on__isnull=True).update(trigger_on=None)


class Migration(migrations.Migration):
    dependencies = [("archive", "0003_files_wait_for_events")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
