"""On what a record file lies: paper, computer files, or both."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from archive.records.models import Medium, Record

HYBRID = _("Hybrid: paper and computer files")


def medium_of_file(record_file_id: UUID) -> str:
    """Return the medium in words; hybrid where paper lies beside computer files.

    Empty for a file without records.
    """
    rows = Record.objects.filter(record_file=record_file_id).order_by()
    found = {Medium(one) for one in rows.values_list("medium", flat=True).distinct()}
    if Medium.PAPER in found and len(found) > 1:
        return str(HYBRID)
    # A scan beside what was born digital: computer files both.
    first = Medium.ELECTRONIC if Medium.ELECTRONIC in found else next(iter(found), None)
    return str(first.label) if first else ""
