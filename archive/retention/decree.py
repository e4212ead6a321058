"""The region's own decree of the retention schedule: without it nothing is destroyed.

The schedule that ships is one province's sample. PP 28/2012 Ps 53 wants the head of the
region to set it after Kepala ANRI approved; the first destruction asks for that decree.
"""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.errors import Fault, StateForbids
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy


class RetentionDecree(PolicyShape):
    """Number and day of the decree; empty until the office enters it."""

    number: Annotated[
        str, Told(_("Number"), _("For example: Peraturan Bupati Nomor 12 Tahun 2026."))
    ] = Field(default="", max_length=120)
    decided_on: Annotated[date | None, Told(_("Date"))] = None
    approval: Annotated[
        str, Told(_("Approval of ANRI"), _("Number and date of the letter."))
    ] = Field(default="", max_length=200)

    @property
    def is_given(self) -> bool:
        """Tell whether the decree is named with its day."""
        return bool(self.number.strip()) and self.decided_on is not None


class ScheduleNotConfirmed(StateForbids):
    """The schedule is not the region's own yet: nothing may be destroyed by it."""

    code = "retention_schedule_not_confirmed"
    message = _(
        "Nothing is destroyed before the region's own decree of the retention schedule"
        " is entered (PP 28/2012 Ps 53)."
    )


def _faults(decree: RetentionDecree) -> list[Fault]:
    if decree.is_given or not (decree.number.strip() or decree.decided_on):
        return []
    missing = "decided_on" if decree.number.strip() else "number"
    text = _("A decree has a number and a date.")
    return [Fault(field=missing, code="required", message=text)]


RETENTION_DECREE = register_policy(
    OfficePolicy(
        name="retention_decree",
        label=_("Decree of the retention schedule"),
        purpose=_(
            "Which decree of the region the retention schedule (JRA) rests on; without"
            " it nothing can be destroyed."
        ),
        shape=RetentionDecree,
        default=RetentionDecree(),
        order=610,
        faults=_faults,
    )
)


def require_retention_decree() -> RetentionDecree:
    """Return the decree in force; asked before any destruction.

    Raises:
        ScheduleNotConfirmed: the office has not entered it.
    """
    decree = RETENTION_DECREE.current()
    if not decree.is_given:
        raise ScheduleNotConfirmed(state="proposed")
    return decree
