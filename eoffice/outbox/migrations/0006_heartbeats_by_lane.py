"""A process that works one lane alone says so with its sign of life."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0005_unsettled_index")]

    operations = [
        migrations.AddField(
            model_name="relayheartbeat",
            name="only",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=20
            ),
            preserve_default=False,
        ),
    ]
