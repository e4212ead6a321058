"""What the office must have entered before anything can be destroyed.

The same three things that submitting and carrying out ask for, told beforehand:
PP 28/2012 Ps 53 (schedule), Ps 67 (committee), Ps 66 (two witnesses).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from archive.disposal.committee_model import WITNESSES
from archive.disposal.committees import LEAST_WITNESSES, committee_of
from archive.retention.decree import RETENTION_DECREE
from eoffice.organisation.models import Unit


class DisposalGap(TextChoices):
    """One thing that is missing."""

    SCHEDULE = (
        "schedule",
        _("The region's own decree of the retention schedule (PP 28/2012 Ps 53)"),
    )
    COMMITTEE = (
        "committee",
        _("The decree of the appraisal committee (PP 28/2012 Ps 67)"),
    )
    WITNESSES = (
        "witnesses",
        _("Two witnesses on the committee, of legal affairs or oversight (Ps 66)"),
    )


def gaps_of(unit: Unit | None) -> list[DisposalGap]:
    """Return what is missing for a records unit; without one the schedule alone."""
    gaps = [] if RETENTION_DECREE.current().is_given else [DisposalGap.SCHEDULE]
    if unit is None:
        return gaps
    committee = committee_of(unit)
    if committee is None:
        return [*gaps, DisposalGap.COMMITTEE]
    if committee.members.filter(role__in=WITNESSES).count() < LEAST_WITNESSES:
        gaps.append(DisposalGap.WITNESSES)
    return gaps
