"""The delivery names the entry it made, no more the entry its delivery.

So that incoming letters need not know what delivers. The entries keep their
deliveries: each is written the other way round before the old column goes.
"""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def name_entries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write on each delivery the entry that named it."""
    entries = apps.get_model("workflow", "IncomingLetter").objects
    deliveries = apps.get_model("workflow", "Delivery").objects
    named = entries.filter(delivery=OuterRef("pk")).values("pk")[:1]
    made = entries.filter(delivery__isnull=False).values("delivery")
    deliveries.filter(pk__in=made).update(incoming=Subquery(named))
    # Checked now: a table with checks still to come cannot be altered.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def name_deliveries(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write on each entry the delivery that names it."""
    entries = apps.get_model("workflow", "IncomingLetter").objects
    deliveries = apps.get_model("workflow", "Delivery").objects
    named = deliveries.filter(incoming=OuterRef("pk")).values("pk")[:1]
    made = deliveries.filter(incoming__isnull=False).values("incoming")
    entries.filter(pk__in=made).update(delivery=Subquery(named))
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def turned(related_name: str) -> models.OneToOneField:
    """Return the key of a delivery to its entry."""
    return models.OneToOneField(
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name=related_name,
        to="workflow.incomingletter",
        verbose_name="entry in the receiver's agenda",
    )


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0014_least_class"),
    ]

    operations = [
        migrations.AlterField(
            model_name="incomingletter",
            name="delivery",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="workflow.delivery",
                verbose_name="delivery from inside",
            ),
        ),
        migrations.AddField(
            model_name="delivery", name="incoming", field=turned("+")
        ),
        migrations.RunPython(name_entries, name_deliveries),
        migrations.RemoveField(model_name="incomingletter", name="delivery"),
        migrations.AlterField(
            model_name="delivery", name="incoming", field=turned("delivery")
        ),
    ]
