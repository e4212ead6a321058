"""The office's date field: typed as people write days, or picked from a calendar.

Without script the words are read by the server, in the same forms. `asked_day` and
the boxes below do the same for filters, which are no Django form.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from eoffice.days.typed_days import NoDay, Toward, parse_day

NO_DAY = _("This is no date. Write it as 10 Agustus 2026, 10-8-2026, besok or Senin.")
LONGEST = 40


def day_words(day: date) -> str:
    """Return the day as a field shows it: `10 Agustus 2026`."""
    return date_format(day, "j F Y")


class DayInput(forms.TextInput):
    """A box for words beside a button that opens the calendar."""

    def __init__(self, *, toward: Toward, attrs: dict[str, Any] | None = None) -> None:
        """Look back or ahead from today."""
        super().__init__(attrs)
        self.toward = toward

    def format_value(self, value: Any) -> str:
        """Return a day in words; what was typed stays as it was."""
        return day_words(value) if isinstance(value, date) else str(value or "")

    def render(
        self, name: str, value: Any, attrs: Any = None, renderer: Any = None
    ) -> SafeString:
        """Return the box with its button."""
        built = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        return _box(value, self.format_value(value), self.toward, built)


class DayField(forms.DateField):
    """A day; cleaned to a date."""

    default_error_messages = {"invalid": NO_DAY}

    def __init__(self, *, toward: Toward = "future", **kwargs: Any) -> None:
        """Take where a day without its year lies."""
        super().__init__(widget=DayInput(toward=toward), **kwargs)
        self.toward = toward

    def to_python(self, value: Any) -> date | None:
        """Return the day that was typed."""
        if not isinstance(value, str):
            found: date | None = super().to_python(value)
            return found
        if not value.strip():
            return None
        try:
            return parse_day(value, today=timezone.localdate(), toward=self.toward)
        except NoDay as error:
            raise forms.ValidationError(NO_DAY, code="invalid") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedDay:
    """A day asked for in an address; `text` is what its box shows again."""

    day: date | None
    text: str

    @property
    def is_wrong(self) -> bool:
        """Tell whether something was typed that names no day."""
        return self.day is None and bool(self.text)


def asked_day(request: HttpRequest, name: str) -> AskedDay:
    """Return the day of a filter, which looks back; wrong words name none."""
    text = request.GET.get(name, "").replace("\0", "").strip()[:LONGEST]
    try:
        day = parse_day(text, today=timezone.localdate(), toward="past")
    except NoDay:
        return AskedDay(day=None, text=text)
    return AskedDay(day=day, text=day_words(day))


def filter_box(asked: AskedDay, attrs: dict[str, Any]) -> SafeString:
    """Return the field of a filter."""
    return _box(asked.day, asked.text, "past", attrs)


def due_box(text: str, attrs: dict[str, Any]) -> SafeString:
    """Return the field of a deadline with what was typed."""
    return _box(None, text, "future", attrs)


def _box(value: Any, text: str, toward: Toward, attrs: dict[str, Any]) -> SafeString:
    """Return the markup, the same in forms and in filters."""
    day = value if isinstance(value, date) else None
    context = {"text": text, "day": day, "toward": toward, "attrs": attrs}
    return render_to_string("eoffice/components/day_box.html", context)
