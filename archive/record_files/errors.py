"""Refusals of the archive room."""

from collections.abc import Mapping
from uuid import UUID

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


class SomeRefused(StateForbids):
    """Some of what was chosen is refused, so all of it stayed; `refused` by record."""

    code = "some_refused"
    message = _("Nothing was filed: some of the chosen records cannot be.")

    def __init__(self, refused: Mapping[UUID, str]) -> None:
        """Keep the words of each refusal."""
        super().__init__()
        self.refused = refused
