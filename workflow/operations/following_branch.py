"""Letters follow the organisation: their tokens when a unit or a seat moves.

Tokens of heads and registers are written from where a unit stands. When it moves,
the letters of its branch are computed anew, a batch at a time, each batch one short
transaction that leaves the event for the next: it may be killed anywhere and run
twice. Until the last batch the heads above the old place still see (docs/decisions/
0001); seats, duties and holders need nothing of this, they are asked at the moment.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from eoffice.organisation.models import Unit
from eoffice.organisation.queries.upwards import register_ids_of
from eoffice.outbox import events
from workflow.access import present_tokens
from workflow.models import IncomingLetter, Letter

BATCH = 200
#: Tells the rooms above which letters were computed anew.
FOLLOWED = "access.branch_followed"
#: Asks for the next batch.
NEXT = "access.branch_batch"
Row = TypeVar("Row", Letter, IncomingLetter)


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """What moved: units with all below them, and seats with the letters they signed."""

    units: tuple[UUID, ...] = ()
    positions: tuple[UUID, ...] = ()

    def letters(self) -> QuerySet[Letter]:
        """Return the outgoing letters whose tokens rest on it."""
        signed_in = Q(signatory_position__unit__path__overlap=list(self.units))
        own = Q(unit__path__overlap=list(self.units))
        by_seat = Q(signatory_position__in=self.positions)
        found = Letter.objects.filter(own | signed_in | by_seat)
        return found.select_related("unit", "signatory_position__unit").defer("body")

    def incoming(self) -> QuerySet[IncomingLetter]:
        """Return the incoming letters whose tokens rest on it."""
        own = Q(unit__path__overlap=list(self.units))
        return IncomingLetter.objects.filter(own).select_related("unit")


def follow_branch(
    branch: Branch, *, kind: str = "letter", after: UUID | None = None
) -> None:
    """Compute a batch of letters of the branch anew, and ask for the next one.

    `kind` is `letter`, then `incoming`; `after` is the last id of the batch before.
    """
    with transaction.atomic():
        last = _letters(branch, after) if kind == "letter" else _incoming(branch, after)
        if last is not None:
            _ask_on(branch, kind, last)
        elif kind == "letter":
            _ask_on(branch, "incoming", None)


def _letters(branch: Branch, after: UUID | None) -> UUID | None:
    rows = _batch(branch.letters().prefetch_related("steps", "deliveries"), after)
    seats = [row.signatory_position for row in rows if row.signatory_position]
    return _rewrite(rows, [*(r.unit for r in rows), *(seat.unit for seat in seats)])


def _incoming(branch: Branch, after: UUID | None) -> UUID | None:
    rows = _batch(branch.incoming(), after)
    return _rewrite(rows, [row.unit for row in rows])


def _batch(rows: QuerySet[Row], after: UUID | None) -> list[Row]:
    later = rows.filter(pk__gt=after) if after else rows
    return list(later.order_by("pk").select_for_update(of=("self",))[:BATCH])


def _rewrite(rows: list[Row], units: Iterable[Unit]) -> UUID | None:
    """Write the tokens of locked letters; return the last id of a full batch."""
    if not rows:
        return None
    registers = register_ids_of({unit.pk: unit for unit in units}.values())
    for row in rows:
        tokens = present_tokens(row, lambda unit: registers[unit.pk])
        if tokens != row.access_tokens:
            row.access_tokens = tokens
            row.save(update_fields=["access_tokens"])
    name = "letter_ids" if isinstance(rows[0], Letter) else "incoming_ids"
    ids = ",".join(str(row.pk) for row in rows)
    events.add(FOLLOWED, **{name: ids})  # the index keeps the path of units besides
    return rows[-1].pk if len(rows) == BATCH else None


def _ask_on(branch: Branch, kind: str, after: UUID | None) -> None:
    events.add(
        NEXT,
        units=",".join(map(str, branch.units)),
        positions=",".join(map(str, branch.positions)),
        kind=kind,
        after=after or "",
    )
