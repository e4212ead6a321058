"""Lists of records carry development level, quantity and medium (PP 28/2012 Ps 42)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0007_proposed_classes")]
    operations = [
        migrations.AddField(
            model_name="record",
            name="development",
            field=models.CharField(
                choices=[
                    ("asli", "Original (asli)"),
                    ("salinan", "Duplicate (salinan)"),
                    ("tembusan", "Copy for information (tembusan)"),
                ],
                default="asli",
                max_length=10,
                verbose_name="development level",
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="quantity",
            field=models.PositiveIntegerField(
                default=1, verbose_name="quantity, files"
            ),
        ),
        migrations.AddField(
            model_name="record",
            name="medium",
            field=models.CharField(
                choices=[("electronic", "Electronic"), ("scanned", "Scan of paper")],
                default="electronic",
                max_length=10,
                verbose_name="medium",
            ),
        ),
    ]
