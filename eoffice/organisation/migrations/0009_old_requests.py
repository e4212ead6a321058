"""What still told of grants that were refused is let go of.

Nobody hears the event `administrator.requested` any more: its deliveries would be given
up, and given up again with every retry. The lines at the bell asked for an agreement
that cannot be given. Without a reverse: what was told stays told.
"""

from django.db import migrations
from django.utils import timezone

ASKED = "administrator.requested"


def let_go(apps, _schema_editor):
    now = timezone.now()
    deliveries = apps.get_model("outbox", "OutboxDelivery").objects
    deliveries.filter(event__name=ASKED).exclude(state="done").update(
        state="done", done_at=now, last_error=""
    )
    lines = apps.get_model("notifications", "Notification").objects
    lines.filter(kind=ASKED, read_at__isnull=True).update(read_at=now)


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0003_words_for_mail"),
        ("organisation", "0008_ended_at_once"),
        ("outbox", "0005_unsettled_index"),
    ]

    operations = [migrations.RunPython(let_go, migrations.RunPython.noop)]
