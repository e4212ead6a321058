import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0009_old_requests"),
        ("workflow", "0032_fill_register_rules"),
    ]

    operations = [
        migrations.AddField(
            model_name="dispatch",
            name="numbering_register",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                fields=["numbering_register", "state"], name="dispatches_numbered"
            ),
        ),
    ]
