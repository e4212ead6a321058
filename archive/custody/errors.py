"""Refusals of moves of custody."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class WrongMoveState(StateForbids):
    """The move is not where this act is possible."""

    code = "wrong_state"
    message = _("This list is further, or not so far; reload the page.")


class NothingToMove(StateForbids):
    """No file of the unit is due, or none is left on the list."""

    code = "nothing_due"
    message = _(
        "No record file of this unit is due. A file is transferred once its active"
        " retention is over, and handed over once the schedule keeps it for good."
    )


class NoInstitution(StateForbids):
    """Nobody said which unit is the regional archives."""

    code = "no_regional_archives"
    message = _(
        "An administrator says first which unit is the regional archives (LKD)."
    )


class NoHead(StateForbids):
    """One of the two who sign the berita acara is missing."""

    code = "no_head"
    message = _("Both heads sign the berita acara; one of the two seats is not there.")


class SameHead(StateForbids):
    """Giving and receiving are signed by two different people."""

    code = "same_person"
    message = _(
        "Two different people sign for giving and receiving, and another person"
        " accepts the list than who proposed it; also where one acts for the other."
    )


class NotVerified(StateForbids):
    """The archives looks at each file before it accepts the list (Ps 80)."""

    code = "not_verified"
    message = _(
        "Some files of the list have no verdict yet. Accept or refuse each of them"
        " first."
    )


class NotChecked(StateForbids):
    """A file is accepted after the hashes of its package were checked."""

    code = "not_checked"
    message = _(
        "Have the hashes of the package checked first. What does not agree with them is"
        " refused, and says why."
    )


class PackageThere(StateForbids):
    """The package is being made, or there already."""

    code = "package_there"
    message = _("The package is there, or is being written.")


class UnitStands(StateForbids):
    """Only what a unit that ended kept goes to a successor."""

    code = "unit_stands"
    message = _("This unit has not ended. Its files are transferred by a list.")
