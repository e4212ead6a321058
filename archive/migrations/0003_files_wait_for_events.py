"""When the activity of a file ended, and the proof of the event it waited for."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0002_reference_data")]
    operations = [
        migrations.AddField(
            model_name="recordfile",
            name="activity_ended_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="activity ended on"
            ),
        ),
        migrations.AddField(
            model_name="recordfile",
            name="trigger_proof",
            field=models.TextField(
                blank=True, default="", verbose_name="proof of the event"
            ),
        ),
        migrations.AlterField(
            model_name="recordfile",
            name="trigger_on",
            field=models.DateField(
                blank=True, null=True, verbose_name="day of the event"
            ),
        ),
    ]
