"""The committee that appraises (panitia penilai arsip), set by decree.

PP 28/2012 Ps 67: at least the head of the records unit in the chair, the head of the
unit concerned and an archivist; witnesses are officials of law and of oversight.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position, Unit


class AppraisalCommittee(models.Model):
    """One decree; the next decree of the unit ends it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="appraisal_committees",
        verbose_name=_("records unit"),
    )
    decree_number = models.CharField(_("number of the decree"), max_length=120)
    decided_on = models.DateField(_("date of the decree"))
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        verbose_name = _("appraisal committee")
        verbose_name_plural = _("appraisal committees")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(ended_at__isnull=True),
                name="one_committee_in_force_per_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.decree_number


class MemberRole(models.TextChoices):
    """In what a position sits on the committee, or watches it."""

    CHAIR = "chair", _("Chair: head of the records unit")
    UNIT_HEAD = "unit_head", _("Head of the unit concerned")
    ARCHIVIST = "archivist", _("Archivist")
    LEGAL_WITNESS = "legal", _("Witness: legal affairs")
    OVERSIGHT_WITNESS = "oversight", _("Witness: oversight")


#: Those who appraise; the others witness the execution.
APPRAISING = (MemberRole.CHAIR, MemberRole.UNIT_HEAD, MemberRole.ARCHIVIST)
WITNESSES = (MemberRole.LEGAL_WITNESS, MemberRole.OVERSIGHT_WITNESS)


class CommitteeMember(models.Model):
    """A position on a committee: its holder of the day acts."""

    committee = models.ForeignKey(
        AppraisalCommittee, on_delete=models.PROTECT, related_name="members"
    )
    position = models.ForeignKey(
        Position, on_delete=models.PROTECT, related_name="+", verbose_name=_("position")
    )
    role = models.CharField(_("role"), max_length=12, choices=MemberRole)

    class Meta:
        verbose_name = _("member of a committee")
        verbose_name_plural = _("members of committees")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "position"], name="position_once_per_committee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.position}"
