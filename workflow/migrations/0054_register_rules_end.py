"""Rules of the registers end from a day on, with who ended them and why."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0012_absences"),
        ("workflow", "0053_annexes_and_pictures_in_types"),
    ]

    operations = [
        migrations.AddField(
            model_name="registerrule",
            name="ended_reason",
            field=models.CharField(
                blank=True,
                default="",
                max_length=300,
                verbose_name="why it ended",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="registerrule",
            name="ended_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.official",
            ),
        ),
        migrations.AddField(
            model_name="registerrule",
            name="ended_at",
            field=models.DateTimeField(null=True, verbose_name="ended at"),
        ),
    ]
