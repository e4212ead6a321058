"""The agenda of outgoing letters: one line per number, void ones with their reason."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.actor import Actor
from workflow.books.book import (
    Book,
    Line,
    Period,
    PrintedColumn,
    day_words,
    files_words,
    labels_of,
)
from workflow.books.numbers import BY_NUMBER, bare_line, numbers_in
from workflow.letters import access
from workflow.letters.models import (
    Letter,
    LetterAttachment,
    LetterRecipient,
    LetterStatus,
    RecipientKind,
)
from workflow.letters.queries.shown import shown_title
from workflow.numbering.models import LedgerNumber, NumberState, Series
from workflow.security_class import SecurityClass
from workflow.urgency import Urgency

SERIES = tuple(one.value for one in Series if one != Series.AGENDA)
Named = dict[UUID, dict[str, list[str]]]
Words = dict[str, dict[str, str]]
# What a line shows, of a row that has much more: a year's book, and not one body.
COLUMNS = (
    *("number", "signed_letter_date", "subject", "classification_code", "urgency"),
    *("security_class", "status", "letter_type__name", "signatory_position__title"),
)


def _rows(actor: Actor, period: Period) -> QuerySet[LedgerNumber]:
    mine = access.letters_visible_to(actor).exclude(number="")
    seen = Q(purpose_id__in=mine.order_by().values("pk"))
    return numbers_in(actor, SERIES, period, seen)


def _lines(rows: Sequence[LedgerNumber], actor: Actor) -> list[Line]:
    """Return the rows in words; four queries, however many there are."""
    used = [row.purpose_id for row in rows if row.state == NumberState.USED]
    found = access.letters_visible_to(actor).filter(pk__in=used)
    found = found.select_related("signatory_position", "letter_type").only(*COLUMNS)
    letters = {one.pk: one for one in found}
    named, files, words = _named_in(letters), _file_counts(letters), _words()
    lines = []
    for row in rows:
        is_used = row.state == NumberState.USED
        letter = letters.get(row.purpose_id) if is_used else None
        if letter is None:
            lines.append(bare_line(row))
        else:
            lines.append(_line(letter, named[letter.pk], files[letter.pk], words))
    return lines


def _named_in(letters: dict[UUID, Letter]) -> Named:
    named: Named = defaultdict(lambda: defaultdict(list))
    rows = LetterRecipient.objects.filter(letter__in=letters.keys())
    told = rows.order_by("letter", "-kind", "order").values_list(
        "letter", "kind", "position__title", "unit__name", "external"
    )
    for letter, kind, position, unit, outside in told:
        named[letter][kind].append(position or unit or outside)
    return named


def _file_counts(letters: dict[UUID, Letter]) -> dict[UUID, int]:
    counts: dict[UUID, int] = defaultdict(int)
    files: QuerySet[Any] = LetterAttachment.objects.filter(letter__in=letters.keys())
    for pk in files.order_by().values_list("letter", flat=True):
        counts[pk] += 1
    return counts


def _words() -> Words:
    return {
        "urgency": labels_of(Urgency),
        "security_class": labels_of(SecurityClass),
        "status": labels_of(LetterStatus),
    }


def _line(row: Letter, named: dict[str, list[str]], files: int, words: Words) -> Line:
    cells = {
        "number": row.number,
        "date": day_words(row.signed_letter_date),
        "type": row.letter_type.name,
        "subject": shown_title(row),
        "recipients": "\n".join(named[RecipientKind.TO]),
        "copies": "\n".join(named[RecipientKind.CC]),
        "signatory": row.signatory_position.title if row.signatory_position else "",
        "classification_code": row.classification_code,
        "urgency": words["urgency"][row.urgency],
        "security_class": words["security_class"][row.security_class],
        "attachments": files_words(files),
        "status": words["status"][row.status],
    }
    return Line(id=row.pk, cells=cells)


AGENDA_OUT = Book(
    title=_("Agenda of outgoing letters"),
    rows=_rows,
    lines=_lines,
    orders=BY_NUMBER,
    series=SERIES,
    columns=(
        ("number", _("Letter number")),
        ("date", _("Date of the letter")),
        ("type", _("Type")),
        ("subject", _("Subject")),
        ("recipients", _("To")),
        ("copies", _("Copies (tembusan)")),
        ("signatory", _("Signatory")),
        ("classification_code", _("Classification code")),
        ("urgency", _("Urgency")),
        ("security_class", _("Security class")),
        ("attachments", _("Attachments")),
        ("status", _("State")),
    ),
    printed=(
        PrintedColumn(_("Number and date"), 1.9, ("number", "date")),
        PrintedColumn(_("Type"), 1.0, ("type",)),
        PrintedColumn(_("Subject"), 2.6, ("subject",)),
        PrintedColumn(_("To"), 2.0, ("recipients",)),
        PrintedColumn(_("Copies (tembusan)"), 1.6, ("copies",)),
        PrintedColumn(_("Signatory"), 1.5, ("signatory",)),
        PrintedColumn(_("Classification"), 1.1, ("classification_code",)),
        PrintedColumn(_("Urgency, class"), 1.0, ("urgency", "security_class")),
        PrintedColumn(_("Attachments"), 0.9, ("attachments",)),
        PrintedColumn(_("State"), 0.9, ("status",)),
    ),
)
