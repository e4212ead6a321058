"""Answers are looked for by the day they came, not among all of the years."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("workflow", "0007_correction")]

    operations = [
        migrations.AddIndex(
            model_name="dispositionreceiver",
            index=models.Index(
                fields=["completed_at"],
                condition=Q(state="completed"),
                name="answers_by_day",
            ),
        ),
    ]
