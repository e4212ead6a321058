"""What the slices of proof and of lock renewal are taken from, in their order."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the table may be large, and the office goes on working
    dependencies = [("objects", "0003_check_due")]

    operations = [
        AddIndexConcurrently(
            model_name="storedobject",
            index=models.Index(fields=["check_due_at", "id"], name="stored_check_due"),
        ),
        AddIndexConcurrently(
            model_name="storedobject",
            index=models.Index(
                fields=["locked_until", "id"],
                condition=models.Q(locked_until__isnull=False),
                name="stored_lock_end",
            ),
        ),
    ]
