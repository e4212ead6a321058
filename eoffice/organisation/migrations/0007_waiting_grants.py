"""Grants that wait are refused: they do not say exactly enough what is agreed to.

Their askers ask anew. Without a reverse: what was refused stays refused.
"""

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def refuse_waiting(apps, _schema_editor):
    agreement = apps.get_model("organisation", "Agreement")
    agreement.objects.filter(state="pending", arguments="").update(
        state="refused", decided_by=F("requested_by"), decided_at=timezone.now()
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0006_agreements")]

    operations = [migrations.RunPython(refuse_waiting, migrations.RunPython.noop)]
