"""Forms of transfers and hand-overs; the rules are the operations'."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from archive.custody.models import CustodyMove
from archive.custody.states import CustodyItemState, HandoverVerdict, MoveKind
from archive.record_files.models import RecordFile
from archive.records.keepers import units_kept_by
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.forms import OfficeFormMixin


class CustodyForm(OfficeFormMixin, forms.Form):
    """What a new list is made of."""

    name = forms.CharField(label=_("Name of the list"), max_length=200)
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Processing unit"),
        help_text=_("A list holds the files of one unit: their order stays."),
    )
    is_long = forms.BooleanField(
        label=_("Files of ten years of retention and more"),
        required=False,
        help_text=_("They go to the regional archives."),
    )

    def __init__(self, data: Any, *, actor: Actor, kind: MoveKind) -> None:
        """Offer the units whose files the person keeps."""
        super().__init__(data)
        units = cast("forms.ModelChoiceField", self.fields["unit"])
        units.queryset = units_kept_by(actor).order_by("name")
        if kind == MoveKind.HANDOVER:
            del self.fields["is_long"]


class ChosenFilesForm(CustodyForm):
    """The same, with the due files that go along: all at first."""

    chosen = forms.ModelMultipleChoiceField(
        RecordFile.objects.none(),
        label=_("Record files"),
        error_messages={"required": _("Tick at least one file.")},
    )

    def __init__(
        self, data: Any, *, actor: Actor, kind: MoveKind, due: QuerySet[RecordFile]
    ) -> None:
        """Offer what is due of the unit that was named."""
        super().__init__(data, actor=actor, kind=kind)
        chosen = cast("forms.ModelMultipleChoiceField", self.fields["chosen"])
        chosen.queryset = due


class MoveActForm(OfficeFormMixin, forms.Form):
    """Any act on a move: it rests on the list as it was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, found: CustodyMove) -> None:
        """Keep the version that was read."""
        super().__init__(data, initial={"version": found.row_version})


class VerdictForm(MoveActForm):
    """What is said of the ticked files, or of all that wait for a verdict."""

    verdict = forms.ChoiceField(
        label=_("Verdict"), choices=HandoverVerdict, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Reason of a refusal"), max_length=300, required=False
    )
    orders = forms.TypedMultipleChoiceField(
        label=_("Files"), coerce=int, required=False, widget=forms.MultipleHiddenInput
    )

    def __init__(self, data: Any, *, found: CustodyMove) -> None:
        """Take numbers of the list."""
        super().__init__(data, found=found)
        orders = cast("forms.TypedMultipleChoiceField", self.fields["orders"])
        listed = found.items.filter(state=CustodyItemState.LISTED)
        orders.choices = [(n, n) for n in listed.values_list("order", flat=True)]


class MoveReasonForm(MoveActForm):
    """Why a list is objected to or called off."""

    reason = forms.CharField(
        label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )
