"""What is always true of the clock of a record file."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("archive", "0004_closed_files_ended_when_closed")]
    operations = [
        migrations.AddConstraint(
            model_name="recordfile",
            constraint=models.CheckConstraint(
                condition=Q(closed_on__isnull=False)
                | Q(activity_ended_on__isnull=True, trigger_on__isnull=True),
                name="open_file_has_no_clock",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordfile",
            constraint=models.CheckConstraint(
                condition=Q(activity_ended_on__isnull=True)
                | Q(activity_ended_on__lte=F("closed_on")),
                name="activity_ends_before_its_file_closes",
            ),
        ),
    ]
