"""What the archive puts on Beranda: records that wait to be filed."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.admin.records.listing import unfiled_count
from archive.records.keepers import is_keeper
from archive.records.lists import kept_by
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem


def filing_items(actor: Actor, _today: date) -> list[QueueItem]:
    """Return one row for all unfiled records of the archives one keeps."""
    count = unfiled_count(actor)
    if not count:
        return []
    oldest = kept_by(actor).filter(record_file__isnull=True).order_by("id").first()
    title = ngettext(
        "%(count)d record waits to be filed",
        "%(count)d records wait to be filed",
        count,
    )
    return [
        QueueItem(
            kind="record",
            act="file",
            act_label=_("File"),
            title=title % {"count": count},
            url=f"{reverse('record_list')}?berkas=belum",
            icon="folder-open",
            since=oldest.captured_at if oldest else None,
        )
    ]


def filing_count(actor: Actor, _today: date) -> int:
    """Return one while anything waits: it is one row."""
    if not is_keeper(actor):
        return 0
    # One line on the desk, however many wait: so one is all that is counted.
    return int(kept_by(actor).filter(record_file__isnull=True).exists())
