"""Where each dispatch was numbered, and the tokens of letters computed again.

The clerks of the register that numbered a letter send it out. The tokens of letters,
their records and the index follow by the outbox once the new code runs, a batch at a
time: an event is left for it, as `refresh-access` does.
"""

from django.db import migrations
from django.utils import timezone


def fill(apps, schema_editor):
    dispatches = apps.get_model("workflow", "Dispatch").objects
    numbers = apps.get_model("workflow", "LedgerNumber").objects
    units = apps.get_model("organisation", "Unit").objects
    keeping = set(units.filter(keeps_register=True).values_list("pk", flat=True))
    upwards = {
        pk: [*reversed(path)] or [pk] for pk, path in units.values_list("pk", "path")
    }
    waiting = dispatches.filter(numbering_register=None)
    for letter, signing in waiting.values_list("letter", "register").distinct():
        number = numbers.filter(purpose_id=letter, state="used")
        owner = number.values_list("register__unit", flat=True).first() or signing
        path = upwards[owner]
        keeper = next((pk for pk in path if pk in keeping), path[-1])
        waiting.filter(letter=letter).update(numbering_register=keeper)


def ask(apps, schema_editor):
    letters = apps.get_model("workflow", "Letter").objects
    if not letters.exclude(number="").exists():
        return
    tops = apps.get_model("organisation", "Unit").objects.filter(parent=None)
    names = ",".join(str(pk) for pk in tops.values_list("pk", flat=True))
    event = apps.get_model("outbox", "OutboxEvent").objects.create(
        name="access.branch_batch",
        payload={"units": names, "positions": "", "kind": "letter", "after": ""},
    )
    apps.get_model("outbox", "OutboxDelivery").objects.create(
        event=event, handler="workflow.follow_branch", due_at=timezone.now()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0005_unsettled_index"),
        ("workflow", "0033_numbering_register"),
    ]
    # Going back drops the column.
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(ask, migrations.RunPython.noop),
    ]
