"""`/arsip/terbuka/`: what is released as open data, as page, CSV, zip and copies."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.entrance import address_query, uuid_of, words_of, year_of
from archive.admin.paging import LongPaginator
from archive.open_data.access import visible_open_record
from archive.open_data.finding import OpenFilters, open_records_for
from archive.open_data.giving import copy_name, open_list_csv, open_list_zip
from archive.open_data.models import OpenState
from eoffice.errors import NotFound
from eoffice.shell.acting import acting
from eoffice.shell.queue import Tag
from eoffice.spreadsheets import file_answer
from workflow.reading_copies import Wanted, give_file

PAGE_SIZE = 50
NAMES = ("keadaan", "unit", "tahun", "q")
SIGNS = {
    OpenState.MAKING: ("hourglass", ""),
    OpenState.RELEASED: ("circle-check", "ok"),
    OpenState.FAILED: ("triangle-alert", "late"),
    OpenState.WITHDRAWN: ("ban", ""),
}


def sign_of(state: str) -> Tag:
    """Return the state as a tag."""
    icon, kind = SIGNS[OpenState(state)]
    return Tag(text=str(OpenState(state).label), icon=icon, kind=kind)


def _filters(request: HttpRequest) -> OpenFilters:
    given = request.GET
    return OpenFilters(
        state=words_of(given, "keadaan", 12),
        unit=uuid_of(given, "unit"),
        year=year_of(given, "tahun"),
        words=words_of(given, "q"),
    )


def open_list(request: HttpRequest) -> HttpResponse:
    """Show the open copies, newest first."""
    actor, filters = acting(request), _filters(request)
    rows = open_records_for(actor, filters).order_by("-id")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "page": page,
        "rows": [(one, sign_of(one.state)) for one in page.object_list],
        "filters": filters,
        "query": address_query(request.GET, NAMES),
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Open data"), "")],
    }
    return render(request, "archive/open_data/list.html", context)


def open_csv(request: HttpRequest) -> HttpResponse:
    """Give what is released as CSV."""
    content = open_list_csv(acting(request), _filters(request))
    return file_answer(content, "text/csv; charset=utf-8", "data-terbuka.csv")


def open_zip(request: HttpRequest) -> HttpResponse:
    """Give what is released, with its copies, as a zip."""
    content = open_list_zip(acting(request), _filters(request))
    return file_answer(content, "application/zip", "data-terbuka.zip")


def open_copy(request: HttpRequest, open_id: UUID) -> HttpResponseBase:
    """Give one open copy."""
    actor = acting(request)
    found = visible_open_record(actor, open_id)
    if found.stored is None:
        raise NotFound
    wanted = Wanted(stored=found.stored, name=copy_name(found), takes_part=False)
    return give_file(request, found.record, wanted, actor=actor)
