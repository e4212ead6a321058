"""Letters follow the organisation: their tokens when a unit or a position moves.

Tokens of heads and registers are written from where a unit stands. When it moves,
the letters of its branch are computed again, a batch at a time, each batch one short
transaction that leaves the event for the next: it may be killed anywhere and run
twice. Until the last batch the heads above the old place still see (docs/decisions/
0001); positions, duties and holders need nothing of this, they are asked at the moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from eoffice.outbox import events
from eoffice.outbox.events import EventName
from workflow.incoming.access import incoming_tokens
from workflow.incoming.models import IncomingLetter
from workflow.letters.access import letter_tokens
from workflow.letters.models import Letter
from workflow.numbering.models import LedgerNumber, NumberState

# Short transactions: people go on working while thousands of letters follow.
BATCH = 200
Row = TypeVar("Row", Letter, IncomingLetter)


class BranchEvent(EventName):
    """Tells which letters were computed again, and asks for the next batch."""

    FOLLOWED = "access.branch_followed"
    NEXT = "access.branch_batch"


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBranch:
    """What moved: units with all below, and positions with the letters they signed."""

    units: tuple[UUID, ...] = ()
    positions: tuple[UUID, ...] = ()

    def letters(self) -> QuerySet[Letter]:
        """Return the outgoing letters whose tokens rest on it."""
        signed_in = Q(signatory_position__unit__path__overlap=list(self.units))
        own = Q(unit__path__overlap=list(self.units))
        by_position = Q(signatory_position__in=self.positions)
        # A letter is also known where it was numbered, which may be elsewhere.
        numbers = LedgerNumber.objects.filter(
            register__unit__path__overlap=list(self.units), state=NumberState.USED
        )
        numbered = Q(pk__in=numbers.order_by().values("purpose_id"))
        found = Letter.objects.filter(own | signed_in | by_position | numbered)
        return found.select_related("unit", "signatory_position__unit").defer("body")

    def incoming(self) -> QuerySet[IncomingLetter]:
        """Return the incoming letters whose tokens rest on it."""
        own = Q(unit__path__overlap=list(self.units))
        return IncomingLetter.objects.filter(own).select_related("unit")


def follow_branch(
    branch: MovedBranch, *, kind: str = "letter", after: UUID | None = None
) -> None:
    """Compute a batch of letters of the branch again, and ask for the next one.

    `kind` is `letter`, then `incoming`; `after` is the last id of the batch before.
    """
    with transaction.atomic():
        last = _letters(branch, after) if kind == "letter" else _incoming(branch, after)
        if last is not None:
            ask_for(branch, kind=kind, after=last)
        elif kind == "letter":
            ask_for(branch, kind="incoming")


def _letters(branch: MovedBranch, after: UUID | None) -> UUID | None:
    rows = _batch(branch.letters().prefetch_related("steps", "deliveries"), after)
    _rewrite(rows, letter_tokens(rows))
    return _told(rows, "letter_ids")


def _incoming(branch: MovedBranch, after: UUID | None) -> UUID | None:
    rows = _batch(branch.incoming(), after)
    _rewrite(rows, incoming_tokens(rows))
    return _told(rows, "incoming_ids")


def _batch(rows: QuerySet[Row], after: UUID | None) -> list[Row]:
    later = rows.filter(pk__gt=after) if after else rows
    # By ascending id, as every act locks them: a batch never waits in a circle.
    return list(
        later.order_by("pk").select_for_update(no_key=True, of=("self",))[:BATCH]
    )


def _rewrite(rows: Sequence[Row], tokens: Sequence[list[str]]) -> None:
    changed = []
    for row, present in zip(rows, tokens, strict=True):
        if present != row.access_tokens:
            row.access_tokens = present
            changed.append(row)
    if changed:
        type(changed[0])._default_manager.bulk_update(changed, ["access_tokens"])


def _told(rows: Sequence[Row], name: str) -> UUID | None:
    """Tell the rooms above of the batch; return its last id when it was full.

    All of them, changed or not: the index also keeps the path of their unit.
    """
    if rows:
        events.add(
            BranchEvent.FOLLOWED, **{name: ",".join(str(row.pk) for row in rows)}
        )
    return rows[-1].pk if len(rows) == BATCH else None


def ask_for(
    branch: MovedBranch, *, kind: str = "letter", after: UUID | None = None
) -> None:
    """Ask for a batch in the running transaction: the first, or that after an id."""
    events.add(
        BranchEvent.NEXT,
        units=",".join(map(str, branch.units)),
        positions=",".join(map(str, branch.positions)),
        kind=kind,
        after=after or "",
    )
