"""Which units work six days: schools, puskesmas and the like, named by the office."""

from typing import Annotated

from django.utils.translation import gettext_lazy as _

from eoffice.organisation.models import Unit
from eoffice.policies.policy import (
    Choices,
    OfficePolicy,
    PolicyShape,
    Told,
    register_policy,
)


def _units() -> Choices:
    units = Unit.objects.filter(closed_on=None).order_by("name")
    return [(str(pk), name) for pk, name in units.values_list("pk", "name")]


class SixDayUnit(PolicyShape):
    """A unit that works from Monday to Saturday, with all below it."""

    unit: Annotated[str, Told(_("Unit"), choices=_units)]


class WorkWeek(PolicyShape):
    """Units of six days; all others work five."""

    six_days: Annotated[
        tuple[SixDayUnit, ...], Told(_("Units that work six days"))
    ] = ()


WORK_WEEK = register_policy(
    OfficePolicy(
        name="work_week",
        label=_("Working week"),
        purpose=_("Says which units work six days a week, so that deadlines fit."),
        shape=WorkWeek,
        default=WorkWeek(),
        order=60,
    )
)
