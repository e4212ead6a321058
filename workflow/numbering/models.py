"""Registers and their ledger: every number is accounted for.

The register row is the counter, locked only in the short reserving transaction.
Every 1..last has one ledger row: reserved for its letter, used, or void with
reason and actor. Never `max()+1`, never reused.
"""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit


class Series(models.TextChoices):
    """Separate series, each told apart by its printed number."""

    OUTGOING = "outgoing", _("Outgoing letters")
    NOTA_DINAS = "nota_dinas", _("Nota dinas")
    AGENDA = "agenda", _("Agenda of incoming letters")
    DECREE = "decree", _("Decrees")
    REGULATION = "regulation", _("Regional regulations")
    HEAD_REGULATION = "head_regulation", _("Regulations of the regional head")
    COUNCIL_REGULATION = "council_reg", _("Regulations of the council")
    GAZETTE = "gazette", _("Regional gazette")
    BULLETIN = "bulletin", _("Regional bulletin")


#: Told apart by the name of their type, which always stands before the number.
NAMED_SERIES = frozenset(
    {
        Series.REGULATION,
        Series.HEAD_REGULATION,
        Series.COUNCIL_REGULATION,
        Series.GAZETTE,
        Series.BULLETIN,
    }
)


class Register(models.Model):
    """One unit's counter for a series and a year."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registers")
    series = models.CharField(_("series"), max_length=20, choices=Series)
    year = models.PositiveSmallIntegerField(_("year"))
    last_value = models.PositiveIntegerField(_("last number"), default=0)
    # What is numbered next is never dated before it.
    last_on = models.DateField(_("day of the last number"), null=True, editable=False)

    class Meta:
        verbose_name = _("register")
        verbose_name_plural = _("registers")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "series", "year"], name="one_register_per_unit_and_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.code} {self.series} {self.year}"


class VoidReason(models.TextChoices):
    """Why the house itself gave a reserved number up; people write theirs in words."""

    REGISTER_CHANGED = "register_changed", _("The letter went to another register")
    DAY_PASSED = "day_passed", _("Later numbers bear an earlier day")


class NumberState(models.TextChoices):
    """States of a number."""

    RESERVED = "reserved", _("Reserved")
    USED = "used", _("Used")
    VOID = "void", _("Void")


class LedgerNumber(models.Model):
    """One number of a register, for one thing (`purpose_id`: letter or agenda)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    register = models.ForeignKey(
        Register, on_delete=models.PROTECT, related_name="numbers"
    )
    value = models.PositiveIntegerField(_("sequence number"))
    text = models.CharField(_("number as printed"), max_length=120)
    # The day that stands beside it: of the signature, or of the entry in the agenda.
    dated_on = models.DateField(_("dated"), null=True, editable=False)
    # No foreign key: letters and agenda entries are rows of different tables.
    purpose_id = models.UUIDField(_("for"))
    state = models.CharField(
        _("state"), max_length=10, choices=NumberState, default=NumberState.RESERVED
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    reserved_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    reserved_at = models.DateTimeField(_("reserved at"), auto_now_add=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("number")
        verbose_name_plural = _("numbers")
        ordering = ["register", "value"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "value"],
                name="letter_number_once_per_register_year",
            ),
            models.UniqueConstraint(
                # Void ones may be many; a second live one would be a gap in the book.
                fields=["purpose_id"],
                condition=Q(state__in=["reserved", "used"]),
                name="one_live_number_per_purpose",
            ),
            models.UniqueConstraint(
                fields=["register", "text"], name="printed_once_in_a_register"
            ),
            models.CheckConstraint(
                condition=~Q(state="void") | ~Q(reason=""),
                name="void_number_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def day_it_bears(self) -> date:
        """Return the day of a number that was reserved.

        Raises:
            ValueError: one of former days that was void before days were kept.
        """
        if self.dated_on is None:
            raise ValueError("this number bears no day")
        return self.dated_on

    @property
    def reason_words(self) -> str:
        """Return why it is void, as people read it."""
        known = {str(one.value): str(one.label) for one in VoidReason}
        return known.get(self.reason, self.reason)
