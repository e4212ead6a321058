"""Refusals of the archive room."""

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class FileClosed(StateForbids):
    """The record file is closed; nothing is put into it or taken out."""

    code = "record_file_closed"
    message = _("This file is closed. Open a new one, or reopen it with a reason.")


class AlreadyFiled(StateForbids):
    """The record stands in a file already."""

    code = "already_filed"
    message = _("This record is filed already; move it instead.")


class OtherRegister(StateForbids):
    """Record and file belong to different registers; their order is kept apart."""

    code = "other_register"
    message = _("This file belongs to another register. Files never mix registers.")
