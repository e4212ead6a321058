"""`/arsip/berkas/<id>/gabung|pisah|pindah/`: files merged, split and moved."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from archive.arranging.carrying import LONGEST_REASON
from archive.arranging.errors import EarlierRetention
from archive.arranging.merging import merge_record_files
from archive.arranging.moving import FileMove, move_record_file
from archive.arranging.outlook import Shortening
from archive.arranging.splitting import Split, split_record_file
from archive.record_files import access
from archive.record_files.lists import contents_of
from archive.record_files.models import RecordFile
from archive.records.access import tell_depth
from archive.records.keepers import units_kept_by
from archive.records.shown import list_title
from eoffice.errors import Invalid, NotFound, StateForbids
from eoffice.once.forms import once
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of
from eoffice.shell.acting import acting
from eoffice.shell.forms import OfficeFormMixin

OFFERED = 200  # files and records a page offers; more are several acts


class ArrangingForm(OfficeFormMixin, forms.Form):
    """Why; and that an earlier end is meant, once it has been shown."""

    field_order = (
        "sources",
        "records",
        "title",
        "unit",
        "classification_code",
        "reason",
        "accept_earlier",
    )

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=LONGEST_REASON)
    accept_earlier = forms.BooleanField(
        label=gettext_lazy("I have read that records end earlier, and mean it."),
        required=False,
    )


class MergeForm(ArrangingForm):
    """Which other files are brought in."""

    sources = forms.ModelMultipleChoiceField(
        RecordFile.objects.none(),
        label=gettext_lazy("Files whose records come into this one"),
        widget=forms.CheckboxSelectMultiple,
    )


class SplitForm(ArrangingForm):
    """Which records go, and how their file is called."""

    records = forms.MultipleChoiceField(
        label=gettext_lazy("Records of the new file"),
        widget=forms.CheckboxSelectMultiple,
    )
    title = forms.CharField(
        label=gettext_lazy("Description of the new file"), max_length=300
    )
    classification_code = forms.CharField(
        label=gettext_lazy("Classification code"), max_length=40
    )


class MoveForm(ArrangingForm):
    """Where the file goes."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("Processing unit"), empty_label=None
    )
    classification_code = forms.CharField(
        label=gettext_lazy("Classification code"), max_length=40
    )


def file_merge(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Bring the records of other files of the register into this one."""
    actor = acting(request)
    found = _file(actor, file_id)
    form = MergeForm(request.POST or None)
    near = access.record_files_visible_to(actor).filter(
        merged_into__isnull=True,
        closed_on__isnull=found.closed_on is None,
        unit__path__contains=[register_unit_of(found.unit).pk],
    )
    form.fields["sources"].queryset = near.exclude(pk=found.pk)  # type: ignore[attr-defined]  # a choice field

    def act(given: dict[str, Any]) -> UUID:
        merged = merge_record_files(
            actor=actor,
            record_file_id=file_id,
            sources=[one.pk for one in given["sources"]],
            reason=given["reason"],
            accept_earlier=given["accept_earlier"],
        )
        return merged.pk

    return _answer(request, found, form, act, _("Merge files into this one"))


def file_split(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Part records of the file into one of their own."""
    actor = acting(request)
    found = _file(actor, file_id)
    first = {"classification_code": found.classification.code}
    form = SplitForm(request.POST or None, initial=first)
    records = list(contents_of(actor, found)[:OFFERED])
    tell_depth(records, actor)
    form.fields["records"].choices = [  # type: ignore[attr-defined]  # a choice field
        (str(one.pk), f"{one.item_number}. {list_title(one, actor)}, {one.number}")
        for one in records
    ]

    def act(given: dict[str, Any]) -> UUID:
        split = Split(
            records=[UUID(one) for one in given["records"]],
            title=given["title"],
            classification_code=given["classification_code"],
            reason=given["reason"],
        )
        made = split_record_file(
            actor=actor,
            record_file_id=file_id,
            split=split,
            accept_earlier=given["accept_earlier"],
        )
        return made.pk

    return _answer(request, found, form, act, _("Part records into a new file"))


def file_move(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """Move the file to another unit of its register, or to another code."""
    actor = acting(request)
    found = _file(actor, file_id)
    first = {"unit": found.unit_id, "classification_code": found.classification.code}
    form = MoveForm(request.POST or None, initial=first)
    register = register_unit_of(found.unit)
    units = units_kept_by(actor).filter(
        path__contains=[register.pk], closed_on__isnull=True
    )
    form.fields["unit"].queryset = units.order_by("name")  # type: ignore[attr-defined]  # a choice field

    def act(given: dict[str, Any]) -> UUID:
        move = FileMove(
            unit_id=given["unit"].pk,
            classification_code=given["classification_code"],
            reason=given["reason"],
        )
        moved = move_record_file(
            actor=actor,
            record_file_id=file_id,
            move=move,
            accept_earlier=given["accept_earlier"],
        )
        return moved.pk

    return _answer(request, found, form, act, _("Move this file"))


def _file(actor: Actor, file_id: UUID) -> RecordFile:
    found = access.visible_record_file(actor, file_id)
    if not access.may(actor, "record_file.arrange", found):
        raise NotFound
    return found


def _answer(
    request: HttpRequest,
    found: RecordFile,
    form: ArrangingForm,
    act: Callable[[dict[str, Any]], UUID],
    title: str,
) -> HttpResponse:
    shortened: list[Shortening] = []
    status = 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data

        def leading() -> str:
            return reverse("record_file_page", args=[act(given)])

        try:
            address = once(request, leading)
        except EarlierRetention as refusal:
            shortened, status = list(refusal.differences), refusal.status
        except (Invalid, StateForbids) as refusal:
            status = _tell(form, refusal)
        else:
            messages.success(request, _("Done; the trail keeps what was before."))
            return redirect(address)
    if not shortened:
        del form.fields["accept_earlier"]
    context = {
        "file": found,
        "form": form,
        "title": title,
        "differences": shortened,
        "crumbs": [
            (_("Archive"), reverse("record_list")),
            (_("Record files"), reverse("record_file_list")),
            (found.title, reverse("record_file_page", args=[found.pk])),
            (title, ""),
        ],
    }
    return render(request, "archive/arrange.html", context, status=status)


def _tell(form: ArrangingForm, refusal: Invalid | StateForbids) -> int:
    """Write the refusal into the form; return the status of the page."""
    if isinstance(refusal, StateForbids):
        form.add_error(None, str(refusal))
        return refusal.status
    for fault in refusal.faults:
        field = fault.field if fault.field in form.fields else None
        form.add_error(field, str(fault.message))
    return 200
