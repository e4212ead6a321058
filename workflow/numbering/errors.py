"""Refusals of the registers."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, StateForbids


class ClockBehind(OfficeError):
    """The clock tells an earlier day than the last number of the register bears."""

    code = "clock_behind"
    status = 503
    message = _(
        "The server's clock runs behind: the last number of this register bears a"
        " later day. Nothing was numbered; tell the administrator."
    )


class NumberDecided(StateForbids):
    """The number is used or void, which is for good."""

    code = "number_decided"
    message = _("This number is decided already and stays as it is.")
