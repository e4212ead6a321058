"""What a kept answer tells of; answers kept before are asked by their address."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("api", "0002_request_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="idempotentanswer",
            name="things",
            field=models.JSONField(default=list),
        ),
    ]
