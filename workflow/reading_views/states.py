"""How far the reading view of a file is, in words, and its pages where there are some.

Decides nothing about access: who asks has been let see the file.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.errors import NotFound, OfficeError
from eoffice.objects.kinds import KINDS
from eoffice.objects.models import StoredObject
from workflow.reading_views.models import ReadingView

OFFICE_CODES = frozenset(("docx", "xlsx", "pptx", "odt", "ods", "odp"))
OFFICE_TYPES = frozenset(k.media_type for k in KINDS if k.code in OFFICE_CODES)

TOO_LONG = "too_long"
FAULTS: dict[str, Promise] = {
    "macros": gettext_lazy("it holds macros"),
    "entities": gettext_lazy("it holds entities, which no office program writes"),
    "strict": gettext_lazy("it is in a dialect that is not read here"),
    "too_deep": gettext_lazy("it is nested too deep"),
    "file_encrypted": gettext_lazy("it is protected by a password"),
    "file_too_large": gettext_lazy("unpacked, it is too large"),
    "sandbox_timeout": gettext_lazy("reading it takes too long"),
    "sandbox_memory": gettext_lazy("reading it takes too much memory"),
    TOO_LONG: gettext_lazy("drawing its pages takes too long"),
}
UNREADABLE = gettext_lazy("it is broken, or written in a way that is not read here")


class ViewState(StrEnum):
    """Where a reading view stands; its values are words of the API."""

    WAITING = "waiting"
    READY = "ready"
    FAILED = "failed"


class NoPagesToRead(OfficeError):
    """The reading view is not there, not yet or for good."""

    code = "no_reading_view"
    status = 409
    message = gettext_lazy("There are no pages to read of this file.")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownView:
    """State of a view and its words; `pages` once it is ready."""

    state: ViewState
    label: str
    pages: int | None = None

    @property
    def is_ready(self) -> bool:
        """Tell whether it can be opened."""
        return self.state == ViewState.READY


def views_of(objects: Iterable[StoredObject]) -> dict[UUID, ShownView]:
    """Return the view of each office file among these; others have none."""
    office = [one for one in objects if one.media_type in OFFICE_TYPES]
    if not office:
        return {}
    hashes = {one.sha256 for one in office}
    rows = ReadingView.objects.filter(sha256__in=hashes).select_related("pdf")
    made = {row.sha256: row for row in rows}
    return {one.pk: _shown(made.get(one.sha256)) for one in office}


def _shown(view: ReadingView | None) -> ShownView:
    if view is None:
        return ShownView(state=ViewState.WAITING, label=_("being prepared"))
    if view.pdf is None:
        why = FAULTS.get(view.fault, UNREADABLE)
        label = _("cannot be shown: %(why)s") % {"why": why}
        return ShownView(state=ViewState.FAILED, label=label)
    label = _("ready to read")
    return ShownView(state=ViewState.READY, label=label, pages=view.pdf.pages)


def pages_of(stored: StoredObject) -> StoredObject:
    """Return the PDF to read of an office file.

    Raises:
        NotFound: it is no office file.
        NoPagesToRead: there is no view, with the words why.
    """
    if stored.media_type not in OFFICE_TYPES:
        raise NotFound
    rows = ReadingView.objects.filter(sha256=stored.sha256).select_related("pdf")
    view = rows.first()
    if view is None or view.pdf is None:
        text = _("Reading view: %(state)s. Download the file instead.")
        raise NoPagesToRead(text % {"state": _shown(view).label})
    return view.pdf
