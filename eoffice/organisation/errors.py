"""Refusals of the organisation's operations."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class TermOverlaps(StateForbids):
    """Somebody else holds the position, or the person another main one, then."""

    code = "term_overlaps"
    message = _(
        "In these days the position is already held, or the person already has a"
        " main position. End that term first."
    )


class UnitNotEmpty(StateForbids):
    """A unit with open units or positions below it cannot close."""

    code = "unit_not_empty"
    message = _("This unit still has open units or positions. Close them first.")


class PositionHeld(StateForbids):
    """A position that somebody holds cannot close."""

    code = "position_held"
    message = _("Somebody still holds this position. End the term first.")


class AlreadyClosed(StateForbids):
    """What is closed stays closed; its letters rest on it."""

    code = "already_closed"
    message = _("This was closed before.")
