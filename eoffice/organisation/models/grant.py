"""Grants of the administrator's role: asked by one, agreed to by another.

The role hangs on a seat, so there are three ways to give it: the seat gets the duty,
a person gets such a seat definitively, or acts for it. Each waits here until a second
administrator agrees; the database refuses that both are the same person.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models.official import Official
from eoffice.organisation.models.position import Position


class GrantAct(models.TextChoices):
    """What is done once the second administrator agrees."""

    DUTY = "duty", _("The seat becomes an administrator's seat")
    APPOINT = "appoint", _("Gets an administrator's seat definitively")
    ASSIGN = "assign", _("Acts for an administrator's seat")


class GrantState(models.TextChoices):
    """Where a grant stands."""

    PENDING = "pending", _("Waits for a second administrator")
    CONFIRMED = "confirmed", _("Agreed")
    REFUSED = "refused", _("Refused or withdrawn")


class AdministratorGrant(models.Model):
    """One grant. `values` holds the days and the decree of an appointment."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    act = models.CharField(_("act"), max_length=10, choices=GrantAct)
    position = models.ForeignKey(
        Position,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("position"),
    )
    official = models.ForeignKey(
        Official,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("official"),
    )
    values = models.JSONField(_("values"), default=dict)
    state = models.CharField(
        _("state"), max_length=10, choices=GrantState, default=GrantState.PENDING
    )
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("asked by"),
    )
    requested_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)

    class Meta:
        verbose_name = _("grant of the administrator's role")
        verbose_name_plural = _("grants of the administrator's role")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | (Q(decided_by__isnull=False) & ~Q(decided_by=F("requested_by"))),
                name="administrators_are_made_by_two",
            ),
            models.UniqueConstraint(
                fields=["act", "position", "official"],
                condition=Q(state="pending"),
                nulls_distinct=False,
                name="one_pending_grant_each",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.position_id} {self.state}"
