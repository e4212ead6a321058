"""Forms of the lists of holidays."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault, Invalid
from eoffice.holidays.changing import FIRST_YEAR, LAST_YEAR
from eoffice.holidays.models import HolidayKind
from eoffice.holidays.tables import HolidayInput, days_of_file, days_of_text
from eoffice.shell.day_field import DayField
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin


class HolidayForm(OfficeFormMixin, forms.Form):
    """One day."""

    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=160)
    kind = forms.ChoiceField(label=_("Kind"), choices=HolidayKind.choices)
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The decree on which it rests."),
    )


class HolidayImportForm(OfficeFormMixin, forms.Form):
    """A table of a whole year, pasted or as a file."""

    tahun = forms.IntegerField(
        label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR
    )
    table = forms.CharField(
        label=_("Table"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "Paste rows from a spreadsheet: day, name, kind (libur nasional or cuti"
            " bersama)."
        ),
    )
    file = forms.FileField(
        label=_("Or a file (XLSX, CSV)"), required=False, widget=FileBox()
    )
    source = forms.CharField(
        label=_("Source"),
        max_length=300,
        help_text=_("The decree on which it rests, with its numbers."),
    )
    is_complete = forms.BooleanField(
        label=_("This is the whole decree of the year"), required=False
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput())

    @property
    def year(self) -> int:
        """Return the year of the list."""
        return int(self.cleaned_data["tahun"])

    def days(self) -> list[HolidayInput]:
        """Return the days of the file, or of the pasted table.

        Raises:
            Invalid: neither was brought, or a line is no day of the year.
            SandboxError: the file cannot be read.
        """
        file = self.cleaned_data.get("file")
        if file is not None:
            return days_of_file(file.read(), self.year)
        text = self.cleaned_data["table"]
        if not text.strip():
            told = _("Paste a table or choose a file.")
            raise Invalid([Fault(field="table", code="required", message=told)])
        return days_of_text(text, self.year)

    @staticmethod
    def as_text(days: Sequence[HolidayInput]) -> str:
        """Return the days as a table that this form reads again."""
        return "\n".join(f"{one.day}\t{one.name}\t{one.kind}" for one in days)
