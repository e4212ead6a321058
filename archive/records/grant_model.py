"""Grants to read one record: asked for, decided, ended by their last day or at once.

The rows alone; acts on them stand in `archive.grants`, what they open in `access`.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.security_class import SecurityClass


class GrantState(models.TextChoices):
    """Where a grant stands; one whose last day has passed opens nothing either way."""

    ASKED = "asked", _("Asked for")
    GIVEN = "given", _("Given")
    REFUSED = "refused", _("Refused")
    REVOKED = "revoked", _("Revoked")


class ReadingGrant(models.Model):
    """One person reads the content of one record, until the end of a day.

    To the person and not to a position: it does not pass to whoever sits there next.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="reading_grants"
    )
    reader = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="reading_grants",
        verbose_name=_("reader"),
    )
    state = models.CharField(
        _("state"), max_length=10, choices=GrantState, default=GrantState.ASKED
    )
    reason = models.CharField(_("reason"), max_length=300)
    # As it was when it was given: a record that is classed anew is asked for anew.
    security_class = models.CharField(
        _("security class"), max_length=15, choices=SecurityClass
    )
    until_on = models.DateField(_("until"))
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    # Why it was refused, or revoked before its day.
    note = models.CharField(_("note"), max_length=300, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("grant to read")
        verbose_name_plural = _("grants to read")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="asked", decided_by__isnull=True)
                | (~Q(state="asked") & Q(decided_by__isnull=False)),
                name="decided_grant_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["refused", "revoked"]) | ~Q(note=""),
                name="closed_grant_says_why",
            ),
            models.UniqueConstraint(
                fields=["record", "reader"],
                condition=Q(state="asked"),
                name="one_open_request_per_reader",
            ),
        ]
        indexes = [
            models.Index(fields=["reader", "until_on"], name="grants_by_reader"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.reader_id} {self.state}"
