"""Every position names the giver of its mandate, by the custom of the tree."""

import django.db.models.deletion
from django.db import migrations, models

from eoffice.organisation.queries.givers import default_giver

BATCH = 500


def name_givers(apps, _schema_editor):
    positions = apps.get_model("organisation", "Position").objects
    rows = {one.pk: one for one in positions.select_related("unit")}
    for one in rows.values():
        # the objects point to each other: one query for a whole government
        one.superior = rows.get(one.superior_id)
    without = [one for one in rows.values() if one.mandate_giver_id is None]
    for one in without:
        one.mandate_giver = default_giver(one)
    positions.bulk_update(without, ["mandate_giver"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0009_old_requests")]

    operations = [
        migrations.AddField(
            model_name="position",
            name="mandate_giver",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="mandated",
                to="organisation.position",
                verbose_name="gives its mandate",
            ),
        ),
        migrations.AddConstraint(
            model_name="position",
            constraint=models.CheckConstraint(
                condition=models.Q(("mandate_giver", models.F("id")), _negated=True),
                name="position_is_not_its_own_mandate_giver",
            ),
        ),
        migrations.RunPython(name_givers, migrations.RunPython.noop),
    ]
