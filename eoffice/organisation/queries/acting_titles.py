"""In which quality somebody acted: "Plh. Kepala Dinas Kesehatan" on the days of it.

What is told of an act names both: who did it, and whose seat it was
(office-practice.md 1).
"""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from eoffice.organisation.models import ActingAssignment, Official, Position


class ActingTitles:
    """The titles of many acts, looked up by one query."""

    def __init__(self, acts: Iterable[tuple[Official | None, Position | None]]) -> None:
        """Take who acted from which seat."""
        pairs = {(who.pk, seat.pk) for who, seat in acts if who and seat}
        rows = ActingAssignment.objects.filter(
            official__in={who for who, _seat in pairs},
            position__in={seat for _who, seat in pairs},
        )
        self._held = list(rows) if pairs else []

    def title(self, who: Official | None, seat: Position, at: datetime) -> str:
        """Return the title of the seat as the person bore it at that moment."""
        for one in self._held:
            is_same = who is not None and one.official_id == who.pk
            if is_same and one.position_id == seat.pk and _bore(one, at):
                return f"{one.get_kind_display()} {seat.title}"
        return seat.title


def _bore(one: ActingAssignment, at: datetime) -> bool:
    day = timezone.localdate(at)
    # On its last day one that was ended at once still held until that moment.
    is_before_end = one.ended_at is not None and at < one.ended_at
    return one.contains(day) or (day == one.to_on and is_before_end)
