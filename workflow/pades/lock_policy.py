"""How long new evidence is locked at first: the office's own rule.

In COMPLIANCE mode nobody shortens a lock, so the first one is short: it holds what was
signed or registered until the retention schedule says more. The archive renews it while
a record has no date of end (docs/decisions/0037).
"""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from django.utils.translation import gettext_lazy as _
from pydantic import Field

from eoffice.policies.policy import OfficePolicy, PolicyShape, Told, register_policy


class LockPolicy(PolicyShape):
    """Days of the first lock, and of each renewal."""

    first_days: Annotated[
        int,
        Told(
            _("First lock, days"),
            _("A lock cannot be shortened afterwards, so a short one is safer."),
        ),
    ] = Field(365, ge=30, le=1095)


def _effects(before: LockPolicy, after: LockPolicy) -> list[str]:
    told = _(
        "Letters signed or registered from then on are locked %(days)d days ahead."
    )
    return [told % {"days": after.first_days}] if before != after else []


LOCK_POLICY = register_policy(
    OfficePolicy(
        name="lock_policy",
        label=_("Lock of new records"),
        purpose=_(
            "How long the store refuses to delete a letter at first; the lock is"
            " renewed until its record file is closed, then it ends with the retention."
        ),
        shape=LockPolicy,
        default=LockPolicy(first_days=365),
        order=600,
        effects=_effects,
    )
)


def first_lock_end() -> datetime:
    """Return until when what has no date of end is locked, from the real now.

    The machine's clock counts, not the office's: the store compares with its own.
    """
    return datetime.now(UTC) + timedelta(days=LOCK_POLICY.current().first_days)
