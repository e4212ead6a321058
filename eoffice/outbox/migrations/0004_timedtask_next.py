"""A timed task says itself when it is due, how often it failed, and where it goes on.

Every task is due once after the upgrade: `next_at` is empty.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0003_timedtask_result")]

    operations = [
        migrations.AddField(
            model_name="timedtask",
            name="next_at",
            field=models.DateTimeField(null=True, verbose_name="due at"),
        ),
        migrations.AddField(
            model_name="timedtask",
            name="failures",
            field=models.PositiveIntegerField(
                default=0, verbose_name="failures in a row"
            ),
        ),
        migrations.AddField(
            model_name="timedtask",
            name="cursor",
            field=models.CharField(
                blank=True, max_length=200, verbose_name="goes on after"
            ),
        ),
    ]
