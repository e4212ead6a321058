import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0009_old_requests"),
        ("workflow", "0034_fill_numbering_register"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dispatch",
            name="numbering_register",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
    ]
