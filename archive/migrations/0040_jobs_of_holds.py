"""A hold names the job by which the store follows it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("archive", "0039_handovers_are_verified")]

    operations = [
        migrations.AddField(
            model_name="legalhold",
            name="job_id",
            field=models.UUIDField(editable=False, null=True),
        ),
    ]
