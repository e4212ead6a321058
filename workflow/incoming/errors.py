"""Refusals of incoming letters, each with a stable code and plain words."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class AlreadyRegistered(StateForbids):
    """The incoming letter has its agenda number."""

    code = "already_registered"
    message = _("This letter has been registered already.")


class StillBeingRead(StateForbids):
    """The machine works on the pages; they are not to change under it."""

    code = "still_being_read"
    message = _("The computer is still reading this letter. Try again in a moment.")


class NotRegistered(StateForbids):
    """The incoming letter has no agenda number yet."""

    code = "not_registered"
    message = _("Register the letter first.")
