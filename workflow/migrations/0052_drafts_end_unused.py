"""A prepared disposition ends when its leader gives another one, and keeps which."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflow", "0051_draft_presence")]

    operations = [
        migrations.AddField(
            model_name="prepareddisposition",
            name="given_instead",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="drafts_unused",
                to="workflow.disposition",
            ),
        ),
    ]
