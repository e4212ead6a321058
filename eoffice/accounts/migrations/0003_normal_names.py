"""Account names get their normal form; a second of the same form gets a number.

`MAYA.BUDIMAN` beside `maya.budiman` becomes `maya.budiman.2`. Without a reverse: what
stood there before is not kept. Names are printed where what people type does not lead
to the new one by itself: the operator tells them.
"""

import re
import sys
import unicodedata

from django.db import migrations

BATCH = 500


def kept(name):
    plain = unicodedata.normalize("NFKD", name.replace("ı", "i")).casefold()
    plain = re.sub(r"[^a-z0-9._-]+", ".", plain.encode("ascii", "ignore").decode())
    return plain.lstrip("._-")[:140] or "akun"


def folded(name):
    """Return the name as the log-in page folds what is typed."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def normalise(apps, _schema_editor):
    user = apps.get_model("accounts", "User")
    taken = set(user.objects.values_list("username", flat=True))
    changed = []
    for one in user.objects.order_by("date_joined", "pk").iterator(BATCH):
        base = kept(one.username)
        if base == one.username:
            continue
        taken.discard(one.username)
        name, number = base, 1
        while name in taken:
            number += 1
            name = f"{base}.{number}"
        taken.add(name)
        if folded(one.username) != name:
            sys.stdout.write(f"\n    account {one.username!r} is now {name!r}")
        one.username = name
        changed.append(one)
    user.objects.bulk_update(changed, ["username"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_sessions_end")]

    operations = [migrations.RunPython(normalise, migrations.RunPython.noop)]
