"""Refusals that records give."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class HeldAsIs(StateForbids):
    """A hold covers the record by what it says of itself; corrected, it went free."""

    code = "held_as_is"
    message = _(
        "This record is kept for a case by its code or its words. Corrected like this"
        " the case would miss it: add the record itself to the hold first."
    )
