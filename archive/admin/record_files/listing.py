"""`/arsip/berkas/`: record files and one of them."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.bars import bar_of, tag_of
from archive.admin.entrance import address_query, uuid_of, words_of, year_of
from archive.admin.paging import LongPaginator
from archive.admin.records.listing import unfiled_count
from archive.disposal.access import deals_with_lists
from archive.disposal.listed_files import listed_among
from archive.holds.access import is_archivist_of
from archive.holds.holding import held_count, holds_file
from archive.loans.hindering import paper_out
from archive.places.finding import place_of
from archive.record_files import access as file_access
from archive.record_files.acts import allowed_acts
from archive.record_files.lists import (
    FileFilters,
    contents_of,
    fill_states,
    record_files_for,
)
from archive.record_files.models import RecordFile
from archive.record_files.proofs import proofs_of
from archive.record_files.retention import retention_of
from archive.record_files.serving import give_proof
from archive.records.access import tell_depth
from archive.records.keepers import is_keeper
from archive.records.mediums import medium_of_file
from archive.records.models import Record
from archive.records.shown import list_title
from archive.retention.decree import RETENTION_DECREE
from archive.retention.models import FinalDisposition
from eoffice.errors import NotFound
from eoffice.listing import COUNT_BOUND
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.shell.components import RetentionBar
from eoffice.shell.queue import Tag

PAGE_SIZE = 50
NAMES = ("unit", "keadaan", "nasib", "kode", "tahun", "q")
STATES = {
    "open": gettext_lazy("Open"),
    "active": gettext_lazy("Active"),
    "waiting_for_event": gettext_lazy("Waits for its event"),
    "inactive": gettext_lazy("Inactive"),
    "ended": gettext_lazy("Retention ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A row: the file, its bar and its state."""

    file: RecordFile
    bar: RetentionBar
    tag: Tag


def file_list(request: HttpRequest) -> HttpResponse:
    """Show the files of one's units, or of the archive one keeps."""
    actor, today = acting(request), timezone.localdate()
    filters = filters_of_files(request)
    rows = record_files_for(actor, filters, today).order_by("-opened_on", "-id")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    # Only units with files one sees: a choice that finds nothing would help nobody.
    units = (
        file_access.record_files_visible_to(actor).order_by().values("unit").distinct()
    )
    listed = listed_among(page.object_list)
    context = {
        "page": page,
        "rows": [
            FileRow(
                file=one,
                bar=bar_of(one, today),
                tag=tag_of(one, today, is_listed=one.pk in listed),
            )
            for one in page.object_list
        ],
        "filters": filters,
        "counts": fill_states(actor, today),
        "query": address_query(request.GET, NAMES),
        "is_keeper": is_keeper(actor),
        "sees_lists": deals_with_lists(actor),
        "decree": RETENTION_DECREE.current(),
        "unfiled_count": unfiled_count(actor),
        "units": Unit.objects.filter(pk__in=units).order_by("name")[:200],
        "states": STATES.items(),
        "fates": FinalDisposition.choices,
    }
    return render(request, "archive/files.html", context)


def filters_of_files(request: HttpRequest) -> FileFilters:
    """Read the filters from the address."""
    given = request.GET
    state, fate = given.get("keadaan", ""), given.get("nasib", "")
    return FileFilters(
        unit=uuid_of(given, "unit"),
        code=words_of(given, "kode", 40),
        # An address can be typed: an unknown word filters nothing instead of failing.
        state=state if state in STATES else "",
        fate=fate if fate in FinalDisposition.values else "",
        year=year_of(given, "tahun"),
        words=words_of(given, "q"),
    )


def file_page(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Show one file with its retention and its records by number."""
    actor, today = acting(request), timezone.localdate()
    rows = record_files_for(actor, FileFilters(merged=True), today)
    record_file = rows.filter(pk=file_id).first()
    if record_file is None:
        raise NotFound
    contents = contents_of(actor, record_file)
    page = LongPaginator(contents, PAGE_SIZE, request.GET.get("p")).asked_page()
    records = list(page.object_list)
    tell_depth(records, actor)
    context = {
        "file": record_file,
        "page": page,
        "rows": [(one, list_title(one, actor)) for one in records],
        "bar": bar_of(record_file, today),
        "state": tag_of(
            record_file, today, is_listed=bool(listed_among([record_file]))
        ),
        "explanation": retention_of(record_file, today).explanation,
        "rule": record_file.retention_rule,
        "acts": allowed_acts(actor, record_file),
        "held": held_count(Record.objects.filter(record_file=record_file), COUNT_BOUND),
        "is_held": holds_file(record_file),
        "exports": is_keeper(actor),
        "may_hold": is_archivist_of(actor, record_file.unit),
        "proofs": proofs_of(record_file),
        "changes": record_file.retention_changes.select_related("version"),
        "lies": place_of(record_file.pk),
        "out": paper_out([record_file.pk]).get(record_file.pk),
        "medium": medium_of_file(record_file.pk),
        "may_put": file_access.may(actor, "record.file", record_file)
        and record_file.destroyed_on is None,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Record files"), reverse("record_file_list")),
            (record_file.title, ""),
        ],
    }
    return render(request, "archive/file.html", context)


def event_proof(request: HttpRequest, file_id: UUID, number: int) -> HttpResponseBase:
    """Give a file that shows the day of the event; `?asli=1` asks for the original."""
    return give_proof(
        request,
        acting(request),
        file_id=file_id,
        number=number,
        original=request.GET.get("asli") == "1",
    )
