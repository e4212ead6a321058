"""Records captured before: how their letters came, and how many files they have."""

from django.db import migrations
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    records = apps.get_model("archive", "Record").objects
    records.filter(incoming__channel__in=["scan", "counter"]).update(
        development="salinan", medium="scanned"
    )
    records.filter(incoming__is_copy=True).update(development="tembusan")
    contents = apps.get_model("archive", "RecordContent").objects
    counted = contents.filter(record=OuterRef("pk")).order_by().values("record")
    records.update(
        quantity=Coalesce(Subquery(counted.annotate(n=Count("pk")).values("n")), 1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0008_how_near_to_the_original"),
        ("workflow", "0017_agenda_entries"),
    ]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
