"""Spreadsheets that a batch gives out: an empty table to fill, and its faults."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from eoffice.spreadsheets import sheet_of
from workflow.letters.models import Letter, RecipientKind
from workflow.merging import columns
from workflow.merging.checking import draft_gaps
from workflow.merging.faults import read_faults
from workflow.merging.gaps import folded
from workflow.merging.models import MergeBatch


def empty_table(letter: Letter) -> bytes:
    """Return an XLSX whose heads are the draft's gaps and those of the addressee."""
    heads = draft_gaps(letter)
    if not letter.recipients.filter(kind=RecipientKind.TO).exists():
        known = {folded(head) for head in heads}
        heads += [
            f"{columns.PREFIX}{part}"
            for part in columns.PARTS
            if f"{columns.PREFIX}{part}" not in known
        ]
    return sheet_of(_("Table"), heads, [])


def fault_sheet(batch: MergeBatch) -> bytes:
    """Return an XLSX of everything the check found: row, column, what, how grave."""
    rows: list[Sequence[str]] = [
        (
            str(one.row),
            one.column,
            one.message,
            _("must be mended") if one.stops else _("look at it"),
        )
        for one in read_faults(batch.faults)
    ]
    heads = (_("Row"), _("Column"), _("What to mend"), _("Kind"))
    return sheet_of(_("Findings"), heads, rows)
