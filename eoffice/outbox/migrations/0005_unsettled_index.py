"""An index for what is asked at every list of records: what is not done yet."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    """Concurrently: the outbox is written by every act."""

    atomic = False

    dependencies = [
        ("outbox", "0004_timedtask_next"),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="outboxdelivery",
            index=models.Index(
                condition=models.Q(("state", "done"), _negated=True),
                fields=["handler"],
                name="outbox_unsettled",
            ),
        ),
    ]
