"""When the filing person of a register was last reminded of its backlog."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.identifiers import uuid7
from eoffice.organisation.models import Unit


class BacklogReminder(models.Model):
    """The last week for which a register was looked at, and what waited then.

    One row for each register: the week it names is settled, whatever was found, so a
    clock that runs twice tells nobody twice.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    register = models.OneToOneField(
        # Units are closed, never deleted.
        Unit,
        on_delete=models.PROTECT,
        related_name="backlog_reminder",
    )
    week_on = models.DateField(_("Monday of the week"), null=True)
    waiting = models.PositiveIntegerField(_("not filed"), default=0)
    late = models.PositiveIntegerField(_("not filed, late"), default=0)

    class Meta:
        verbose_name = _("reminder of a backlog")
        verbose_name_plural = _("reminders of backlogs")

    def __str__(self) -> str:
        return f"{self.register_id} {self.week_on}"
