"""Refusals of arranging record files."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from archive.arranging.outlook import Shortening
from eoffice.errors import StateForbids


class FileHeld(StateForbids):
    """A hold keeps the file or a record in it; it stays as it is until then."""

    code = "record_file_held"
    message = _(
        "A hold keeps this file or records in it; it stays as it is until then."
    )


class UnlikeStates(StateForbids):
    """Open and closed files are not merged: one counts its retention already."""

    code = "unlike_states"
    message = _("Merge open files with open ones, and closed ones with closed ones.")


class EarlierRetention(StateForbids):
    """What lies in the files would go earlier, or to another fate: asks first."""

    code = "earlier_retention"
    message = _("Records would end earlier than now. Confirm the difference first.")

    def __init__(self, differences: Sequence[Shortening]) -> None:
        """Keep each difference, for people and programs."""
        super().__init__(state="earlier_retention")
        self.differences = differences
        self.members = {
            "differences": [
                {
                    "record_file": str(one.record_file_id),
                    "before": one.before,
                    "after": one.after,
                }
                for one in differences
            ]
        }
