"""The body of a letter as plain JSON; the values are converted by the next one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0041_replies")]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="body",
            field=models.JSONField(blank=True, default=list, verbose_name="body"),
        ),
    ]
