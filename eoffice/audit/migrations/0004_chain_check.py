"""What verifications of the chain found, so that auditors see the last one."""

from django.db import migrations, models

import eoffice.identifiers


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_head_once")]
    operations = [
        migrations.CreateModel(
            name="ChainCheck",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=eoffice.identifiers.uuid7,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "checked_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="checked at"),
                ),
                ("links", models.BigIntegerField()),
                ("head", models.CharField(max_length=64)),
                ("faults", models.PositiveIntegerField(default=0)),
                ("findings", models.JSONField(default=list)),
                ("anchors", models.PositiveIntegerField(null=True)),
                ("last_anchor_sequence", models.BigIntegerField(null=True)),
                ("last_anchor_at", models.DateTimeField(null=True)),
                ("seconds", models.FloatField(default=0)),
            ],
            options={
                "verbose_name": "check of the audit chain",
                "verbose_name_plural": "checks of the audit chain",
            },
        ),
    ]
