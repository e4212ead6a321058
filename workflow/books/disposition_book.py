"""The book of dispositions: who gave what to whom, until when, and what came of it."""

from collections.abc import Sequence

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from eoffice.listing import SortOrders
from eoffice.organisation.actor import Actor
from workflow.books.book import (
    Book,
    Line,
    Period,
    PrintedColumn,
    day_words,
    labels_of,
    moment_words,
)
from workflow.dispositions import access
from workflow.dispositions.models import (
    Disposition,
    DispositionInstruction,
    DispositionReceiver,
    ReceiverRole,
    ReceiverState,
)
from workflow.dispositions.queries.shown import shown_matter, shown_words

Words = dict[str, dict[str, str]]
# What a line shows, of rows that have much more.
COLUMNS = (
    *("initiative", "instructions", "note", "due_on", "created_at"),
    *("incoming__agenda_number", "incoming__number", "incoming__letter_date"),
    *("incoming__subject", "incoming__security_class", "giver_position__title"),
)
OF_SHARE = ("disposition", "order", "role", "state", "answer", "position__title")
# It has no numbers of its own: it lies in the order of time.
BY_TIME = SortOrders(columns={"number": "id"}, default="number")


def _rows(actor: Actor, period: Period) -> QuerySet[Disposition]:
    rows = access.dispositions_visible_to(actor)
    if period.unit:
        rows = rows.filter(giver_position__unit__path__contains=[period.unit])
    if period.from_on:
        rows = rows.filter(created_at__date__gte=period.from_on)
    if period.to_on:
        rows = rows.filter(created_at__date__lte=period.to_on)
    shares = DispositionReceiver.objects.select_related("position").only(*OF_SHARE)
    found = rows.select_related("incoming", "giver_position").only(*COLUMNS)
    return found.prefetch_related(Prefetch("receivers", queryset=shares))


def _lines(rows: Sequence[Disposition], actor: Actor) -> list[Line]:
    """Return the rows in words; the phrases are looked up once."""
    phrases = dict(DispositionInstruction.objects.values_list("code", "text"))
    words = {"state": labels_of(ReceiverState), "role": labels_of(ReceiverRole)}
    return [_line(row, phrases, words) for row in rows]


def _line(row: Disposition, phrases: dict[str, str], words: Words) -> Line:
    shares, incoming = list(row.receivers.all()), row.incoming
    said = [phrases.get(code, code) for code in row.instructions]
    cells = {
        "agenda_number": incoming.agenda_number if incoming else "",
        "number": incoming.number if incoming else "",
        "date": day_words(incoming.letter_date) if incoming else "",
        "subject": shown_matter(row),
        "given_at": moment_words(row.created_at),
        "giver": row.giver_position.title,
        "recipients": "\n".join(
            share.position.title for share in shares if _leads(share)
        ),
        "support": "\n".join(
            f"{share.position.title} ({words['role'][share.role]})"
            for share in shares
            if not _leads(share)
        ),
        "instructions": shown_words(row, "; ".join(said)),
        "note": shown_words(row, row.note),
        "due_on": day_words(row.due_on),
        "status": _by_share([(s, words["state"][s.state]) for s in shares]),
        "result": shown_words(row, _by_share([(s, s.answer) for s in shares])),
    }
    return Line(id=row.pk, cells=cells)


def _leads(share: DispositionReceiver) -> bool:
    return share.role == ReceiverRole.LEAD


def _by_share(told: Sequence[tuple[DispositionReceiver, str]]) -> str:
    """Return what each share says; with its position where there are several."""
    if len(told) == 1:
        return told[0][1]
    return "\n".join(f"{share.position.title}: {said}" for share, said in told if said)


DISPOSITION_BOOK = Book(
    title=_("Book of dispositions"),
    rows=_rows,
    lines=_lines,
    orders=BY_TIME,
    columns=(
        ("number", _("Letter number")),
        ("date", _("Date of the letter")),
        ("agenda_number", _("Agenda number")),
        ("subject", _("Subject")),
        ("giver", _("From")),
        ("recipients", _("To")),
        ("support", _("Supporting")),
        ("instructions", _("Instructions")),
        ("note", _("Note")),
        ("given_at", _("Given at")),
        ("due_on", _("Due on")),
        ("status", _("State")),
        ("result", _("Result")),
    ),
    printed=(
        PrintedColumn(
            _("Letter number, agenda number"), 1.7, ("number", "agenda_number")
        ),
        PrintedColumn(_("Subject"), 2.3, ("subject",)),
        PrintedColumn(_("From"), 1.3, ("giver",)),
        PrintedColumn(_("To"), 1.5, ("recipients",)),
        PrintedColumn(_("Supporting"), 1.5, ("support",)),
        PrintedColumn(_("Instructions, note"), 1.9, ("instructions", "note")),
        PrintedColumn(_("Given at"), 0.9, ("given_at",)),
        PrintedColumn(_("Due on"), 0.9, ("due_on",)),
        PrintedColumn(_("State"), 1.5, ("status",)),
        PrintedColumn(_("Result"), 1.7, ("result",)),
    ),
)
