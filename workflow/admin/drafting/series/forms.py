"""The form that begins a series: when, what on days off, till when."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.shell.day_field import DayField
from eoffice.shell.forms import OfficeFormMixin
from workflow.drafting.series.models import Every, WhenClosed
from workflow.drafting.series.operations import LAST_DAY, Rhythm


def _dates(every: Every) -> list[tuple[str, str]]:
    named = [(n, _("on the %(day)d.") % {"day": n}) for n in range(1, LAST_DAY)]
    named.append((LAST_DAY, _("on the last day")))
    return [(f"{every}:{number}", label) for number, label in named]


def whens() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return what can be chosen, by how often: `week:1` is every Monday."""
    week = [(f"{Every.WEEK}:{n + 1}", str(day)) for n, day in WEEKDAYS.items()]
    return [
        (str(Every.WEEK.label), week),
        (str(Every.MONTH.label), _dates(Every.MONTH)),
        (str(Every.QUARTER.label), _dates(Every.QUARTER)),
    ]


class SeriesForm(OfficeFormMixin, forms.Form):
    """When copies are prepared."""

    when = forms.ChoiceField(label=gettext_lazy("When"), choices=whens)
    when_closed = forms.ChoiceField(
        label=gettext_lazy("When the day is not worked"), choices=WhenClosed.choices
    )
    ends_on = DayField(label=gettext_lazy("Until (may be left empty)"), required=False)

    def rhythm(self) -> Rhythm:
        """Return what the operation wants."""
        typed = self.cleaned_data
        every, _colon, day = typed["when"].partition(":")
        return Rhythm(
            every=every,
            day=int(day),
            when_closed=typed["when_closed"],
            ends_on=typed["ends_on"],
        )
