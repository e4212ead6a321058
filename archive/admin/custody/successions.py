"""`/arsip/suksesi/`: what a unit that ended kept goes to the unit that follows it."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.custody.words import state_tag
from archive.admin.disposal.posted import posted
from archive.admin.entrance import uuid_of
from archive.custody import access
from archive.custody.succeeding import hand_to_successor, left_behind
from eoffice.errors import NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.shell.forms import OfficeFormMixin

SHOWN = 50


class SuccessionForm(OfficeFormMixin, forms.Form):
    """Which unit ended, which follows it, and by which regulation."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Unit that ended")
    )
    successor = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Unit that follows it")
    )
    basis = forms.CharField(
        label=gettext_lazy("Regulation, with its number"), max_length=300
    )

    def __init__(self, data: Any, *, actor: Actor, initial: dict[str, Any]) -> None:
        """Offer the ended units of the person, and every unit that stands."""
        super().__init__(data, initial=initial)
        ended = cast("forms.ModelChoiceField", self.fields["unit"])
        ended.queryset = access.ended_units_of(actor).order_by("name")
        follows = cast("forms.ModelChoiceField", self.fields["successor"])
        follows.queryset = Unit.objects.filter(closed_on=None).order_by("name")


def successions(request: HttpRequest) -> HttpResponse:
    """Ask for the three, tell first what would move, then begin."""
    actor = acting(request)
    if not access.deals_with_successions(actor):
        raise NotFound
    asked = uuid_of(request.POST if request.method == "POST" else request.GET, "unit")
    unit = access.ended_units_of(actor).filter(pk=asked).first() if asked else None
    form = SuccessionForm(posted(request), actor=actor, initial={"unit": unit})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            hand_to_successor(
                actor=actor,
                unit_id=given["unit"].pk,
                successor_id=given["successor"].pk,
                basis=given["basis"],
            )
            return reverse("successions")

        try:
            address = once(request, act)
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
        else:
            messages.success(request, _("The files go to the successor now."))
            return redirect(address)
    rows = access.successions_visible_to(actor).order_by("-id")[:SHOWN]
    context = {
        "form": form,
        "ended": access.ended_units_of(actor).order_by("name"),
        "unit": unit,
        "left": left_behind(unit) if unit else None,
        "rows": [(one, state_tag(one)) for one in rows],
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Succession"), "")],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/custody/successions.html", context, status=status)
