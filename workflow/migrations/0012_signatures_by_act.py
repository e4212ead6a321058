"""Altered copies are looked up by whose certificate signed, and when."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index."""

    dependencies = [("workflow", "0011_number_keys")]

    operations = [
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                fields=["certificate_sha256", "claimed_at"], name="signatures_by_act"
            ),
        ),
    ]
