"""The day of each number, and of the last one of each register."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0023_disposition_phrases")]

    operations = [
        migrations.AddField(
            model_name="ledgernumber",
            name="dated_on",
            field=models.DateField(editable=False, null=True, verbose_name="dated"),
        ),
        migrations.AddField(
            model_name="register",
            name="last_on",
            field=models.DateField(
                editable=False, null=True, verbose_name="day of the last number"
            ),
        ),
    ]
