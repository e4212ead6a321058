"""No certificate is withdrawn before it was enrolled."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    """One constraint."""

    dependencies = [("workflow", "0009_withdrawn_dates")]

    operations = [
        migrations.AddConstraint(
            model_name="signercredential",
            constraint=models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | Q(withdrawn_at__gte=F("enrolled_at")),
                name="certificate_withdrawn_after_it_was_enrolled",
            ),
        ),
    ]
