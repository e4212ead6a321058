"""Refusals of dispositions, each with a stable code and plain words."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class DispositionClosed(StateForbids):
    """The receiver's share is completed or recalled."""

    code = "disposition_closed"
    message = _("This disposition is completed or recalled.")


class AlreadyRead(StateForbids):
    """A disposition that somebody has read is recalled with a reason, not cancelled."""

    code = "already_read"
    message = _("Somebody has read it. Recall it with a reason.")
