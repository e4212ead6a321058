"""Papers for sending: address labels, cover sheets with the receipt, the delivery book.

They leave the house on paper, so that they were printed is kept. Of a classed letter
they name number and date alone.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from workflow.dispatches import access
from workflow.dispatches.models import Dispatch
from workflow.dispatches.queries.lists import for_display, on_paper
from workflow.dispatches.queries.shown import title_of
from workflow.dispatches.sending_papers import (
    PaperKind,
    SendingPage,
    SendingPapers,
    papers_order,
)
from workflow.dispatches.trail_acts import DispatchAct
from workflow.letterheads.letterhead import letterhead_of, letterhead_of_unit
from workflow.rendering.book import BookColumn, PrintedBook
from workflow.rendering.pool import book_printer, paper_printer
from workflow.security_class import is_classed

MOST_PAGES = 100
MOST_LINES = 1000
COLUMNS = (
    (gettext_lazy("No."), 0.5),
    (gettext_lazy("Left on"), 1.2),
    (gettext_lazy("Letter number"), 2.2),
    (gettext_lazy("To"), 2.6),
    (gettext_lazy("Way"), 1.3),
    (gettext_lazy("Number of the carrier"), 1.2),
    (gettext_lazy("Received by"), 2.0),
    (gettext_lazy("Received on"), 1.2),
    (gettext_lazy("Signature"), 1.4),
)


def print_papers(
    *, actor: Actor, kind: PaperKind, dispatch_ids: Sequence[UUID]
) -> bytes:
    """Return labels or cover sheets as one PDF, a page for each dispatch.

    Raises:
        NotFound: one is unknown, or not the person's to send.
        Invalid: none, or more than 100.
        RenderFailed: the page maker is away.
    """
    ids = list(dict.fromkeys(dispatch_ids))
    if not ids or len(ids) > MOST_PAGES:
        text = _("Choose 1 to 100 of them.")
        raise Invalid([Fault(field="dispatch", code="required", message=text)])
    seen = for_display(access.dispatches_visible_to(actor)).filter(pk__in=ids)
    rows = list(seen.select_related("letter__signatory_position__unit").order_by("pk"))
    if len(rows) != len(ids):
        raise NotFound
    for row in rows:
        access.require(actor, "dispatch.send", row)
    signatory = rows[0].letter.signatory
    papers = SendingPapers(
        kind=kind,
        unit=signatory.unit.name,
        day=timezone.localdate(),
        letterhead=letterhead_of(signatory),
        pages=[_page(row, kind) for row in rows],
    )
    content = paper_printer().print_papers(papers_order(papers)).bytes
    _note(rows, actor, kind)
    return content


def _page(dispatch: Dispatch, kind: PaperKind) -> SendingPage:
    letter, recipient = dispatch.letter, dispatch.recipient
    address = recipient.address.splitlines()
    if not address and dispatch.contact is not None:
        address = dispatch.contact.address_lines
    security = letter.get_security_class_display() if is_classed(letter) else ""
    return SendingPage(
        addressee=recipient.external,
        address=[line for line in address if line.strip()],
        number=letter.number,
        day_words=_day(letter.signed_letter_date),
        what=title_of(dispatch),
        count=_("1 letter"),
        # Outside on the envelope it would tell the carrier what is in it.
        security=security if kind == "cover" else "",
    )


@transaction.atomic
def _note(rows: Sequence[Dispatch], actor: Actor, kind: str) -> None:
    trail.record_many(
        (
            (DispatchAct.PRINTED, row.letter, {"dispatch": str(row.pk), "paper": kind})
            for row in rows
        ),
        actor=actor,
    )


def print_delivery_book(
    *, actor: Actor, from_on: date | None, to_on: date | None
) -> bytes:
    """Return the delivery book (buku ekspedisi) of the person's registers as a PDF.

    In the order in which the letters left; the last column is for the receiver's hand.

    Raises:
        NotFound: the person is no record clerk.
        Invalid: more than 1,000 lines.
        RenderFailed: the page maker is away.
    """
    unit = _own_register(actor)
    rows = list(
        for_display(on_paper(actor, from_on=from_on, to_on=to_on))[: MOST_LINES + 1]
    )
    if len(rows) > MOST_LINES:
        text = _("More than 1,000 lines: choose a shorter period.")
        raise Invalid([Fault(field="from", code="too_many", message=text)])
    today = timezone.localdate()
    printed = PrintedBook(
        title=_("Delivery book"),
        unit=unit.name,
        period=_period(from_on, to_on),
        printed=_("Printed %(day)s by %(name)s")
        % {"day": _day(today), "name": actor.official.full_name},
        day=today,
        paper="A4",
        letterhead=letterhead_of_unit(unit),
        columns=[BookColumn(head=str(head), share=share) for head, share in COLUMNS],
        rows=[_line(number, row) for number, row in enumerate(rows, start=1)],
    )
    content = book_printer().print_book(printed).bytes
    _note_book(actor, len(rows))
    return content


@transaction.atomic
def _note_book(actor: Actor, lines: int) -> None:
    trail.record(DispatchAct.BOOK_PRINTED, actor.official, actor=actor, lines=lines)


def _own_register(actor: Actor) -> Unit:
    registers = actor.registers_with_duty(PositionDuty.RECORD_CLERK)
    unit = Unit.objects.filter(pk__in=registers).order_by("code").first()
    if unit is None:
        raise NotFound
    return unit


def _line(number: int, row: Dispatch) -> list[str]:
    left = timezone.localtime(row.sent_at).date() if row.sent_at else row.handed_on
    return [
        str(number),
        _day(left),
        row.letter.number,
        row.recipient.external,
        str(row.get_way_display()),
        row.reference,
        row.handed_to,
        _day(row.handed_on),
        "",
    ]


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _period(from_on: date | None, to_on: date | None) -> str:
    if from_on and to_on:
        days = {"begin": _day(from_on), "end": _day(to_on)}
        return _("%(begin)s to %(end)s") % days
    if from_on:
        return _("From %(day)s") % {"day": _day(from_on)}
    return _("Until %(day)s") % {"day": _day(to_on)} if to_on else _("The whole book")
