"""The agenda of incoming letters: one line per letter and register."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.organisation.actor import Actor
from workflow.books.book import (
    Book,
    Line,
    Period,
    PrintedColumn,
    day_words,
    files_words,
    labels_of,
    moment_words,
)
from workflow.books.numbers import BY_NUMBER, bare_line, numbers_in
from workflow.incoming import access
from workflow.incoming.models import IncomingFile, IncomingLetter, IncomingStatus
from workflow.incoming.queries.shown import shown_incoming
from workflow.numbering.models import LedgerNumber, Series
from workflow.security_class import SecurityClass, is_classed
from workflow.urgency import Urgency

SERIES = (Series.AGENDA.value,)
Desks = dict[UUID, list[IncomingLetter]]
Words = dict[str, dict[str, str]]
# What a line shows, of a row that has much more; of a person no NIK.
COLUMNS = (
    *("agenda", "agenda_number", "received_at", "sender", "number", "letter_date"),
    *("subject", "classification_code", "urgency", "security_class", "status"),
    *("is_copy", "access_tokens", "routed_to__title", "registered_by__name"),
    *("registered_by__title_before", "registered_by__title_after"),
)


def _rows(actor: Actor, period: Period) -> QuerySet[LedgerNumber]:
    mine = access.incoming_visible_to(actor).filter(agenda__isnull=False)
    seen = Q(pk__in=mine.order_by().values("agenda"))
    return numbers_in(actor, SERIES, period, seen)


def _lines(rows: Sequence[LedgerNumber], actor: Actor) -> list[Line]:
    """Return the rows in words; five queries, however many there are."""
    entered = IncomingLetter.objects.filter(agenda__in=[row.pk for row in rows])
    mine = access.incoming_visible_to(actor)
    visible = set(entered.intersection(mine).values_list("pk", flat=True))
    desks: Desks = defaultdict(list)
    found = entered.select_related("routed_to", "registered_by").only(*COLUMNS)
    for one in found.order_by("is_copy", "pk"):
        desks[one.agenda_id].append(one)  # type: ignore[index]  # filtered by it
    files, words = _file_counts(visible), _words()
    lines = []
    for row in rows:
        here = desks.get(row.pk, [])
        first = next((one for one in here if one.pk in visible), None)
        count = files.get(first.pk, 0) if first else 0
        more = (count, words)
        lines.append(_line(first, here, more, actor) if first else bare_line(row))
    return lines


def _file_counts(letters: set[UUID]) -> dict[UUID, int]:
    counts: dict[UUID, int] = defaultdict(int)
    files = IncomingFile.objects.filter(incoming__in=letters).order_by()
    for pk in files.values_list("incoming", flat=True):
        counts[pk] += 1
    return counts


def _words() -> Words:
    return {
        "urgency": labels_of(Urgency),
        "security_class": labels_of(SecurityClass),
        "status": labels_of(IncomingStatus),
    }


def _line(
    row: IncomingLetter,
    desks: Sequence[IncomingLetter],
    more: tuple[int, Words],
    actor: Actor,
) -> Line:
    files, words = more
    # What is ordinary opens by the tokens that showed the row: nothing to ask again.
    subject = shown_incoming(row, actor) if is_classed(row) else row.subject
    cells = {
        "agenda_number": row.agenda_number,
        "received_at": moment_words(row.received_at),
        "sender": row.sender,
        "number": row.number,
        "date": day_words(row.letter_date),
        "subject": subject,
        "classification_code": row.classification_code,
        "urgency": words["urgency"][row.urgency],
        "security_class": words["security_class"][row.security_class],
        "attachments": files_words(files - 1),  # the first is the letter
        "routed_to": "\n".join(map(_desk, desks)),
        "registered_by": row.registered_by.full_name if row.registered_by else "",
        "status": words["status"][row.status],
    }
    return Line(id=row.pk, cells=cells)


def _desk(row: IncomingLetter) -> str:
    title = row.routed_to.title if row.routed_to else ""
    if row.is_copy:
        return _("%(desk)s (copy)") % {"desk": title}
    return title


AGENDA_IN = Book(
    title=gettext_lazy("Agenda of incoming letters"),
    rows=_rows,
    lines=_lines,
    orders=BY_NUMBER,
    series=SERIES,
    columns=(
        ("agenda_number", gettext_lazy("Agenda number")),
        ("received_at", gettext_lazy("Received at")),
        ("sender", gettext_lazy("Sender")),
        ("number", gettext_lazy("Letter number")),
        ("date", gettext_lazy("Date of the letter")),
        ("subject", gettext_lazy("Subject")),
        ("classification_code", gettext_lazy("Classification code")),
        ("urgency", gettext_lazy("Urgency")),
        ("security_class", gettext_lazy("Security class")),
        ("attachments", gettext_lazy("Attachments")),
        ("routed_to", gettext_lazy("Routed to")),
        ("registered_by", gettext_lazy("Registered by")),
        ("status", gettext_lazy("State")),
    ),
    printed=(
        PrintedColumn(gettext_lazy("Agenda number"), 1.6, ("agenda_number",)),
        PrintedColumn(gettext_lazy("Received at"), 1.0, ("received_at",)),
        PrintedColumn(gettext_lazy("Sender"), 1.9, ("sender",)),
        PrintedColumn(gettext_lazy("Number and date"), 1.8, ("number", "date")),
        PrintedColumn(gettext_lazy("Subject"), 2.9, ("subject",)),
        PrintedColumn(gettext_lazy("Classification"), 1.1, ("classification_code",)),
        PrintedColumn(
            gettext_lazy("Urgency, class"), 1.1, ("urgency", "security_class")
        ),
        PrintedColumn(gettext_lazy("Attachments"), 0.9, ("attachments",)),
        PrintedColumn(gettext_lazy("Routed to"), 1.8, ("routed_to",)),
        PrintedColumn(gettext_lazy("Registered by"), 1.4, ("registered_by",)),
    ),
)
