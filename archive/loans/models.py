"""Loans (buku peminjaman): who has which record, until when, in what condition.

Fields of the book: borrower, item, purpose, day of lending, day of return, officer and
condition (practice; PP 28/2012 Ps 38 on use by security class).
"""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit


class LoanKind(models.TextChoices):
    """What is lent: the right to read, or the paper itself."""

    ELECTRONIC = "electronic", _("Reading on the screen")
    PAPER = "paper", _("The paper itself")


class LoanState(models.TextChoices):
    """Where a loan stands."""

    ASKED = "asked", _("Asked for")
    LENT = "lent", _("On loan")
    REFUSED = "refused", _("Refused")
    RETURNED = "returned", _("Returned")


class Loan(models.Model):
    """One record, or one whole record file of paper, lent to one person.

    `record` and `record_file` name the item; `item` its number, which stays in the
    book when the record is destroyed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=LoanKind)
    record = models.ForeignKey(
        Record, null=True, on_delete=models.PROTECT, related_name="loans"
    )
    record_file = models.ForeignKey(
        RecordFile, null=True, on_delete=models.PROTECT, related_name="loans"
    )
    item = models.CharField(_("item"), max_length=160)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="loans",
        verbose_name=_("unit that lends"),
    )
    borrower = models.ForeignKey(
        Official,
        on_delete=models.PROTECT,
        related_name="loans",
        verbose_name=_("borrower"),
    )
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    due_on = models.DateField(_("due back on"))
    state = models.CharField(
        _("state"), max_length=8, choices=LoanState, default=LoanState.ASKED
    )
    asked_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    note = models.CharField(_("reason of the refusal"), max_length=300, blank=True)
    condition_out = models.CharField(_("condition, lent"), max_length=200, blank=True)
    returned_at = models.DateTimeField(_("returned at"), null=True)
    received_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    condition_back = models.CharField(
        _("condition, returned"), max_length=200, blank=True
    )
    extensions = models.PositiveSmallIntegerField(default=0)
    # No foreign key: grants are rows of the record and go with it.
    grant_id = models.UUIDField(null=True, editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("loan")
        verbose_name_plural = _("loans")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(record__isnull=True) | Q(record_file__isnull=True),
                name="loan_names_one_item",
            ),
            models.CheckConstraint(
                condition=Q(state="asked") | Q(decided_by__isnull=False),
                name="decided_loan_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(state="returned") | Q(returned_at__isnull=True),
                name="returned_loan_says_when",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("borrower")),
                name="nobody_lends_to_themselves",
            ),
            models.UniqueConstraint(
                fields=["record_file"],
                condition=Q(state="lent"),
                name="paper_file_lent_once",
            ),
            models.UniqueConstraint(
                fields=["record"],
                condition=Q(state="lent", kind="paper"),
                name="paper_record_lent_once",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(state="lent"), name="loans_by_due_day"
            ),
            models.Index(fields=["unit", "-id"], name="loans_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.borrower_id}"

    def is_overdue(self, today: date) -> bool:
        """Tell whether it should be back already."""
        return self.state == LoanState.LENT and self.due_on < today
