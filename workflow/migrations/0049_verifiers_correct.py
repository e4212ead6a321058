"""Types say whether a verifier may correct the text; routes keep that it was done."""

from django.db import migrations, models

class Migration(migrations.Migration):
    dependencies = [("workflow", "0048_merge_batches")]

    operations = [
        migrations.AddField(
            model_name="lettertypeversion",
            name="verifier_corrects",
            field=models.BooleanField(
                db_default=True,
                default=True,
                verbose_name="a verifier may correct the text",
            ),
        ),
        migrations.AlterField(
            model_name="routechange",
            name="kind",
            field=models.CharField(
                choices=[
                    ("recalled", "Taken back"),
                    ("reassigned", "Given to another desk"),
                    ("skipped", "Passed over"),
                    ("reminded", "Reminded"),
                    ("escalated", "Superior told"),
                    ("corrected", "Corrected by a verifier"),
                ],
                max_length=12,
                verbose_name="kind",
            ),
        ),
    ]
