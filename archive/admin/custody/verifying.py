"""`/arsip/penyerahan/<id>/verifikasi/`: the archives looks at what is handed over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from archive.admin.custody.forms import VerdictForm
from archive.admin.custody.pages import PAGE_SIZE, find
from archive.admin.custody.words import crumbs_of, page_of_move
from archive.admin.disposal.posted import posted
from archive.admin.paging import LongPaginator
from archive.custody import access
from archive.custody.allowed_acts import allowed_acts
from archive.custody.packaging import take_package
from archive.custody.states import CustodyItemState, HandoverVerdict, MoveKind
from archive.custody.verifying import verify_files
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting
from workflow.reading_copies import give_package


def verify(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Show the files with what the check said; take a verdict on the ticked ones."""
    actor = acting(request)
    found = find(actor, MoveKind.HANDOVER, handover_id)
    access.require(actor, "custody.verify", found)
    form = VerdictForm(posted(request), found=found)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            verify_files(
                actor=actor,
                move_id=found.pk,
                verdict=HandoverVerdict(given["verdict"]),
                orders=given["orders"],
                reason=given["reason"],
            )
            return request.get_full_path()

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The verdict is noted."))
            return redirect(address)
    elif "verify" not in allowed_acts(actor, found):
        messages.info(request, _("This is not to be done here now, or not by you."))
        return redirect(page_of_move(found))
    listed = found.items.filter(state=CustodyItemState.LISTED)
    rows = listed.select_related("record_file__classification").order_by("order")
    page = LongPaginator(rows, PAGE_SIZE, request.GET.get("p")).asked_page()
    context = {
        "found": found,
        "form": form,
        "page": page,
        "items": list(page.object_list),
        "waiting": listed.filter(verdict="").count(),
        "back": page_of_move(found),
        "crumbs": crumbs_of(found, _("Verification")),
    }
    status = 422 if form.errors else 200
    return render(request, "archive/custody/verify.html", context, status=status)


def package(request: HttpRequest, handover_id: UUID) -> HttpResponseBase:
    """Give the package to who gives or receives."""
    actor = acting(request)
    found = find(actor, MoveKind.HANDOVER, handover_id)
    try:
        taken = take_package(actor=actor, move_id=found.pk)
    except NotFound:
        raise
    except OfficeError as refusal:
        messages.error(request, str(refusal))
        return redirect(page_of_move(found))
    return give_package(request, taken.stored, name=taken.name)
