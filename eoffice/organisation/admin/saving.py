"""One way to run an operation from a form: done, or the refusal at its field."""

from collections.abc import Callable
from typing import TypeVar

from eoffice.errors import Invalid, Stale, StateForbids
from eoffice.shell.forms import OfficeFormMixin

Thing = TypeVar("Thing")


def done(form: OfficeFormMixin, act: Callable[[], Thing]) -> Thing | None:
    """Return what `act` returns; a refusal goes into the form and gives nothing."""
    try:
        return act()
    except (Invalid, Stale, StateForbids) as refusal:
        form.take(refusal)
        return None
