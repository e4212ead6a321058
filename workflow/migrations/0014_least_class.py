"""The least class a copied letter may have; letters that are there have none."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0013_breaks_the_editor_reads"),
    ]

    operations = [
        migrations.AddField(
            model_name="letter",
            name="least_class",
            field=models.CharField(
                choices=[
                    ("biasa", "Ordinary"),
                    ("terbatas", "Restricted"),
                    ("rahasia", "Confidential"),
                    ("sangat_rahasia", "Secret"),
                ],
                default="biasa",
                editable=False,
                help_text="Of the letter it was copied from; it is never classed lower.",
                max_length=15,
                verbose_name="least security class",
            ),
        ),
    ]
