"""The disposition on paper: the fields of the form in use (tata naskah 6.1).

Only of the ordinary class: files of classed letters leave as reading copies alone.
"""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from eoffice.errors import NotFound
from eoffice.organisation.actor import PERMANENT, Actor
from eoffice.organisation.models import ActingKind
from workflow.dispositions.access import visible_disposition
from workflow.dispositions.models import Disposition, ReceiverRole
from workflow.dispositions.queries.lists import instruction_texts
from workflow.letterheads.letterhead import letterhead_of_unit
from workflow.rendering.book import BookColumn, PrintedBook
from workflow.rendering.pool import book_printer
from workflow.security_class import is_ordinary

FIELD, TOLD = 1.0, 3.2  # shares of the width


def has_sheet(disposition: Disposition) -> bool:
    """Tell whether the disposition may be printed by those who see it."""
    return disposition.incoming is None or is_ordinary(disposition.incoming)


def sheet_pdf(actor: Actor, disposition_id: object) -> bytes:
    """Return the sheet as a PDF.

    Raises:
        NotFound: not theirs to see, or of a classed letter.
        RenderFailed: the page maker is away.
    """
    disposition = visible_disposition(actor, str(disposition_id))
    if not has_sheet(disposition):
        raise NotFound
    today = timezone.localdate()
    unit = disposition.giver_position.unit
    sheet = PrintedBook(
        title=_("Disposition sheet"),
        unit=unit.name,
        period=_written(timezone.localdate(disposition.created_at)),
        printed=_("Printed %(day)s by %(name)s")
        % {"day": _written(today), "name": actor.official.full_name},
        day=today,
        paper="A4",
        letterhead=letterhead_of_unit(unit),
        columns=[
            BookColumn(head=_("Field"), share=FIELD),
            BookColumn(head=_("Content"), share=TOLD),
        ],
        rows=[[label, words] for label, words in _rows(disposition) if words],
    )
    return bytes(book_printer().print_book(sheet).bytes)


def _written(day: object) -> str:
    return str(date_format(day, "j F Y")) if day else ""  # type: ignore[arg-type]


def _rows(disposition: Disposition) -> Iterator[tuple[str, str]]:
    yield from _letter_rows(disposition)
    for role in ReceiverRole:
        yield str(role.label), _receivers(disposition, role)
    joint = disposition.receivers.filter(is_coordination=True)
    yield _("Koordinasi"), "\n".join(one.position.title for one in joint)
    texts = instruction_texts(disposition.instructions)
    words = [texts.get(code, code) for code in disposition.instructions]
    yield _("With the request to"), "\n".join(words)
    yield _("Note"), disposition.note
    yield _("At the latest"), _written(disposition.due_on)
    yield _("Given by"), _giver(disposition)


def _letter_rows(disposition: Disposition) -> Iterator[tuple[str, str]]:
    incoming = disposition.incoming
    if incoming is None:
        yield _("What it is about"), disposition.initiative
        return
    yield _("Letter from"), incoming.sender
    yield _("Letter number"), incoming.number
    yield _("Date of the letter"), _written(incoming.letter_date)
    yield _("Received at"), _written(timezone.localdate(incoming.received_at))
    yield _("Agenda number"), incoming.agenda_number
    yield _("Subject"), incoming.subject
    yield _("Urgency"), str(incoming.get_urgency_display())


def _receivers(disposition: Disposition, role: ReceiverRole) -> str:
    shares = disposition.receivers.filter(role=role, is_coordination=False)
    return "\n".join(one.position.title for one in shares.select_related("position"))


def _giver(disposition: Disposition) -> str:
    title = disposition.giver_position.title
    if disposition.giver_authority != PERMANENT:
        title = f"{ActingKind(disposition.giver_authority).label} {title}"
    return f"{disposition.giver.full_name}\n{title}"
