"""An entry of the agenda is shared by the desks of a register that one letter came to.

Entries that stand keep their numbers, one for each desk. Addressees before copies.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Q, Subquery


def name_entries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Name the number each letter has, and mark what came as a copy."""
    letters = apps.get_model("workflow", "IncomingLetter").objects
    numbers = apps.get_model("workflow", "LedgerNumber").objects
    own = numbers.filter(purpose_id=OuterRef("pk"), state="used").values("pk")[:1]
    letters.exclude(agenda_number="").update(agenda=Subquery(own))
    letters.filter(delivery__recipient__kind="cc").update(is_copy=True)
    # Checked now: a table with checks still to come cannot be altered.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0016_states_of_reading"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="letterrecipient",
            options={
                "ordering": ["-kind", "order"],
                "verbose_name": "recipient",
                "verbose_name_plural": "recipients",
            },
        ),
        migrations.AddField(
            model_name="incomingletter",
            name="agenda",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="incoming_letters",
                to="workflow.ledgernumber",
                verbose_name="agenda entry",
            ),
        ),
        migrations.AddField(
            model_name="incomingletter",
            name="is_copy",
            field=models.BooleanField(
                default=False, verbose_name="came as a copy (tembusan)"
            ),
        ),
        migrations.RunPython(name_entries, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name="incomingletter", name="registered_letter_has_agenda_number"
        ),
        migrations.AddConstraint(
            model_name="incomingletter",
            constraint=models.CheckConstraint(
                condition=Q(status="received")
                | Q(channel="internal")
                | ~Q(agenda_number=""),
                name="registered_letter_from_outside_has_agenda_number",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomingletter",
            constraint=models.CheckConstraint(
                condition=Q(agenda__isnull=True, agenda_number="")
                | (Q(agenda__isnull=False) & ~Q(agenda_number="")),
                name="agenda_number_is_of_an_entry",
            ),
        ),
    ]
