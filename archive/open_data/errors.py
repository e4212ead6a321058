"""Why an act on an open copy is refused."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class ClassForbids(StateForbids):
    """The record is above the ordinary class."""

    code = "class_forbids"
    message = _("Only an ordinary record (biasa) may be released as open data.")


class AlreadyOpen(StateForbids):
    """It is released, or its copy is being made."""

    code = "already_open"
    message = _("This record is released already, or its copy is being made.")


class NotOpen(StateForbids):
    """There is nothing to take back."""

    code = "not_open"
    message = _("This record is not released; there is nothing to take back.")


class NotLegible(StateForbids):
    """A file of it cannot be read."""

    code = "not_legible"
    message = _("A file of this record cannot be read, so no copy can be made.")


class NoPages(StateForbids):
    """None of its files has pages that could be copied."""

    code = "no_pages"
    message = _("No file of this record has pages of which a copy could be made.")
