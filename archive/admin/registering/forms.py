"""The form of a record that is entered by hand; the rules are the operation's."""

from contextlib import suppress
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.record_files.access import record_files_visible_to
from archive.record_files.models import RecordFile
from archive.records.keepers import units_kept_by
from archive.records.models import DevelopmentLevel, Medium, QuantityUnit
from archive.registering.inputs import MOST_COUNTED, RecordInput
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.shell.day_field import DayField
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin
from workflow.security_class import SecurityClass

MOST_OFFERED = 200  # files in the list; others are chosen on their own page


class FileChoice(forms.ModelChoiceField):
    """Open record files, by code and title."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the line of the list."""
        return f"{obj.classification.code} {obj.title}"


class RecordForm(OfficeFormMixin, forms.Form):
    """The columns of the law, and the file it goes into."""

    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Processing unit"), empty_label=None
    )
    description = forms.CharField(
        label=_("Description"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What the record is about, in one line."),
    )
    number = forms.CharField(
        label=_("Number"),
        max_length=120,
        required=False,
        help_text=_("As it stands on the record; empty where it has none."),
    )
    record_date = DayField(label=_("Date"), toward="past")
    document_type = forms.CharField(
        label=_("Type"),
        max_length=60,
        required=False,
        help_text=_("For example: minutes, decree, report."),
    )
    party = forms.CharField(
        label=_("Sender or receiver"), max_length=300, required=False
    )
    classification_code = forms.CharField(
        label=_("Classification code"),
        max_length=40,
        required=False,
        help_text=_("Empty: the code of the file it goes into."),
    )
    security_class = forms.ChoiceField(
        label=_("Security class"), choices=SecurityClass.choices
    )
    development = forms.ChoiceField(
        label=_("Development level"), choices=DevelopmentLevel.choices
    )
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, max_value=MOST_COUNTED, initial=1
    )
    quantity_unit = forms.ChoiceField(
        label=_("Counted in"),
        choices=QuantityUnit.choices,
        initial=QuantityUnit.SHEET,
    )
    medium = forms.ChoiceField(
        label=_("Medium"), choices=Medium.choices, initial=Medium.PAPER
    )
    record_file = FileChoice(
        RecordFile.objects.none(),
        label=_("Record file"),
        required=False,
        empty_label=_("File it later"),
    )
    scan = forms.FileField(
        label=_("Scan"),
        required=False,
        widget=FileBox(),
        help_text=_("It is checked for viruses, then locked with the record."),
    )

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        """Offer what the person keeps."""
        super().__init__(*args, **options)
        kept = units_kept_by(actor)
        units = cast("forms.ModelChoiceField", self.fields["unit"])
        units.queryset = kept.filter(closed_on__isnull=True).order_by("name")
        rows = record_files_visible_to(actor).filter(
            closed_on__isnull=True, unit__in=kept.values("pk")
        )
        # The latest, and the one that was asked for: an archive has thousands.
        near = set(rows.order_by("-id").values_list("pk", flat=True)[:MOST_OFFERED])
        asked = self.data.get("record_file") or self.initial.get("record_file")
        with suppress(ValueError, AttributeError, TypeError):
            near.add(UUID(str(getattr(asked, "pk", asked))))
        files = cast("forms.ModelChoiceField", self.fields["record_file"])
        offered = rows.filter(pk__in=near).select_related("classification")
        files.queryset = offered.order_by("title")

    def row(self, uploads: list[Any]) -> RecordInput:
        """Return what was filled in, with the ids of the brought files."""
        given = self.cleaned_data
        lies_in = given["record_file"]
        told = ("number", "record_date", "description", "party", "document_type")
        chosen = ("classification_code", "quantity")
        return RecordInput(
            unit_id=given["unit"].pk,
            record_file_id=lies_in.pk if lies_in else None,
            uploads=uploads,
            security_class=SecurityClass(given["security_class"]),
            development=DevelopmentLevel(given["development"]),
            quantity_unit=QuantityUnit(given["quantity_unit"]),
            medium=Medium(given["medium"]),
            **{name: given[name] for name in (*told, *chosen)},
        )
