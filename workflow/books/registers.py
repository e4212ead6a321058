"""Agenda books by unit and period: what went out, came in, was handed down.

Subjects stand in them as in any list: those of confidential letters are veiled.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from eoffice.organisation.actor import Actor
from workflow.dispositions import access as dispositions_access
from workflow.dispositions.models import Disposition
from workflow.dispositions.queries.shown import shown_matter, shown_words
from workflow.incoming import access as incoming_access
from workflow.incoming.models import IncomingLetter
from workflow.incoming.queries.shown import shown_incoming
from workflow.letters import access as letters_access
from workflow.letters.models import Letter
from workflow.letters.queries.shown import shown_title
from workflow.numbering.models import LedgerNumber, NumberState

# A year of a large agency; what is longer is exported by shorter periods.
MOST_ROWS = 10_000
MOST_PRINTED = 1_000  # what a page worker draws in its memory; about 70 sheets


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Which part of the book; days of the agency's zone, both included."""

    unit: UUID | None = None
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column on paper: its head, its share of the width, the columns it holds."""

    head: str | Promise
    share: float
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A register: its columns, its rows as far as one may see, one row in words."""

    title: str | Promise
    columns: tuple[tuple[str, str | Promise], ...]
    printed: tuple[PrintedColumn, ...]
    rows: Callable[[Actor, Period], QuerySet[Any]]
    line: Callable[[Any, Actor], dict[str, str]]
    has_numbers: bool = True

    def ordered(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows as the book holds them: register by register, by number.

        What has no numbers of its own lies in the order of time.
        """
        if not self.has_numbers:
            return rows.order_by("created_at", "pk")
        # By the ledger: as text, 10 would stand before 9.
        number = LedgerNumber.objects.filter(
            purpose_id=OuterRef("pk"), state=NumberState.USED
        )
        found = {
            "book_unit": "register__unit__code",
            "book_series": "register__series",
            "book_year": "register__year",
            "book_value": "value",
        }
        parts = {name: Subquery(number.values(at)[:1]) for name, at in found.items()}
        numbered: QuerySet[Any] = rows.annotate(**parts)
        return numbered.order_by(*found, "pk")

    @staticmethod
    def printed_cell(line: dict[str, str], column: PrintedColumn) -> str:
        """Return what a line says in a column on paper; several values by lines."""
        return "\n".join(line[key] for key in column.keys if line[key])


def _day(value: Any) -> str:
    return date_format(value, "d-m-Y") if value else ""


def _moment(value: Any) -> str:
    return date_format(localtime(value), "d-m-Y H.i") if value else ""


def _between(rows: QuerySet[Any], column: str, period: Period) -> QuerySet[Any]:
    if period.from_on:
        rows = rows.filter(**{f"{column}__gte": period.from_on})
    if period.to_on:
        rows = rows.filter(**{f"{column}__lte": period.to_on})
    return rows


def _incoming(actor: Actor, period: Period) -> QuerySet[IncomingLetter]:
    rows = incoming_access.incoming_visible_to(actor).exclude(agenda_number="")
    if period.unit:
        rows = rows.filter(unit__path__contains=[period.unit])
    rows = _between(rows, "registered_at__date", period)
    rows = rows.select_related("routed_to", "registered_by")
    # The NIK is personal and encrypted, and no line of a book shows it.
    rows = rows.defer("registered_by__nik")
    return rows.prefetch_related("files")


def _files(count: int) -> str:
    if count < 1:
        return ""
    return ngettext("%(n)d file", "%(n)d files", count) % {"n": count}


def _incoming_line(row: IncomingLetter, actor: Actor) -> dict[str, str]:
    return {
        "agenda_number": row.agenda_number,
        "received_at": _moment(row.received_at),
        "sender": row.sender,
        "number": row.number,
        "date": _day(row.letter_date),
        "subject": shown_incoming(row, actor),
        "classification_code": row.classification_code,
        "urgency": row.get_urgency_display(),
        "security_class": row.get_security_class_display(),
        "attachments": _files(len(row.files.all()) - 1),  # the first is the letter
        "routed_to": row.routed_to.title if row.routed_to else "",
        "registered_by": row.registered_by.full_name if row.registered_by else "",
        "status": row.get_status_display(),
    }


def _outgoing(actor: Actor, period: Period) -> QuerySet[Letter]:
    rows = letters_access.letters_visible_to(actor).exclude(number="")
    if period.unit:
        rows = rows.filter(unit__path__contains=[period.unit])
    rows = _between(rows, "signed_letter_date", period)
    rows = rows.select_related("signatory_position", "letter_type")
    # Ten thousand lines of a book, and none shows a body.
    return rows.defer("body", "access_tokens").prefetch_related(
        "recipients__position", "recipients__unit", "attachments"
    )


def _outgoing_line(row: Letter, _actor: Actor) -> dict[str, str]:
    return {
        "number": row.number,
        "date": _day(row.signed_letter_date),
        "type": row.letter_type.name,
        "subject": shown_title(row),
        "recipients": "; ".join(str(one) for one in row.recipients.all()),
        "signatory": row.signatory_position.title if row.signatory_position else "",
        "classification_code": row.classification_code,
        "urgency": row.get_urgency_display(),
        "security_class": row.get_security_class_display(),
        "attachments": _files(len(row.attachments.all())),
        "status": row.get_status_display(),
    }


def _dispositions(actor: Actor, period: Period) -> QuerySet[Disposition]:
    rows = dispositions_access.dispositions_visible_to(actor)
    if period.unit:
        rows = rows.filter(giver_position__unit__path__contains=[period.unit])
    rows = _between(rows, "created_at__date", period)
    return rows.select_related("incoming", "giver_position").prefetch_related(
        "receivers__position"
    )


def _disposition_line(row: Disposition, _actor: Actor) -> dict[str, str]:
    shares = row.receivers.all()
    incoming = row.incoming
    return {
        "given_at": _moment(row.created_at),
        "agenda_number": incoming.agenda_number if incoming else "",
        "subject": shown_matter(row),
        "giver": row.giver_position.title,
        "recipients": "; ".join(share.position.title for share in shares),
        "note": shown_words(row, row.note),
        "due_on": _day(row.due_on),
        "status": "; ".join(str(share.get_state_display()) for share in shares),
    }


BOOKS: dict[str, Book] = {
    "incoming": Book(
        title=_("Agenda of incoming letters"),
        rows=_incoming,
        line=_incoming_line,
        columns=(
            ("agenda_number", _("Agenda number")),
            ("received_at", _("Received at")),
            ("sender", _("Sender")),
            ("number", _("Letter number")),
            ("date", _("Date of the letter")),
            ("subject", _("Subject")),
            ("classification_code", _("Classification code")),
            ("urgency", _("Urgency")),
            ("security_class", _("Security class")),
            ("attachments", _("Attachments")),
            ("routed_to", _("Routed to")),
            ("registered_by", _("Registered by")),
            ("status", _("State")),
        ),
        printed=(
            PrintedColumn(_("Agenda number"), 1.6, ("agenda_number",)),
            PrintedColumn(_("Received at"), 1.0, ("received_at",)),
            PrintedColumn(_("Sender"), 1.9, ("sender",)),
            PrintedColumn(_("Number and date"), 1.8, ("number", "date")),
            PrintedColumn(_("Subject"), 2.9, ("subject",)),
            PrintedColumn(_("Classification"), 1.1, ("classification_code",)),
            PrintedColumn(_("Urgency, class"), 1.1, ("urgency", "security_class")),
            PrintedColumn(_("Attachments"), 0.9, ("attachments",)),
            PrintedColumn(_("Routed to"), 1.8, ("routed_to",)),
            PrintedColumn(_("Registered by"), 1.4, ("registered_by",)),
        ),
    ),
    "outgoing": Book(
        title=_("Agenda of outgoing letters"),
        rows=_outgoing,
        line=_outgoing_line,
        columns=(
            ("number", _("Letter number")),
            ("date", _("Date of the letter")),
            ("type", _("Type")),
            ("subject", _("Subject")),
            ("recipients", _("To")),
            ("signatory", _("Signatory")),
            ("classification_code", _("Classification code")),
            ("urgency", _("Urgency")),
            ("security_class", _("Security class")),
            ("attachments", _("Attachments")),
            ("status", _("State")),
        ),
        printed=(
            PrintedColumn(_("Number and date"), 1.9, ("number", "date")),
            PrintedColumn(_("Type"), 1.1, ("type",)),
            PrintedColumn(_("Subject"), 2.9, ("subject",)),
            PrintedColumn(_("To"), 2.4, ("recipients",)),
            PrintedColumn(_("Signatory"), 1.6, ("signatory",)),
            PrintedColumn(_("Classification"), 1.1, ("classification_code",)),
            PrintedColumn(_("Urgency, class"), 1.1, ("urgency", "security_class")),
            PrintedColumn(_("Attachments"), 0.9, ("attachments",)),
            PrintedColumn(_("State"), 1.0, ("status",)),
        ),
    ),
    "dispositions": Book(
        title=_("Book of dispositions"),
        rows=_dispositions,
        has_numbers=False,
        line=_disposition_line,
        columns=(
            ("given_at", _("Given at")),
            ("agenda_number", _("Agenda number")),
            ("subject", _("Subject")),
            ("giver", _("From")),
            ("recipients", _("To")),
            ("note", _("Note")),
            ("due_on", _("Due on")),
            ("status", _("State")),
        ),
        printed=(
            PrintedColumn(_("Given at"), 1.0, ("given_at",)),
            PrintedColumn(_("Agenda number"), 1.6, ("agenda_number",)),
            PrintedColumn(_("Subject"), 2.6, ("subject",)),
            PrintedColumn(_("From"), 1.7, ("giver",)),
            PrintedColumn(_("To"), 2.2, ("recipients",)),
            PrintedColumn(_("Note"), 2.2, ("note",)),
            PrintedColumn(_("Due on"), 0.9, ("due_on",)),
            PrintedColumn(_("State"), 1.4, ("status",)),
        ),
    ),
}
