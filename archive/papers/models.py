"""Documents of archive procedures: letters of the office, or decisions from outside."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.papers.kinds import PaperKind, Procedure
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official
from workflow.letters.models import Letter


class ProcedureDocument(models.Model):
    """One document of a procedure: our letter, or number, day and signatory outside.

    It says nothing of what the letter says; the letter is kept as every other is.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    procedure = models.CharField(_("procedure"), max_length=12, choices=Procedure)
    # No foreign key: each kind of procedure has its own table.
    procedure_id = models.UUIDField(_("of which one"))
    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    # Who signs this copy, where several sign the same text each by their own.
    party = models.CharField(_("party"), max_length=40, blank=True)
    # A draft may be thrown away, and its place here with it; signed letters stay.
    letter = models.ForeignKey(
        Letter,
        null=True,
        on_delete=models.CASCADE,
        related_name="procedure_documents",
        verbose_name=_("letter"),
    )
    number = models.CharField(_("number"), max_length=120, blank=True)
    decided_on = models.DateField(_("date"), null=True)
    decided_by = models.CharField(_("signed by"), max_length=200, blank=True)
    entered_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    # False once the procedure went back to a step before it.
    is_current = models.BooleanField(default=True)
    # Kept as arsip vital from its signature on (PP 28/2012 Ps 78, 81).
    is_vital = models.BooleanField(_("vital record"), default=False)

    class Meta:
        verbose_name = _("document of an archive procedure")
        verbose_name_plural = _("documents of archive procedures")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["procedure_id", "kind", "party"],
                condition=Q(is_current=True),
                name="one_current_document_per_place",
            ),
            models.CheckConstraint(
                condition=Q(letter__isnull=False, number="", decided_on=None)
                | (Q(letter=None, decided_on__isnull=False) & ~Q(number="")),
                name="document_is_letter_or_from_outside",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}".strip()
