"""When a desk is reminded of a letter, and when its superior is told."""

from collections.abc import Iterator
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.errors import Fault
from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy

MOST_DAYS = 60


class ApprovalReminders(PolicyShape):
    """Working days since the letter came to the desk; 0 switches it off."""

    remind_after_days: Annotated[
        int,
        Told(_("Remind after, working days"), _("0: never")),
        Field(ge=0, le=MOST_DAYS),
    ] = 2
    again_every_days: Annotated[
        int,
        Told(_("Again every, working days"), _("0: once")),
        Field(ge=0, le=MOST_DAYS),
    ] = 2
    escalate_after_days: Annotated[
        int,
        Told(_("Tell the superior after, working days"), _("0: never")),
        Field(ge=0, le=MOST_DAYS),
    ] = 5

    def reminds(self, days: int) -> bool:
        """Tell whether a desk is reminded so many working days after it came."""
        first, every = self.remind_after_days, self.again_every_days
        if not first or days < first:
            return False
        return days == first or bool(every and (days - first) % every == 0)

    def escalates(self, days: int) -> bool:
        """Tell whether the superior is told now; once, on that very day or later."""
        return bool(self.escalate_after_days) and days >= self.escalate_after_days


def _faults(value: ApprovalReminders) -> Iterator[Fault]:
    later = value.escalate_after_days
    if later and value.remind_after_days and later < value.remind_after_days:
        text = _("The superior is told after the desk itself was reminded.")
        yield Fault(field="escalate_after_days", code="before_reminder", message=text)


APPROVAL_REMINDERS = register_policy(
    OfficePolicy(
        name="approval_reminders",
        label=_("Reminders of letters on their way"),
        purpose=_(
            "Says when a desk is reminded of a letter that waits for its initial or"
            " signature, and when its superior is told."
        ),
        shape=ApprovalReminders,
        default=ApprovalReminders(),
        order=44,
        faults=_faults,
    )
)
