import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # the table may be large, and the office goes on working
    dependencies = [("workflow", "0035_each_dispatch_was_numbered")]
    operations = [
        migrations.AddField(
            model_name="disposition",
            name="seen_from",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.UUIDField(), default=list, editable=False, size=None
            ),
        ),
        AddIndexConcurrently(
            model_name="disposition",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["seen_from"], name="dispositions_by_sight"
            ),
        ),
    ]
