"""The numbers of a book: those of the ledger that one may find in it.

Who keeps a register (its clerk and archivist, the head of its unit) finds every
number of it, each in its place: used, void with its reason, or on a letter they may
not see, of which the line says nothing but that. All others find the numbers of what
they may see.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import DateField, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext as _

from eoffice.listing import SortOrders
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.books.book import Line, Period
from workflow.numbering.models import LedgerNumber, NumberState
from workflow.tokens import REGISTER_DUTIES

# Register by register, in each by number: as text, 10 would stand before 9.
BY_NUMBER = SortOrders(
    columns={"number": "register_id"}, default="number", identity="value"
)


def kept_units(actor: Actor) -> frozenset[UUID]:
    """Return the units whose registers the person keeps or answers for."""
    return actor.registers_with_duty(*REGISTER_DUTIES) | actor.headed_unit_ids


def numbers_in(
    actor: Actor, series: Sequence[str], period: Period, seen: Q
) -> QuerySet[LedgerNumber]:
    """Return the numbers of the series; `seen` are those of things one may see."""
    kept = Q(register__unit__in=kept_units(actor))
    used = Q(state=NumberState.USED)
    rows = LedgerNumber.objects.filter(kept | (used & seen))
    rows = rows.filter(_part(period), register__series__in=series)
    return _between(rows, period).select_related("register")


def _part(period: Period) -> Q:
    part = Q()
    if period.register:
        part &= Q(register=period.register)
    if period.unit:
        part &= Q(register__unit__in=_units(period.unit))
    first, last = period.years
    if first:
        part &= Q(register__year__gte=first)
    if last:
        part &= Q(register__year__lte=last)
    return part


def _units(unit: UUID) -> set[UUID]:
    """Return the unit, all below it, and the one that keeps its register."""
    found = Unit.objects.filter(pk=unit).first()
    if found is None:
        return set()
    below = Unit.objects.filter(path__contains=[unit])
    return {register_unit_of(found).pk, *below.values_list("pk", flat=True)}


def _between(rows: QuerySet[LedgerNumber], period: Period) -> QuerySet[LedgerNumber]:
    """Cut by days inside a year; a whole year is a whole book, void numbers and all."""
    if period.cuts_from is None and period.cuts_to is None:
        return rows
    rows = rows.annotate(day=day_of_number())
    if period.cuts_from:
        rows = rows.filter(day__gte=period.cuts_from)
    if period.cuts_to:
        rows = rows.filter(day__lte=period.cuts_to)
    return rows


def day_of_number() -> Coalesce:
    """Return the day that stands beside a number, else the day it was taken."""
    taken = TruncDate("decided_at"), TruncDate("reserved_at")
    return Coalesce("dated_on", *taken, output_field=DateField())


def bare_line(row: LedgerNumber) -> Line:
    """Return the line of a number without a letter to show: void, reserved, closed."""
    if row.state == NumberState.VOID:
        why = _("Void: %(reason)s") % {"reason": row.reason_words}
        cells = {"agenda_number": row.text, "number": row.text, "subject": why}
    elif row.state == NumberState.RESERVED:
        cells = {"number": row.text, "subject": _("Reserved, not used yet")}
    else:
        # The number as printed would tell the code of a letter that is not theirs.
        place = str(row.value)
        told = _("In use; what it stands on is not shown to you")
        cells = {"agenda_number": place, "number": place, "subject": told}
    cells["status"] = row.get_state_display()
    return Line(id=row.pk, cells=cells, opens=False)
