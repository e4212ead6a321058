"""The day before which a letter is not to be signed, as a field of the editor."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault
from eoffice.shell.day_field import NO_DAY, DayField
from eoffice.shell.forms import OfficeFormMixin

NAME = "letter_date"
ANCHOR = "tidak-sebelum"


class WishedDayForm(OfficeFormMixin, forms.Form):
    """The wished day alone; whether it has passed is a rule of the letter."""

    letter_date = DayField(
        label=_("Not before the date"),
        required=False,
        help_text=_(
            "Until this day the letter waits unsigned; it always bears the day on which"
            " it is signed, so leave this empty if any day will do."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the box the id that its faults lead to."""
        super().__init__(*args, **kwargs)
        self.fields[NAME].widget.attrs["id"] = ANCHOR


def typed_day(form: QueryDict) -> dict[str, Any]:
    """Return the day as part of a letter's input: nothing when it names no day.

    A form without the field, and words that are not read yet, leave the day that is
    kept: what else was typed is saved meanwhile.
    """
    if NAME not in form:
        return {}
    typed = WishedDayForm(form)
    return dict(typed.cleaned_data) if typed.is_valid() else {}


def day_faults(form: QueryDict) -> list[Fault]:
    """Return what the letter itself cannot tell: words in the box that name no day."""
    if NAME not in form or WishedDayForm(form).is_valid():
        return []
    return [Fault(field=NAME, code="no_day", message=NO_DAY)]
