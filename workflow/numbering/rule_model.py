"""Rules of the registers: whose register numbers which letters, and how, as data."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Official, PositionKind, Unit, UnitKind
from workflow.numbering.models import Series
from workflow.reference_data import ReferenceRows


class OwnerKind(models.TextChoices):
    """Whose register a rule leads to."""

    NAMED = "named", _("A unit that is named")
    AGENCY = "agency", _("The signatory's agency")
    UNIT = "unit", _("The signatory's own unit")


class RegisterRule(models.Model):
    """In whose register letters of a type and a signatory are numbered, and how.

    The first that fits counts, by `order`. A change is another row of the same `code`
    that holds from a day on; what was numbered before is never touched.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(_("rule"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"))
    # Empty: all types.
    letter_types = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    # Any of these four makes the signatory fit; none given: every signatory.
    signer_kinds = ArrayField(
        models.CharField(max_length=20, choices=PositionKind), default=list, blank=True
    )
    signer_unit_kinds = ArrayField(
        models.CharField(max_length=20, choices=UnitKind), default=list, blank=True
    )
    signer_units = ArrayField(models.UUIDField(), default=list, blank=True)
    signer_positions = ArrayField(models.UUIDField(), default=list, blank=True)
    owner = models.CharField(_("owner"), max_length=10, choices=OwnerKind)
    owner_unit = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("owning unit"),
    )
    # The product ships no units: it looks for one of this name until one is set.
    owner_name = models.CharField(max_length=120, blank=True)
    series = models.CharField(_("series"), max_length=20, choices=Series)
    # Empty: the pattern of the type.
    pattern = models.CharField(_("number pattern"), max_length=120, blank=True)
    valid_from_on = models.DateField(_("valid from"), null=True, blank=True)
    valid_to_on = models.DateField(_("valid to"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered at"), auto_now_add=True)

    ended_reason = models.CharField(_("why it ended"), max_length=300, blank=True)
    ended_by = models.ForeignKey(
        Official, null=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(_("ended at"), null=True)

    objects = ReferenceRows.as_manager()

    class Meta:
        verbose_name = _("register rule")
        verbose_name_plural = _("register rules")
        ordering = ["order", "code", "valid_from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from_on"],
                nulls_distinct=False,
                name="one_version_of_a_rule_begins_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to_on__isnull=True)
                | Q(valid_from_on__isnull=True)
                | Q(valid_to_on__gte=F("valid_from_on")),
                name="rule_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return self.name
