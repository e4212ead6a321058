"""Acts on one box: fill it, take out of it, carry it, close it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from archive.admin.disposal.posted import posted
from archive.admin.entrance import uuid_of, words_of
from archive.admin.places.forms import FillingForm, IntoBoxForm, PlaceForm
from archive.admin.places.pages import shown
from archive.places import access
from archive.places.carrying import box_named, carry_box
from archive.places.filling import put_into_box, take_from_box
from archive.places.finding import place_of
from archive.places.making import change_state
from archive.places.models import BoxState
from archive.record_files import access as file_access
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting


@require_POST
def box_fill(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """Put the ticked files into the box."""
    actor = acting(request)
    box = access.visible_box(actor, box_id)
    access.require(actor, "box.fill", box)
    form = FillingForm(request.POST, actor=actor, box=box)
    if not form.is_valid():
        return shown(request, box, actor, form=form)
    chosen = form.cleaned_data["record_files"]
    return _done(
        request,
        box_id,
        lambda: put_into_box(actor=actor, box_id=box_id, record_files=chosen),
        _("The files lie in this box."),
    )


@require_POST
def box_take(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """Take one file out of the box."""
    actor, file_id = acting(request), uuid_of(request.POST, "berkas")
    if file_id is None:
        raise NotFound
    reason = words_of(request.POST, "alasan", 300)
    return _done(
        request,
        box_id,
        lambda: take_from_box(
            actor=actor, box_id=box_id, record_file_id=file_id, reason=reason
        ),
        _("The file lies in no box now."),
    )


@require_POST
def box_carry(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """Note that the box stands elsewhere now."""
    actor = acting(request)
    form = PlaceForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say in which room it stands."))
        return redirect("box_page", box_id)
    place = form.place()
    return _done(
        request,
        box_id,
        lambda: carry_box(actor=actor, box_id=box_id, place=place),
        _("The box stands there now."),
    )


@require_POST
def box_state(request: HttpRequest, box_id: UUID) -> HttpResponse:
    """Close the box, open it again, or note that it is empty."""
    actor, asked = acting(request), request.POST.get("keadaan", "")
    if asked not in BoxState.values:
        raise NotFound
    return _done(
        request,
        box_id,
        lambda: change_state(actor=actor, box_id=box_id, state=BoxState(asked)),
        _("The state of the box is changed."),
    )


def _done(
    request: HttpRequest, box_id: UUID, act: Callable[[], object], words: str
) -> HttpResponse:
    def once_done() -> str:
        act()
        return reverse("box_page", args=[box_id])

    try:
        address = once(request, once_done)
    except NotFound:
        raise
    except OfficeError as refusal:
        messages.error(request, str(refusal))
        return redirect("box_page", box_id)
    messages.success(request, words)
    return redirect(address)


def file_into_box(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Ask for the label of the box a record file goes into."""
    actor = acting(request)
    found = file_access.visible_record_file(actor, file_id)
    if not file_access.may(actor, "record.file", found):
        raise NotFound
    form = IntoBoxForm(posted(request))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            box = box_named(actor, given["box"])
            put_into_box(
                actor=actor,
                box_id=box.pk,
                record_files=[file_id],
                folder_number=given["folder_number"],
            )
            return reverse("record_file_page", args=[file_id])

        try:
            address = once(request, act)
        except NotFound:
            form.add_error("box", _("There is no box with this label."))
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The file lies in this box."))
            return redirect(address)
    context = {
        "file": found,
        "form": form,
        "lies": place_of(file_id),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (found.title, reverse("record_file_page", args=[file_id])),
            (_("Box"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/places/into_box.html", context, status=status)
