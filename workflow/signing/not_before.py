"""The day before which a letter is not to be dated: until then it waits, unsigned."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workflow.letters.models import Letter


def day_waited_for(letter: Letter) -> date | None:
    """Return the wished date while it lies ahead: a letter bears the day of signing."""
    wished = letter.letter_date
    return wished if wished and wished > timezone.localdate() else None


def waiting_words(letter: Letter) -> str:
    """Return what a desk says of a letter that waits for its day; else nothing."""
    day = day_waited_for(letter)
    if day is None:
        return ""
    return _("waits for %(day)s") % {"day": date_format(day, "j F Y")}
