"""Refusals of the registers."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import OfficeError, StateForbids
from eoffice.organisation.models import Unit


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


class NoRegister(StateForbids):
    """No rule leads a letter of this type and signatory to a register."""

    code = "no_register"
    message = _(
        "No register numbers letters of this type by this signatory. Ask the"
        " administrator to add a rule under Settings, Letter numbers."
    )


class RegisterClosed(StateForbids):
    """The unit that owns the register exists no more."""

    code = "register_closed"

    def __init__(self, unit: Unit) -> None:
        """Name the unit."""
        told = _(
            "The register of %(unit)s is closed, for the unit exists no more. Ask the"
            " administrator to name another owner under Settings, Letter numbers."
        )
        super().__init__(told % {"unit": unit.name}, state=unit.code)
