"""What can be wrong with a row of a filled sheet, and with the sheet."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class Conflict(models.TextChoices):
    """Why a row is not taken over; its item stays as it is."""

    FORMULA = "formula", _("A cell holds a formula instead of a word")
    FOREIGN = "foreign", _("The row is not of this list")
    TWICE = "twice", _("The same item stands in the sheet twice")
    EDITED = "edited", _("Id or mark of the row were changed")
    SHUFFLED = "shuffled", _("Number and item of the row do not belong together")
    UNKNOWN = "unknown", _("This is none of the decisions there are")
    NO_DECISION = "no_decision", _("A day or a reason stands without a decision")
    BAD_DATE = "bad_date", _("The day is not written as 31-12-2030")
    NO_DAY = "no_day", _("A day to come belongs to keeping longer, and only there")
    NO_REASON = "no_reason", _("The reason is missing or too long")
    MISSING = "missing", _("The item does not stand in the sheet")
    LEFT = "left", _("The item left the list meanwhile")
    CHANGED = "changed", _("Somebody gave another word meanwhile")


class NoSheet(StateForbids):
    """There is no filled sheet to take over: none was brought, or it was taken."""

    code = "no_sheet"
    message = _("Bring the filled sheet first; this one was taken over already.")


class NothingToTake(StateForbids):
    """No row of the sheet gives a word that differs from what stands."""

    code = "nothing_to_take"
    message = _("No row of this sheet changes anything.")
