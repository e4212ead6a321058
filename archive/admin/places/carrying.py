"""`/arsip/boks/pindai/`: carry boxes to one place by scanning one after another.

The place is kept in the session: who reads a box's code with the phone's own camera
comes to the box's page, which then offers to note it there.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from archive.admin.disposal.posted import posted
from archive.admin.places.forms import PlaceForm, ScanForm
from archive.places.carrying import box_named, carry_box
from archive.places.making import BoxPlace
from archive.places.models import RecordBox
from archive.records.keepers import is_keeper
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.shell.acting import acting

IN_HAND = "archive_place"
NAMES = ("room", "shelf", "position")


def place_in_hand(request: HttpRequest) -> BoxPlace | None:
    """Return the place to which the person is carrying boxes now."""
    kept = request.session.get(IN_HAND)
    return BoxPlace(**kept) if kept else None


def carry(request: HttpRequest) -> HttpResponse:
    """Ask for the place first, then for one box after another."""
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    place = place_in_hand(request)
    if place is None or "ubah" in request.GET:
        return _ask_place(request, place)
    form = ScanForm(posted(request))
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data["box"]

        def act() -> str:
            carry_box(actor=actor, box_id=box_named(actor, typed).pk, place=place)
            return reverse("box_carry_many")

        try:
            address = once(request, act)
        except NotFound:
            form.add_error("box", _("There is no box with this label."))
        except OfficeError as refusal:
            form.add_error("box", str(refusal))
        else:
            done = _("%(box)s stands there now. Scan the next one.")
            messages.success(request, done % {"box": box_named(actor, typed).code})
            return redirect(address)
    here = RecordBox(room=place.room, shelf=place.shelf, position=place.position)
    context = {"form": form, "place": here.place, "crumbs": _crumbs()}
    status = 422 if form.errors else 200
    return render(request, "archive/places/carry.html", context, status=status)


def _ask_place(request: HttpRequest, place: BoxPlace | None) -> HttpResponse:
    first = {name: getattr(place, name) for name in NAMES} if place else {}
    form = PlaceForm(posted(request), initial=first)
    if request.method == "POST" and form.is_valid():
        # Nothing of the archive changes here: the place is only kept in mind.
        request.session[IN_HAND] = {name: form.cleaned_data[name] for name in NAMES}
        return redirect("box_carry_many")
    context = {"form": form, "crumbs": _crumbs()}
    status = 422 if form.errors else 200
    return render(request, "archive/places/place.html", context, status=status)


def _crumbs() -> list[tuple[str, str]]:
    return [
        (_("Archive"), reverse("record_list")),
        (_("Boxes"), reverse("boxes")),
        (_("Carry boxes"), ""),
    ]
