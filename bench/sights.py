"""Who sees which dispositions: a page, its count and one of them, at two volumes.

    uv run python -m bench.sights [GIVEN] [SMALL] [LARGE]

A leader has given GIVEN (20,000) of SMALL (20,000) and of LARGE (100,000) dispositions,
one in four of them handed on; somebody else holds a handful. A page is flat when five
times the table costs at most half again as much.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID

from bench import database
from bench.figures import Row, keep, timed, within

# ruff: isort: split
from django.db import connection

from eoffice.identifiers import uuid7
from eoffice.organisation.actor import Actor
from tests.office.kabupaten import Office, Person, actor
from workflow.dispositions.access import dispositions_visible_to
from workflow.dispositions.models import Disposition, DispositionReceiver

GIVEN, SMALL, LARGE = 20_000, 20_000, 100_000
PAGE, ROUNDS, BATCH, FEW = 26, 15, 5_000, 40
FLAT, NOISE_MS = 1.5, 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """From whom to whom, and who has it handed on."""

    giver: Person
    receiver: Person
    below: Person


def fill(hands: Hands, ids: Iterator[UUID], many: int) -> None:
    """Write so many dispositions; every fifth is handed on from another."""
    for first in range(0, many, BATCH):
        tops = [_one(hands, next(ids)) for _n in range(min(BATCH, many - first) // 5)]
        more = [_one(hands, next(ids)) for _n in range(len(tops) * 3)]
        below = [_one(hands, next(ids), top) for top in tops]
        Disposition.objects.bulk_create([*tops, *more, *below])
        DispositionReceiver.objects.bulk_create(
            DispositionReceiver(
                disposition=row,
                position=(hands.below if row.parent_id else hands.receiver).position,
                role="lead",
            )
            for row in (*tops, *more, *below)
        )


def _one(hands: Hands, key: UUID, top: Disposition | None = None) -> Disposition:
    giver, receiver = hands.giver, hands.receiver
    if top:
        giver, receiver = hands.receiver, hands.below
    above = {hands.giver.position.pk, giver.position.pk, receiver.position.pk}
    return Disposition(
        id=key,
        initiative="Siapkan bahan rapat",
        parent=top,
        giver=giver.official,
        giver_position=giver.position,
        giver_authority="permanent",
        seen_from=sorted(above),
    )


def looks(who: Actor) -> Iterator[tuple[str, Callable[[], object]]]:
    """Return what a list and a page ask."""
    seen = dispositions_visible_to(who)
    one = seen.order_by("id").first()
    yield "first page", lambda: list(seen.order_by("-id")[:PAGE])
    yield "count", seen.count
    yield "one of them", lambda: seen.filter(pk=one.pk if one else None).exists()


def measured(office: Office) -> dict[tuple[str, str], Row]:
    """Return the figures of the leader and of who holds a handful."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE workflow_disposition")
    people = {"giver of many": office.sekda, "receiver of a few": office.kabag}
    return {
        (name, what): timed(look, ROUNDS)
        for name, person in people.items()
        for what, look in looks(actor(person))
    }


def main() -> int:
    """Measure at both volumes and keep the figures."""
    given, small, large = (
        int(asked) if asked else usual
        for asked, usual in zip(
            [*sys.argv[1:], "", "", ""], (GIVEN, SMALL, LARGE), strict=False
        )
    )
    with database.office() as office:
        clerk, staff = office.kominfo_clerk, office.staff
        mine = Hands(giver=office.sekda, receiver=office.kadis, below=staff)
        few = Hands(giver=clerk, receiver=office.kabag, below=staff)
        others = Hands(giver=clerk, receiver=office.stranger, below=staff)
        # The leader's lie among all the others in time, as they do in an office.
        ids = [uuid7() for _n in range(large + FEW)]
        every = max(2, large // given)
        rest = iter([key for n, key in enumerate(ids) if n % every])
        fill(mine, iter(ids[::every]), given)
        fill(few, rest, FEW)
        fill(others, rest, small - given)
        early = measured(office)
        fill(others, rest, large - max(small, given) - FEW)
        late = measured(office)
    rows: list[Row] = []
    for key, figures in late.items():
        row: Row = {
            "what": f"{key[0]}, {key[1]}",
            "limit": f"{FLAT} times",
            "early_ms": early[key]["median_ms"],
            **figures,
        }
        limit = max(float(str(early[key]["median_ms"])) * FLAT, NOISE_MS)
        rows.append(within(row, "median_ms", limit))
    return keep("sights", rows)


if __name__ == "__main__":
    sys.exit(main())
