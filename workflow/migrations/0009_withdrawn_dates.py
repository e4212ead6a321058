"""Certificates replaced by another one were dated by the other's first day.

They were withdrawn when the other was enrolled, and that is what is written now.
"""

from django.db import migrations
from django.db.models import F, OuterRef, Subquery


def redate(apps, schema_editor):
    """Date each by the enrolment of the certificate that took its place."""
    credentials = apps.get_model("workflow", "SignerCredential").objects
    next_ones = credentials.filter(
        official=OuterRef("official"),
        valid_from=OuterRef("withdrawn_at"),
        enrolled_at__gte=OuterRef("enrolled_at"),
    ).exclude(pk=OuterRef("pk"))
    enrolled_at = next_ones.order_by("enrolled_at").values("enrolled_at")[:1]
    credentials.annotate(replaced_at=Subquery(enrolled_at)).filter(
        replaced_at__isnull=False
    ).update(withdrawn_at=F("replaced_at"))
    credentials.filter(withdrawn_at__lt=F("enrolled_at")).update(
        withdrawn_at=F("enrolled_at")
    )


class Migration(migrations.Migration):
    """Data only; the wrong dates are not wanted back."""

    dependencies = [("workflow", "0008_answers_by_day")]

    operations = [migrations.RunPython(redate, migrations.RunPython.noop)]
