"""Refusals of boxes."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class MixedUnits(StateForbids):
    """A box holds the files of one unit alone (PP 28/2012 Ps 44 (1))."""

    code = "mixed_units"
    message = _(
        "This box holds the files of another unit. Units never mix in a box; take a"
        " box of the file's own unit."
    )


class MixedKeepers(StateForbids):
    """A box and the files in it have one keeper."""

    code = "mixed_keepers"
    message = _(
        "This file is kept by another unit than this box, since custody moved. Take a"
        " box of its keeper."
    )


class BoxNotOpen(StateForbids):
    """The box takes nothing now."""

    code = "box_not_open"
    message = _("This box takes no files now. Open it again, or take another one.")


class BoxNotEmpty(StateForbids):
    """Files lie in the box."""

    code = "box_not_empty"
    message = _("Files lie in this box. Take them out first.")


class NoSuchMove(StateForbids):
    """A box does not go from this state to that."""

    code = "box_state"
    message = _("The box is in another state; reload the page.")


class FileGone(StateForbids):
    """The file was destroyed: nothing of it is left to be put anywhere."""

    code = "record_file_destroyed"
    message = _("This file was destroyed; nothing of it can be put into a box.")


class NotInBox(StateForbids):
    """The file does not lie in this box."""

    code = "not_in_box"
    message = _("This file does not lie in this box.")
