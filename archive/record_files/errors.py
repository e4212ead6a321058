"""Refusals of the archive room."""

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from eoffice.errors import StateForbids


class FileClosed(StateForbids):
    """The record file is closed; nothing is put into it or taken out."""

    code = "record_file_closed"
    message = _("This file is closed. Open a new one, or reopen it with a reason.")


class FileOpen(StateForbids):
    """The record file is open: there is nothing to reopen, and no clock to start."""

    code = "record_file_open"
    message = _("This file is still open.")


class NoEvent(StateForbids):
    """The rule counts from the closing of the file; no event is awaited."""

    code = "no_event_awaited"
    message = _("The rule of this file counts from its closing, not from an event.")


class EventKnown(StateForbids):
    """The day of the event was given; it is corrected by reopening the file."""

    code = "event_known"
    message = _("The day of the event is known. To correct it, reopen the file.")


class AlreadyFiled(StateForbids):
    """The record stands in a file already."""

    code = "already_filed"
    message = _("This record is filed already; move it instead.")


class OtherRegister(StateForbids):
    """Record and file belong to different registers; their order is kept apart."""

    code = "other_register"
    message = _("This file belongs to another register. Files never mix registers.")


class HeldInFile(StateForbids):
    """A hold keeps the record: taken out of its file, the hold might miss it."""

    code = "held_in_file"
    message = _("This record is kept for a case; it stays in its file until then.")


class FilingUndone(StateForbids):
    """The filing was taken back already."""

    code = "filing_undone"
    message = _("This filing was taken back already.")


class ActedSince(StateForbids):
    """Somebody acted on what was filed, so the filing stands."""

    code = "acted_since"
    message = _(
        "Somebody acted on these records or their file since. Move them one by one."
    )


class FileMerged(StateForbids):
    """The file was merged into another; its number stays empty."""

    code = "record_file_merged"
    message = _("This file was merged into another. Act on that one.")


class SomeRefused(StateForbids):
    """Some of what was chosen is refused, so all of it stayed; `refused` by record."""

    code = "some_refused"
    message = _("Nothing was filed: some of the chosen records cannot be.")

    def __init__(self, refused: Mapping[UUID, str]) -> None:
        """Keep the words of each refusal."""
        super().__init__()
        self.refused = refused


class EventUnknown(StateForbids):
    """A proof needs the day it shows; the day is given first, or with it."""

    code = "event_unknown"
    message = _("The day of the event is not known yet; give it with its proof.")
