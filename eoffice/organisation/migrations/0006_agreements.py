"""The administrators' grants become agreements of two on every deed that takes two."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import eoffice.crypto_fields


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_imports_as_jobs"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint("administratorgrant", "administrators_are_made_by_two"),
        migrations.RemoveConstraint("administratorgrant", "one_pending_grant_each"),
        migrations.RenameModel("AdministratorGrant", "Agreement"),
        migrations.AlterModelOptions(
            "agreement",
            {
                "verbose_name": "agreement of two administrators",
                "verbose_name_plural": "agreements of two administrators",
            },
        ),
        migrations.AlterField("agreement", "act", models.CharField(max_length=30, verbose_name="act")),
        migrations.AlterField(
            "agreement",
            "position",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.position",
                verbose_name="position",
            ),
        ),
        migrations.AddField(
            "agreement",
            "unit",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
                verbose_name="unit",
            ),
        ),
        migrations.AddField(
            "agreement",
            "draft",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="agreements",
                to="organisation.importdraft",
                verbose_name="draft of an import",
            ),
        ),
        migrations.AddField(
            "agreement",
            "arguments",
            eoffice.crypto_fields.EncryptedTextField(blank=True, default="", verbose_name="arguments"),
            preserve_default=False,
        ),
        migrations.AddField(
            "agreement",
            "digest",
            models.CharField(blank=True, default="", max_length=64, verbose_name="digest"),
            preserve_default=False,
        ),
        migrations.RenameField("agreement", "values", "seen"),
        migrations.AlterField(
            "agreement", "seen", models.JSONField(default=dict, verbose_name="seen")
        ),
        migrations.AddConstraint(
            "agreement",
            models.CheckConstraint(
                condition=~models.Q(state="confirmed")
                | (
                    models.Q(decided_by__isnull=False)
                    & ~models.Q(decided_by=models.F("requested_by"))
                ),
                name="an_agreement_is_made_by_two",
            ),
        ),
        migrations.AddConstraint(
            "agreement",
            models.UniqueConstraint(
                fields=["act", "position", "official", "unit", "draft"],
                condition=models.Q(state="pending"),
                nulls_distinct=False,
                name="one_pending_agreement_each",
            ),
        ),
    ]
