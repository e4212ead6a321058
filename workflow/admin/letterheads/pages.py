"""Emblems brought, looked at on a page and taken into use; every kop as printed."""

import base64
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import OfficeError
from eoffice.once.forms import once, once_in_steps
from eoffice.organisation.actor import Actor
from eoffice.organisation.administrator import administrator
from eoffice.organisation.models import Unit
from eoffice.sandbox import render_page
from eoffice.shell.day_field import DayField
from eoffice.shell.entry import office_view
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin
from workflow.letterheads.emblems import bring_emblem, use_emblem
from workflow.letterheads.letterhead import letterhead_of_head, letterhead_of_unit
from workflow.letterheads.models import Emblem, EmblemKind
from workflow.letterheads.sample import draw_sample
from workflow.rendering.tree import Letterhead

WIDTH = 900
SHOWN = 20
HEAD = "kepala-daerah"  # the choice among the units that means the head of the region


class EmblemForm(OfficeFormMixin, forms.Form):
    """The file and on whose letters it goes."""

    kind = forms.ChoiceField(
        label=gettext_lazy("For"),
        choices=EmblemKind,
        initial=EmblemKind.AGENCY,
        help_text=gettext_lazy(
            "Letters of the head of the region bear the state emblem, those of agencies"
            " the emblem of the region (UU 24/2009 Ps 54)."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("Emblem (SVG or PNG)"),
        widget=FileBox(attrs={"accept": ".svg,.png"}),
        help_text=gettext_lazy(
            "Shapes and colours alone, at most 192 KB; of a PNG 450 pixels are enough."
        ),
    )


class UseForm(OfficeFormMixin, forms.Form):
    """From when, and on what basis."""

    effective_from = DayField(
        label=gettext_lazy("In use from"),
        required=False,
        help_text=gettext_lazy("Empty: today."),
    )
    reason = forms.CharField(label=gettext_lazy("Reason or basis"), max_length=300)


@office_view
def letterhead_page(request: HttpRequest) -> HttpResponse:
    """Show the kop of a unit on a page; take an emblem to look at."""
    actor = administrator(request)
    form = EmblemForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(once_in_steps(request, lambda: _bring(actor, form)))
        except OfficeError as refusal:
            form.add_error("file", str(refusal))
    units = _offices()
    chosen = request.GET.get("unit", HEAD)
    unit = next((one for one in units if str(one.pk) == chosen), None)
    used = Emblem.objects.exclude(effective_from=None)
    context = {
        "form": form,
        "units": units,
        "chosen": chosen,
        "head": HEAD,
        "today": timezone.localdate(),
        "used": used.select_related("entered_by").order_by("-effective_from")[:SHOWN],
        **_shown(letterhead_of_unit(unit) if unit else _of_head()),
    }
    return render(request, "workflow/letterheads/letterhead.html", context)


def _bring(actor: Actor, form: EmblemForm) -> str:
    file = form.cleaned_data["file"]
    emblem = bring_emblem(
        actor=actor,
        kind=EmblemKind(form.cleaned_data["kind"]),
        name=file.name,
        content=file.read(),
    )
    return reverse("letterhead_emblem", args=[emblem.pk])


def _offices() -> list[Unit]:
    """Return the units that have a kop of their own, below the head of the region."""
    units = Unit.objects.filter(closed_on=None, parent__isnull=False)
    return list(units.exclude(letterhead_lines=[]).order_by("name"))


def _of_head() -> Letterhead:
    root = Unit.objects.filter(parent=None).order_by("code").first()
    if root is None:
        return Letterhead(kind="agency", lines=(_("No unit yet"),))
    return letterhead_of_head(root)


def _shown(letterhead: Letterhead) -> dict[str, Any]:
    """Return the picture of the example page, or why there is none just now."""
    try:
        drawn = draw_sample(letterhead)
        picture = render_page(drawn.bytes, 1, width=WIDTH)
    except OfficeError as refusal:
        return {"undrawn": str(refusal)}
    coded = base64.b64encode(picture.content).decode()
    return {
        "page": f"data:{picture.media_type};base64,{coded}",
        "width": picture.width,
        "height": picture.height,
    }


@office_view
def emblem_page(request: HttpRequest, emblem_id: UUID) -> HttpResponse:
    """Show an emblem on a page; take it into use."""
    actor = administrator(request)
    emblem = get_object_or_404(Emblem.objects.select_related("original"), pk=emblem_id)
    form = UseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            address = once(request, lambda: _use(actor, emblem_id, form))
            messages.success(request, _("The emblem is in use from the day given."))
            return redirect(address)
        except OfficeError as refusal:
            form.take(refusal)
    is_agency = emblem.kind == EmblemKind.AGENCY
    first = next(iter(_offices()), None) if is_agency else None
    letterhead = letterhead_of_unit(first) if first else _of_head()
    letterhead = letterhead.model_copy(
        update={"emblem_sha256": None, "emblem_svg": emblem.svg}
    )
    context = {"emblem": emblem, "form": form, **_shown(letterhead)}
    return render(request, "workflow/letterheads/emblem.html", context)


def _use(actor: Actor, emblem_id: UUID, form: UseForm) -> str:
    use_emblem(actor=actor, emblem_id=emblem_id, **form.cleaned_data)
    return reverse("letterhead_page")
