"""Papers and packages of sending out, as files."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from eoffice.identifiers import as_uuid
from eoffice.shell.acting import acting
from eoffice.shell.day_field import asked_day
from eoffice.shell.entry import office_view
from eoffice.spreadsheets import file_answer
from workflow.dispatches.package import srikandi_package
from workflow.dispatches.papers import print_delivery_book, print_papers

PDF, ZIP = "application/pdf", "application/zip"


@office_view
@require_GET
def label(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Give the address label."""
    content = print_papers(
        actor=acting(request), kind="label", dispatch_ids=[dispatch_id]
    )
    return file_answer(content, PDF, "label-alamat.pdf")


@office_view
@require_GET
def labels(request: HttpRequest) -> HttpResponse:
    """Give the labels of those that are ticked, a page each."""
    ids = [as_uuid(one) for one in request.GET.getlist("dispatch")[:200]]
    content = print_papers(
        actor=acting(request),
        kind="label",
        dispatch_ids=[one for one in ids if one is not None],
    )
    return file_answer(content, PDF, "label-alamat.pdf")


@office_view
@require_GET
def cover(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Give the cover sheet with the receipt below."""
    content = print_papers(
        actor=acting(request), kind="cover", dispatch_ids=[dispatch_id]
    )
    return file_answer(content, PDF, "lembar-pengantar.pdf")


@office_view
@require_GET
def delivery_book(request: HttpRequest) -> HttpResponse:
    """Give the delivery book of a period."""
    content = print_delivery_book(
        actor=acting(request),
        from_on=asked_day(request, "dari").day,
        to_on=asked_day(request, "sampai").day,
    )
    return file_answer(content, PDF, "buku-ekspedisi.pdf")


@office_view
@require_GET
def package(request: HttpRequest, dispatch_id: UUID) -> HttpResponse:
    """Give the SRIKANDI package."""
    name, content = srikandi_package(actor=acting(request), dispatch_id=dispatch_id)
    return file_answer(content, ZIP, name)
