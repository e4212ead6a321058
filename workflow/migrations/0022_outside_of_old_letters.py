"""Letters issued before dispatches were kept: say of them what is known, and no more.

Such a letter was called sent although nothing tells whether it reached those outside.
It is said to be signed, its sending unrecorded; where every addressee is inside, it was
delivered, and copies outside are unrecorded. No dispatch is invented.
"""

from django.db import migrations
from django.db.models import Exists, F, OuterRef

ISSUED = ["sent", "revoked"]


def tell_what_is_known(apps, schema_editor):
    Letter = apps.get_model("workflow", "Letter")
    Recipient = apps.get_model("workflow", "LetterRecipient")
    outside = Recipient.objects.filter(letter=OuterRef("pk")).exclude(external="")
    delivered = Letter.objects.filter(status__in=ISSUED, outside="")
    delivered.filter(~Exists(outside)).update(outside="none")
    Letter.objects.filter(status__in=ISSUED, outside="").update(outside="unrecorded")
    unrecorded = Letter.objects.filter(outside="unrecorded")
    addressed = unrecorded.filter(Exists(outside.filter(kind="to")))
    addressed.update(sent_at=None)
    addressed.filter(status="sent").update(status="signed")


def call_them_sent_again(apps, schema_editor):
    Letter = apps.get_model("workflow", "Letter")
    unrecorded = Letter.objects.filter(outside="unrecorded")
    unrecorded.filter(status="signed").update(status="sent")
    unrecorded.filter(sent_at=None).update(sent_at=F("signed_at"))
    Letter.objects.exclude(outside="").update(outside="")


class Migration(migrations.Migration):
    dependencies = [("workflow", "0021_sending_out")]

    operations = [
        migrations.RunPython(tell_what_is_known, call_them_sent_again),
    ]
