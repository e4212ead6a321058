"""The end of a tenure as a request names it: a day, or at once; not both."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from eoffice.errors import Fault, Invalid


def last_day(day: date | None, *, at_once: bool, field: str = "on") -> date | None:
    """Return the last day; nothing means at once.

    Raises:
        Invalid: neither was named, or both.
    """
    if (day is None) == at_once:
        return day
    message = _("A last day or the end at once is wanted, one of the two.")
    raise Invalid([Fault(field=field, code="required", message=message)])
