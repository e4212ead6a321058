"""`/arsip/impor/`: packages and tables from elsewhere, their columns, their rows."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.admin.disposal.posted import posted
from archive.admin.paging import LongPaginator
from archive.intake.bringing import (
    Consignment,
    bring_in,
    intakes_visible_to,
    kept_apart,
    visible_intake,
    work_through,
)
from archive.intake.columns import FIELDS
from archive.intake.models import Accession, IntakeKind, IntakeState
from archive.records.keepers import is_keeper, units_kept_by
from eoffice.errors import Invalid, NotFound, OfficeError
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.acting import acting
from eoffice.shell.components import ProgressJob
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin
from eoffice.shell.queue import Tag

PAGE_SIZE, FAULTS_SHOWN = 50, 200
SIGNS = {
    IntakeState.MAPPING: ("pen-line", "due"),
    IntakeState.CHECKING: ("hourglass", "info"),
    IntakeState.CHECKED: ("pen-line", "due"),
    IntakeState.ENTERING: ("hourglass", "info"),
    IntakeState.DONE: ("circle-check", "ok"),
    IntakeState.REFUSED: ("triangle-alert", "late"),
}
WORKING = {IntakeState.CHECKING, IntakeState.ENTERING}


class IntakeForm(OfficeFormMixin, forms.Form):
    """What is brought, for which unit, from where."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is brought"), choices=IntakeKind.choices
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Processing unit")
    )
    source = forms.CharField(
        label=gettext_lazy("Program or office it comes from"),
        max_length=80,
        help_text=gettext_lazy("Ids are unique within it: nothing is entered twice."),
    )
    file = forms.FileField(
        label=gettext_lazy("File to bring in"),
        widget=FileBox(),
        help_text=gettext_lazy("A zip; a table alone may come as CSV or XLSX."),
    )

    def __init__(self, data: Any, files: Any, *, actor: Actor) -> None:
        """Offer the units whose records the person files."""
        super().__init__(data, files)
        unit = cast("forms.ModelChoiceField", self.fields["unit"])
        unit.queryset = units_kept_by(actor).order_by("name")

    def brought(self) -> Consignment:
        """Return what was filled in."""
        given = self.cleaned_data
        return Consignment(
            kind=IntakeKind(given["kind"]),
            unit_id=given["unit"].pk,
            source=given["source"],
            name=given["file"].name,
        )


class ColumnsForm(OfficeFormMixin, forms.Form):
    """Which column each field of a record is."""

    def __init__(self, data: Any, *, intake: Accession) -> None:
        """Offer the heads of the table; what was guessed is chosen already."""
        super().__init__(data)
        heads = [(str(n), head or f"({n + 1})") for n, head in enumerate(intake.heads)]
        for name, (label, _words) in FIELDS.items():
            self.fields[name] = forms.ChoiceField(
                label=str(label),
                choices=[("", "-"), *heads],
                required=False,
                initial=str(intake.columns.get(name, "")),
            )

    def columns(self) -> dict[str, int]:
        """Return field -> place of its column."""
        return {name: int(v) for name, v in self.cleaned_data.items() if v}


def state_of(intake: Accession) -> Tag:
    """Return the state as a tag."""
    icon, kind = SIGNS[IntakeState(intake.state)]
    return Tag(text=intake.get_state_display(), icon=icon, kind=kind)


def intake_list(request: HttpRequest) -> HttpResponse:
    """Show what was brought in, newest first."""
    actor = _keeper(request)
    rows = intakes_visible_to(actor).select_related("unit", "brought_by")
    page = LongPaginator(
        rows.order_by("-id"), PAGE_SIZE, request.GET.get("p")
    ).asked_page()
    context = {
        "page": page,
        "rows": [(one, state_of(one)) for one in page.object_list],
        "crumbs": [(_("Archive"), reverse("record_list")), (_("Intakes"), "")],
    }
    return render(request, "archive/exchange/intakes.html", context)


def _keeper(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not is_keeper(actor):
        raise NotFound
    return actor


def intake_new(request: HttpRequest) -> HttpResponse:
    """Ask for the file; keep it apart and have it read."""
    actor = _keeper(request)
    form = IntakeForm(posted(request), request.FILES or None, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            stored = kept_apart(form.cleaned_data["file"])

            def act() -> str:
                made = bring_in(actor=actor, brought=form.brought(), stored=stored)
                return reverse("intake_page", args=[made.pk])

            return redirect(once(request, act))
        except NotFound:
            raise
        except OfficeError as refusal:
            form.take(refusal)
    context = {
        "form": form,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Intakes"), reverse("intake_list")),
            (_("Bring in"), ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/exchange/intake_new.html", context, status=status)


def intake_page(request: HttpRequest, intake_id: UUID) -> HttpResponse:
    """Show how far it is; sent, have its rows checked or entered."""
    actor = acting(request)
    intake = visible_intake(actor, intake_id)
    form = ColumnsForm(posted(request), intake=intake)
    if request.method == "POST" and form.is_valid():
        columns, enter = form.columns(), "enter" in request.POST

        def act() -> str:
            work_through(actor=actor, intake_id=intake_id, columns=columns, enter=enter)
            return reverse("intake_page", args=[intake_id])

        try:
            return redirect(once(request, act))
        except Invalid as refusal:
            form.take(refusal)
        except NotFound:
            raise
        except OfficeError as refusal:
            messages.warning(request, str(refusal))
            return redirect("intake_page", intake_id)
    is_open = intake.state in {IntakeState.MAPPING, IntakeState.CHECKED}
    context = {
        "intake": intake,
        "state": state_of(intake),
        "form": form if is_open else None,
        "faults": intake.waiting_rows.exclude(fault="")[:FAULTS_SHOWN],
        "progress": _progress(intake),
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Intakes"), reverse("intake_list")),
            (intake.name, ""),
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "archive/exchange/intake.html", context, status=status)


def _progress(intake: Accession) -> ProgressJob | None:
    if intake.state not in WORKING:
        return None
    poll = reverse("intake_state", args=[intake.pk])
    return ProgressJob(
        done=intake.entered + intake.known, total=intake.rows, poll_url=poll
    )


def intake_state(request: HttpRequest, intake_id: UUID) -> JsonResponse:
    """Tell a page that polls how far it is."""
    intake = visible_intake(acting(request), intake_id)
    return JsonResponse(
        {
            "done": intake.entered + intake.known,
            "total": intake.rows,
            "finished": intake.state not in WORKING,
        }
    )
