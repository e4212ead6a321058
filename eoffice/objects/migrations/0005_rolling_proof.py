"""Where the rolling proof of bytes stands, and what it found that still stands."""

from django.db import migrations, models

import eoffice.identifiers


class Migration(migrations.Migration):
    dependencies = [("objects", "0004_slices")]

    operations = [
        migrations.CreateModel(
            name="ProofLap",
            fields=[
                (
                    "name",
                    models.CharField(max_length=40, primary_key=True, serialize=False),
                ),
                ("cursor", models.CharField(blank=True, max_length=200)),
                ("began_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("rows", models.BigIntegerField(default=0)),
                ("versions", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "lap of the proof",
                "verbose_name_plural": "laps of the proof",
            },
        ),
        migrations.CreateModel(
            name="IntegrityFault",
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
                ("code", models.CharField(max_length=12)),
                ("bucket", models.CharField(max_length=63, verbose_name="bucket")),
                ("key", models.CharField(max_length=1024, verbose_name="key")),
                (
                    "version_id",
                    models.CharField(max_length=120, verbose_name="version"),
                ),
                ("found_at", models.DateTimeField(auto_now_add=True)),
                ("seen_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name": "fault of a stored file",
                "verbose_name_plural": "faults of stored files",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("bucket", "key", "version_id"),
                        name="one_fault_per_version",
                    )
                ],
            },
        ),
    ]
