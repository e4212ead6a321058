"""Forms of boxes; the rules are the operations'."""

from typing import Any, cast

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.places.finding import files_for_box
from archive.places.making import BoxInput, BoxPlace
from archive.places.models import RecordBox
from archive.record_files.models import RecordFile
from archive.records.keepers import units_kept_by
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.forms import OfficeFormMixin


class PlaceForm(OfficeFormMixin, forms.Form):
    """A place: the room, and as much more as is written on the shelves."""

    room = forms.CharField(
        label=_("Room"), max_length=80, help_text=_("For example: Records room A.")
    )
    shelf = forms.CharField(label=_("Shelf"), max_length=40, required=False)
    position = forms.CharField(
        label=_("Place on the shelf"), max_length=40, required=False
    )

    def place(self) -> BoxPlace:
        """Return the place."""
        given = self.cleaned_data
        names = ("room", "shelf", "position")
        return BoxPlace(**{name: given[name] for name in names})


class BoxForm(PlaceForm):
    """A new box."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Unit whose files it holds"),
        empty_label=None,
        help_text=_("A box never holds the files of two units."),
    )
    keeper = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("Kept by"),
        required=False,
        empty_label=_("the unit itself"),
        help_text=_("Who keeps its files, where custody moved."),
    )
    code = forms.CharField(
        label=_("Label"),
        max_length=40,
        required=False,
        help_text=_("Empty: the next number of the unit."),
    )
    capacity = forms.CharField(label=_("Capacity"), max_length=120, required=False)
    field_order = ("unit", "keeper", "code", "room", "shelf", "position", "capacity")

    def __init__(self, data: Any, *, actor: Actor) -> None:
        """Offer the units the person files for, and those whose files came there."""
        super().__init__(data)
        units = cast("forms.ModelChoiceField", self.fields["unit"])
        kept = units_kept_by(actor)
        came = RecordFile.objects.filter(custodian__in=kept.values("pk"))
        own = Q(pk__in=kept.values("pk"), closed_on__isnull=True)
        found = Unit.objects.filter(own | Q(pk__in=came.values("unit")))
        units.queryset = found.order_by("name")
        keepers = cast("forms.ModelChoiceField", self.fields["keeper"])
        ids = list(came.order_by().values_list("custodian", flat=True).distinct())
        keepers.queryset = Unit.objects.filter(pk__in=ids).order_by("name")
        if not ids:
            del self.fields["keeper"]

    def box(self) -> BoxInput:
        """Return the box that was described."""
        given = self.cleaned_data
        keeper = given.get("keeper")
        return BoxInput(
            unit_id=given["unit"].pk,
            keeper_id=keeper.pk if keeper else None,
            place=self.place(),
            code=given["code"],
            capacity=given["capacity"],
        )


class FilesChoice(forms.ModelMultipleChoiceField):
    """Record files, by number, code and title."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the line of the list."""
        return f"{obj.number}. {obj.classification.code} {obj.title}"


class FillingForm(OfficeFormMixin, forms.Form):
    """Which files go into the box."""

    record_files = FilesChoice(
        RecordFile.objects.none(),
        label=_("Files that lie in no box"),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, actor: Actor, box: RecordBox) -> None:
        """Offer the files of the box's own unit."""
        super().__init__(data)
        field = cast("FilesChoice", self.fields["record_files"])
        field.queryset = files_for_box(actor, box)

    def clean_record_files(self) -> list[Any]:
        """Return the ids, in the order of the list."""
        return [one.pk for one in self.cleaned_data["record_files"]]


class IntoBoxForm(OfficeFormMixin, forms.Form):
    """Into which box a file goes, by its label."""

    box = forms.CharField(label=_("Label of the box"), max_length=300)
    folder_number = forms.IntegerField(
        label=_("Folder"),
        min_value=1,
        max_value=9999,
        required=False,
        help_text=_("Empty: the next one."),
    )


class ScanForm(OfficeFormMixin, forms.Form):
    """The box that was just carried, typed or scanned."""

    box = forms.CharField(
        label=_("Label of the box"),
        max_length=300,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autofocus": True,
                "data-ar-scan-target": "field",
            }
        ),
    )
