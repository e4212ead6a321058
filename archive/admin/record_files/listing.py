"""`/arsip/berkas/`: record files and one of them."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from archive.admin.bars import bar_of, tag_of
from archive.admin.entrance import address_query
from archive.admin.list_facets import told_list
from archive.admin.paging import LongPaginator
from archive.admin.record_files.facets import COUNTED, file_facets
from archive.admin.record_files.filters import (
    COLUMNS,
    NAMES,
    filters_of_files,
    order_of_files,
)
from archive.admin.records.facets import unit_facet
from archive.admin.records.listing import unfiled_count
from archive.desk.models import ViewedList
from archive.desk.saving import views_of
from archive.desk.windows import ListPlace, Window, window_of
from archive.disposal.access import deals_with_lists
from archive.disposal.listed_files import listed_among
from archive.holds.access import may_hold
from archive.holds.holding import held_count, holds_file
from archive.loans.hindering import paper_out
from archive.places.finding import place_of
from archive.record_files import access as file_access
from archive.record_files.acts import allowed_acts
from archive.record_files.lists import (
    FileFilters,
    contents_of,
    record_files_for,
    with_state,
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
from eoffice.errors import NotFound
from eoffice.listing import COUNT_BOUND
from eoffice.organisation.actor import Actor
from eoffice.shell.acting import acting
from eoffice.shell.components import RetentionBar
from eoffice.shell.queue import Tag

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A row: the file, its bar and its state."""

    file: RecordFile
    bar: RetentionBar
    tag: Tag


def file_list(request: HttpRequest) -> HttpResponse:
    """Show the files of one's units, or of the archive one keeps."""
    actor, given, today = acting(request), request.GET, timezone.localdate()
    filters, query = filters_of_files(given), address_query(given, NAMES)
    seen = filters.apply(file_access.record_files_visible_to(actor), today)
    window = window_of(
        with_state(seen, today),
        order_of_files(given),
        size=PAGE_SIZE,
        counted=COUNTED,
        place=ListPlace(asked=given.get("sesudah", ""), binding=query),
    )
    context = told_list(window, query) | _looks(actor, given)
    context |= {
        "rows": _rows_of(actor, window, today),
        "filters": filters,
        "facets": file_facets(window, given),
        "units": unit_facet(window.counts["unit"], given),
    }
    return render(request, "archive/files.html", context)


def _looks(actor: Actor, given: QueryDict) -> dict[str, object]:
    """Return how the list is shown, and what waits for a keeper."""
    return {
        "offered": COLUMNS.offered,
        "columns": COLUMNS.chosen(given),
        "views": views_of(actor, ViewedList.FILES),
        "viewed": ViewedList.FILES,
        "is_keeper": is_keeper(actor),
        "sees_lists": deals_with_lists(actor),
        "decree": RETENTION_DECREE.current(),
        "unfiled_count": unfiled_count(actor),
    }


def _rows_of(actor: Actor, window: Window[Any], today: date) -> list[FileRow]:
    rows = record_files_for(actor, FileFilters(merged=True), today)
    found = rows.in_bulk(window.ids)
    files = [found[pk] for pk in window.ids if pk in found]
    listed = listed_among(files)
    return [
        FileRow(
            file=one,
            bar=bar_of(one, today),
            tag=tag_of(one, today, is_listed=one.pk in listed),
        )
        for one in files
    ]


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
        "may_hold": may_hold(actor, record_file),
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
