"""Legal holds: what is kept as long as a case needs it, whatever retention says.

UU 43/2009 Ps 51 lets nothing be destroyed that is tied to a case still in process
(tata naskah 9.6). A hold names its case and covers what its scopes say, also what is
filed there later; it ends on its last day or by being lifted, and is never deleted.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.record_files.models import RecordFile
from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, Unit


class LegalHold(models.Model):
    """One case for which records of a register's branch are kept."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="legal_holds",
        verbose_name=_("branch that it reaches"),
    )
    case_name = models.CharField(_("case"), max_length=300)
    requester = models.CharField(_("requested by"), max_length=200)
    basis = models.CharField(_("basis"), max_length=300)
    from_on = models.DateField(_("from"))
    # Empty: until it is lifted.
    to_on = models.DateField(_("until"), null=True, blank=True)
    placed_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    placed_at = models.DateTimeField(_("placed at"), auto_now_add=True)
    lifted_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    lifted_at = models.DateTimeField(_("lifted at"), null=True)
    lift_reason = models.CharField(_("reason"), max_length=300, blank=True)
    # The job by which the store follows it: placed, and again when lifted.
    job_id = models.UUIDField(null=True, editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("legal hold")
        verbose_name_plural = _("legal holds")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="hold_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(lifted_at__isnull=True, lifted_by__isnull=True)
                | (
                    Q(lifted_at__isnull=False, lifted_by__isnull=False)
                    & ~Q(lift_reason="")
                ),
                name="lifted_hold_says_by_whom_and_why",
            ),
        ]

    def __str__(self) -> str:
        return self.case_name


class ScopeKind(models.TextChoices):
    """What a scope names."""

    RECORD = "record", _("One record")
    RECORD_FILE = "record_file", _("A record file and all in it")
    CODE = "code", _("A classification code and all below it")
    UNIT = "unit", _("A unit and all below it")
    SEARCH = "search", _("What has these words")


class HoldScope(models.Model):
    """One thing that a hold covers, within the branch of its hold."""

    hold = models.ForeignKey(LegalHold, on_delete=models.PROTECT, related_name="scopes")
    kind = models.CharField(_("kind"), max_length=12, choices=ScopeKind)
    # No foreign key: a record that was destroyed long after the hold is still told.
    record_id = models.UUIDField(_("record"), null=True)
    record_file = models.ForeignKey(
        RecordFile, null=True, on_delete=models.PROTECT, related_name="+"
    )
    unit = models.ForeignKey(
        Unit, null=True, on_delete=models.PROTECT, related_name="+"
    )
    code = models.CharField(_("code"), max_length=40, blank=True)
    words = models.CharField(_("words"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True)

    class Meta:
        verbose_name = _("scope of a hold")
        verbose_name_plural = _("scopes of holds")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="record", record_id__isnull=False)
                | Q(kind="record_file", record_file__isnull=False)
                | (Q(kind="code") & ~Q(code=""))
                | Q(kind="unit", unit__isnull=False)
                | (Q(kind="search") & ~Q(words="")),
                name="hold_scope_names_its_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.code or self.words}"
