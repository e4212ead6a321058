"""Daftar berkas and daftar isi berkas with the columns of the law, as text.

PP 28/2012 Ps 42 (5) and (6); tingkat perkembangan and media stand besides. What a
classed record is about is told to nobody here: lists are seen over shoulders.
"""

from collections.abc import Iterable, Sequence

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from archive.record_files.models import RecordFile
from archive.record_files.retention import RetentionState, retention_of
from archive.records.models import Record
from archive.records.shown import list_title
from eoffice.organisation.actor import Actor

MOST_LINES = 10_000  # of a list that is answered at once


def file_heads() -> Sequence[str]:
    """Return the heads of the list of files."""
    return (
        _("Processing unit"),
        _("File number"),
        _("Classification code"),
        _("Description of the file"),
        _("Period"),
        _("Quantity"),
        _("Remarks"),
    )


def file_line(record_file: RecordFile, period: str) -> Sequence[str]:
    """Return a line of the list of files; `record_count` is annotated by the query."""
    found = retention_of(record_file, timezone.localdate())
    state = RetentionState(found.state).label
    return (
        record_file.unit.name,
        str(record_file.number),
        record_file.classification.code,
        record_file.title,
        period,
        str(getattr(record_file, "record_count", "")),
        f"{state}. {found.sentence}",
    )


def item_heads() -> Sequence[str]:
    """Return the heads of the list of a file's contents."""
    return (
        _("File number"),
        _("Item number"),
        _("Classification code"),
        _("Description of the record"),
        _("Date"),
        _("Quantity"),
        _("Development level"),
        _("Medium"),
        _("Remarks"),
    )


def item_lines(
    actor: Actor, record_file: RecordFile, records: Iterable[Record]
) -> list[Sequence[str]]:
    """Return the lines of a file's contents; depth was told on the records."""
    return [
        (
            str(record_file.number),
            str(one.item_number or ""),
            one.classification.code if one.classification else "",
            f"{one.number} {list_title(one, actor)}",
            date_format(one.record_date, "j F Y"),
            f"{one.quantity} {one.get_quantity_unit_display()}",
            one.get_development_display(),
            one.get_medium_display(),
            one.get_security_class_display(),
        )
        for one in records
    ]
