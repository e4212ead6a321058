"""A tenure may end at once: its last day is then free for another."""

import django.contrib.postgres.constraints
from django.db import migrations, models
from django.db.models import F, Q

from eoffice.organisation.models.term import Bounds, DateRange

SEATS = (
    ("termofoffice", "one_definitive_holder_per_position", "position", None),
    (
        "termofoffice",
        "one_main_position_per_official",
        "official",
        Q(is_main=True),
    ),
    ("actingassignment", "one_acting_holder_per_position", "position", None),
)
NAMES = {"termofoffice": "term", "actingassignment": "acting"}


def exclusion(name, same, condition):
    days = DateRange(F("from_on"), F("to_on"), Bounds(F("ended_at")))
    return django.contrib.postgres.constraints.ExclusionConstraint(
        name=name, expressions=[(same, "="), (days, "&&")], condition=condition
    )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0007_waiting_grants")]

    operations = [
        *(
            migrations.AddField(
                model,
                "ended_at",
                models.DateTimeField(
                    blank=True, editable=False, null=True, verbose_name="ended at"
                ),
            )
            for model in NAMES
        ),
        *(
            migrations.AddConstraint(
                model,
                models.CheckConstraint(
                    condition=Q(ended_at__isnull=True) | Q(to_on__isnull=False),
                    name=f"{name}_ended_at_once_has_a_last_day",
                ),
            )
            for model, name in NAMES.items()
        ),
        *(migrations.RemoveConstraint(model, name) for model, name, _s, _c in SEATS),
        *(
            migrations.AddConstraint(model, exclusion(name, same, condition))
            for model, name, same, condition in SEATS
        ),
    ]
