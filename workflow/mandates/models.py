"""The register of mandates: who may sign what in whose name, from when to when.

A mandate is assigned and names its giver (UU 30/2014 Ps 14 (1), (3), (4)). Rows are
added and ended, never changed or deleted: letters were signed on their strength.
"""

from datetime import date
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Position
from workflow.mandates.forms import AuthorityForm, form_words


class SigningMandates(models.QuerySet["SigningMandate"]):
    """Mandates, asked by their days."""

    def not_over(self, day: date) -> Self:
        """Those that contain the day or come later."""
        lasting = Q(to_on__isnull=True) | Q(to_on__gte=day)
        return self.filter(lasting, ended_at_once=False)

    def in_force(self, day: date) -> Self:
        """Those that contain the day; one ended at once is over at that moment."""
        return self.not_over(day).filter(from_on__lte=day)


class SigningMandate(models.Model):
    """One line: the receiver may sign these letters in these forms."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    giver = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,  # stays responsible for what was signed (Ps 14 (8))
        related_name="mandates_given",
        verbose_name=_("giver"),
    )
    receiver = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        related_name="mandates_received",
        verbose_name=_("receiver"),
    )
    letter_types = ArrayField(
        models.CharField(max_length=60),
        default=list,
        blank=True,
        verbose_name=_("letter types"),
        help_text=_("Empty: every type."),
    )
    codes = ArrayField(
        models.CharField(max_length=40),
        default=list,
        blank=True,
        verbose_name=_("classification codes"),
        help_text=_("With all codes below them. Empty: every code."),
    )
    forms = ArrayField(
        models.CharField(max_length=5, choices=AuthorityForm), verbose_name=_("forms")
    )
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"), null=True, blank=True)
    basis = models.CharField(_("basis"), max_length=200)
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), db_default=Now())
    ended_at_once = models.BooleanField(default=False, editable=False)
    ended_at = models.DateTimeField(_("ended at"), null=True, editable=False)
    ended_by = models.ForeignKey(
        Official,
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    end_reason = models.CharField(_("reason of the end"), max_length=200, blank=True)

    objects = SigningMandates.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["receiver__code", "from_on", "id"]
        indexes = [
            models.Index(fields=["receiver", "from_on"], name="mandates_by_receiver")
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")),
                name="mandate_is_given_to_another",
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="mandate_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver}"

    @property
    def form_words(self) -> list[str]:
        """Return the forms as people say them."""
        return form_words(self.forms)

    def covers(self, type_code: str, code: str) -> bool:
        """Tell whether letters of this type under this code fall under it."""
        of_type = not self.letter_types or type_code in self.letter_types
        of_code = not self.codes or any(is_under(code, one) for one in self.codes)
        return of_type and of_code


def is_under(code: str, prefix: str) -> bool:
    """Tell whether the code is the prefix or stands below it (`100.3` of `100.3.3.2`).

    By whole parts: `100.3` is not above `100.31`.
    """
    return code == prefix or code.startswith(f"{prefix}.")
