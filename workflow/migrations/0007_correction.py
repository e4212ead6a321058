"""Corrections: which issued letter is corrected by which letter."""

import django.db.models.deletion
from django.db import migrations, models

import eoffice.identifiers


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0003_row_versions"),
        ("workflow", "0006_agenda_events"),
    ]
    operations = [
        migrations.CreateModel(
            name="Correction",
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
                ("authority", models.CharField(max_length=20, verbose_name="authority")),
                (
                    "reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason"),
                ),
                (
                    "begun_at",
                    models.DateTimeField(auto_now_add=True, verbose_name="begun at"),
                ),
                (
                    "by",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="correction_of",
                        to="workflow.letter",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="workflow.letter",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.official",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.position",
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("letter", models.F("by")), _negated=True),
                        name="correction_is_of_another_letter",
                    )
                ],
            },
        ),
    ]
