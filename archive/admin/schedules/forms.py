"""Forms of the retention schedule; the rules are the operations'."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.shell.day_field import DayField
from eoffice.shell.file_field import FileBox
from eoffice.shell.forms import OfficeFormMixin


class BringForm(OfficeFormMixin, forms.Form):
    """A schedule as a table, with its decree."""

    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        help_text=_("For example: JRA Kabupaten Wanasari 2026."),
    )
    decree_number = forms.CharField(label=_("Decree"), max_length=120)
    decree_on = DayField(label=_("Date of the decree"), toward="past")
    file = forms.FileField(
        label=_("Table (XLSX, CSV)"),
        widget=FileBox(),
        help_text=_(
            "Heads: kode, uraian, aktif, dihitung dari, peristiwa, inaktif, keterangan"
            " (musnah, permanen, dinilai kembali), pengecualian; induk for local codes;"
            " berlaku dari, berlaku sampai."
        ),
    )
    is_complete = forms.BooleanField(
        label=_("This is the whole schedule: codes not in it lose their rule"),
        required=False,
        initial=True,
    )


class ForceForm(OfficeFormMixin, forms.Form):
    """The word of the person who saw what ends sooner."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    sooner = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    has_seen = forms.BooleanField(
        label=_("I have seen which files end earlier or otherwise, and confirm it")
    )


class GiveUpForm(OfficeFormMixin, forms.Form):
    """Nothing but the version that was read."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


def today_first() -> dict[str, object]:
    """Return what a form for a new schedule begins with."""
    return {"decree_on": timezone.localdate(), "is_complete": True}
