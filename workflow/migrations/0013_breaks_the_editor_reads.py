"""Line breaks of stored letters in the form that the editor reads: `<br/>`.

Until now they were kept as `<br>`, which the editor's reader takes for a tag that is
never closed: such a letter did not open again. Nothing to reverse: both forms say the
same to everybody else.
"""

import re

from django.db import migrations
from django.db.models import F, JSONField
from django.db.models.functions import Cast
from wagtail.blocks import StreamValue

BATCH = 500
BREAK = re.compile(r"<br\s*+/?+\s*+>", re.IGNORECASE)
CLOSED = re.compile(r"</br\s*+>", re.IGNORECASE)
RICH = {"paragraph", "numbered_list"}


def mended(value):
    """Return the same text with closed breaks, however deep in points it stands."""
    if isinstance(value, str):
        return BREAK.sub("<br/>", CLOSED.sub("", value))
    if isinstance(value, list):
        return [mended(part) for part in value]
    if isinstance(value, dict):
        return {name: mended(part) for name, part in value.items()}
    return value


def mend_breaks(apps, schema_editor):
    Letter = apps.get_model("workflow", "Letter")
    raw = Letter.objects.annotate(raw_body=Cast(F("body"), JSONField()))
    changed = []
    for letter in raw.only("pk").iterator(chunk_size=BATCH):
        stored = letter.raw_body or []
        closed = [
            {**part, "value": mended(part["value"])} if part["type"] in RICH else part
            for part in stored
        ]
        if closed == stored:
            continue
        stream_block = Letter._meta.get_field("body").stream_block
        letter.body = StreamValue(stream_block, closed, is_lazy=True)
        changed.append(letter)
        if len(changed) >= BATCH:
            Letter.objects.bulk_update(changed, ["body"])
            changed = []
    Letter.objects.bulk_update(changed, ["body"])


class Migration(migrations.Migration):
    dependencies = [("workflow", "0012_signatures_by_act")]

    operations = [migrations.RunPython(mend_breaks, migrations.RunPython.noop)]
