"""A list may destroy again what a restore brought back; it names the one before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0034_reminders_of_backlogs")]

    operations = [
        migrations.AddField(
            model_name="destructionlist",
            name="again_of",
            field=models.UUIDField(
                editable=False,
                null=True,
                verbose_name="destroyed once before by the list",
            ),
        ),
    ]
