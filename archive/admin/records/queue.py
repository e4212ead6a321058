"""What the archive puts on Beranda: records that wait to be filed."""

from datetime import date

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.records.keepers import is_keeper
from archive.records.lists import kept_by
from eoffice.listing import COUNT_BOUND
from eoffice.organisation.actor import Actor
from eoffice.shell.queue import QueueItem


def filing_items(actor: Actor, _today: date) -> list[QueueItem]:
    """Return one row for all unfiled records of the archives one keeps."""
    if not is_keeper(actor):
        return []
    waiting = kept_by(actor).filter(record_file__isnull=True).order_by("id")
    # Number and oldest by one question, as far as lists count.
    told = waiting.values("captured_at")[:COUNT_BOUND].aggregate(
        count=Count("*"), since=Min("captured_at")
    )
    if not (count := told["count"]):
        return []
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
            since=told["since"],
        )
    ]


def filing_count(actor: Actor, _today: date) -> int:
    """Return one while anything waits: it is one row."""
    if not is_keeper(actor):
        return 0
    # One line on the desk, however many wait: so one is all that is counted.
    return int(kept_by(actor).filter(record_file__isnull=True).exists())
