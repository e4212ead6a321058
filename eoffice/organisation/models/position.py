"""Positions (jabatan): positions in units. Rights and inboxes belong to them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models.unit import Unit


class PositionKind(models.TextChoices):
    """What the law of printed names tells apart (Permendagri 1/2023 Ps 44)."""

    REGIONAL_HEAD = "regional_head", _("Regional head (bupati)")
    DEPUTY_HEAD = "deputy_head", _("Deputy regional head")
    REGIONAL_SECRETARY = "regional_secretary", _("Regional secretary (sekda)")
    STRUCTURAL = "structural", _("Structural")
    FUNCTIONAL = "functional", _("Functional")
    STAFF = "staff", _("Staff")


class PositionDuty(models.TextChoices):
    """Duties given to a seat besides what follows from the tree."""

    DRAFTER = "drafter", _("Drafter")
    SIGNATORY = "signatory", _("Signatory")
    LEADER = "leader", _("Leader")
    RECORD_CLERK = "record_clerk", _("Record clerk")
    ARCHIVIST = "archivist", _("Archivist")
    ADMIN = "admin", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    DESK_HELPER = "desk_helper", _("Desk helper of a leader")


class Position(models.Model):
    """A position in a unit, with its superior and the duties that go with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(_("code"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=200)
    unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,  # letters rest on the position's unit
        related_name="positions",
        verbose_name=_("unit"),
    )
    superior = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="subordinates",
        verbose_name=_("superior"),
    )
    # Not the superior: a head of agency reports through the sekda, and signs in the
    # bupati's name (UU 30/2014 Ps 14; `queries.givers.default_giver`).
    mandate_giver = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # letters were signed in its name
        related_name="mandated",
        verbose_name=_("gives its mandate"),
    )
    kind = models.CharField(
        _("kind"), max_length=20, choices=PositionKind, default=PositionKind.STAFF
    )
    echelon = models.CharField(_("echelon"), max_length=5, blank=True)
    is_head = models.BooleanField(_("heads its unit"), default=False)
    duties = ArrayField(
        models.CharField(max_length=20, choices=PositionDuty),
        default=list,
        blank=True,
        verbose_name=_("duties"),
    )
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(is_head=True, closed_on__isnull=True),
                name="one_head_per_unit",
            ),
            models.CheckConstraint(
                condition=~Q(superior=models.F("id")),
                name="position_is_not_its_own_superior",
            ),
            models.CheckConstraint(
                condition=~Q(mandate_giver=models.F("id")),
                name="position_is_not_its_own_mandate_giver",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def may_sign(self) -> bool:
        """Heads of units sign in their own field; others by duty."""
        return self.is_head or PositionDuty.SIGNATORY in self.duties
