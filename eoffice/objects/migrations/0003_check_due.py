"""When each version's bytes are to be read next; those of today at once, in turn.

The default is evaluated once, so the table is not rewritten.
"""

import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("objects", "0002_sealed_bytes")]

    operations = [
        migrations.AddField(
            model_name="storedobject",
            name="check_due_at",
            field=models.DateTimeField(
                db_default=django.db.models.functions.datetime.Now(), editable=False
            ),
        ),
    ]
