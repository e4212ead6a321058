"""Why a person opens a classed record: said once, good for a working day.

Beyond the letter's own people, whoever opens what is terbatas, rahasia or sangat
rahasia in the archive says why (tata naskah 5.2). The trail keeps the reason with
each opening; these rows only spare the person from saying it again at every page.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.security_class import SecurityClass


class OpeningReason(models.Model):
    """One person's reason to open one record, until an hour of the same day's work."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, related_name="opening_reasons"
    )
    reader = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300)
    # As it was then: a record that is classed anew is opened with a new reason.
    security_class = models.CharField(
        _("security class"), max_length=15, choices=SecurityClass
    )
    given_at = models.DateTimeField(_("given at"), auto_now_add=True)
    until_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("reason of an opening")
        verbose_name_plural = _("reasons of openings")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason=""), name="opening_reason_says_why"
            ),
        ]
        indexes = [
            models.Index(
                fields=["record", "reader", "until_at"], name="reasons_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} {self.reader_id}"
