"""What a giver most likely chooses: people, instructions, days; best first."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Case, IntegerField, Value, When
from django.utils import timezone

from eoffice.holidays.calendars import calendar_of, incomplete_years
from eoffice.organisation.models import Position
from eoffice.organisation.queries.positions_held import holders_today, with_holders
from workflow.dispositions import reach
from workflow.dispositions.directions import Way
from workflow.dispositions.models import Disposition, DispositionInstruction
from workflow.incoming.models import IncomingLetter
from workflow.urgency import DUE_HOURS, Urgency

# Habits of some weeks: older ones would offer what the leader no longer says.
LAST_DISPOSITIONS = 50
FAVOURITES = 6
MOST_RECEIVERS_SHOWN = 400
FRIDAY = 4
USUAL = (
    "tindak_lanjuti",
    "wakili_laporkan",
    "siapkan",
    "agar_hadir",
    "koordinasi_konfirmasi",
    "untuk_diketahui",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverChoice:
    """One possible receiver with who holds the position today."""

    position: Position
    name: str
    way: Way

    @property
    def is_direct(self) -> bool:
        """Tell whether the position is right below the giver."""
        return self.way in {Way.DIRECT, Way.OWN_UNITS}


def _people(positions: list[Position]) -> list[ReceiverChoice]:
    people = []
    for position in positions:
        # The acting holder first: it goes to the person who fills the position today.
        held = sorted(holders_today(position), key=lambda seat: seat.is_main)
        if held:  # nobody sits there: it cannot be sent
            name = held[0].official.full_name
            way = Way(position.way)  # type: ignore[attr-defined]  # of reachable_from
            people.append(ReceiverChoice(position=position, name=name, way=way))
    return people


def receivers_for(giver: Position) -> list[ReceiverChoice]:
    """Return everybody the giver may send to, direct subordinates first.

    Only ways that the office's rule opens are offered: what is refused afterwards is
    not shown before.
    """
    order = [When(way=way, then=Value(n)) for n, way in enumerate(Way)]
    nearest = Case(*order, default=Value(len(order)), output_field=IntegerField())
    found = reach.reachable_from(giver).annotate(nearest=nearest)
    found = found.order_by("nearest", "-is_head", "title")
    return _people(list(with_holders(found)[:MOST_RECEIVERS_SHOWN]))


def suggested_for(giver: Position, incoming: IncomingLetter | None) -> set[UUID]:
    """Return who received the giver's last one on a letter of the same sender."""
    if incoming is None or not incoming.sender:
        return set()
    last = (
        Disposition.objects.filter(
            giver_position=giver, incoming__sender__iexact=incoming.sender
        )
        .exclude(incoming=incoming)
        .order_by("-id")
        .first()
    )
    return set(last.receivers.values_list("position_id", flat=True)) if last else set()


def instructions_for(
    giver: Position,
) -> tuple[list[DispositionInstruction], list[DispositionInstruction]]:
    """Return the giver's favourite phrases, and the others."""
    last = Disposition.objects.filter(giver_position=giver).order_by("-id")
    used = Counter(
        code
        for codes in last.values_list("instructions", flat=True)[:LAST_DISPOSITIONS]
        for code in codes
    )
    order = [code for code, _times in used.most_common(FAVOURITES)]
    # A new leader has no habits yet, and the page must not begin empty.
    order += [code for code in USUAL if code not in order]
    known = {one.code: one for one in DispositionInstruction.objects.all()}
    best = [known[code] for code in order if code in known][:FAVOURITES]
    rest = [one for one in known.values() if one not in best]
    return best, rest


@dataclass(frozen=True, slots=True, kw_only=True)
class DueDays:
    """Due days to choose from, and the one the urgency proposes."""

    days: list[date]
    proposed: date | None
    #: Years whose holidays are not known whole: their weekends alone were counted.
    unknown_years: list[int]


def days_for(
    giver: Position, incoming: IncomingLetter | None, limit: date | None
) -> DueDays:
    """Return working days: the next, in three, end of week, and by urgency.

    None lies past `limit`: a child's day is never later than its parent's (tata naskah
    6.2).
    """
    today, calendar = timezone.localdate(), calendar_of(giver.unit)
    urgency = incoming.urgency if incoming else Urgency.BIASA
    proposed = DUE_HOURS.current().due(urgency, timezone.now(), calendar)
    friday = today + timedelta(days=(FRIDAY - today.weekday()) % 7 or 7)
    last = calendar.on_or_before(friday)
    days = {calendar.after(today, 1), calendar.after(today, 3), last, proposed}
    if limit:
        days = {day for day in days if day <= limit} | {limit}
        proposed = min(proposed, limit)
    shown = [day for day in sorted(days) if day >= today]
    years = {day.year for day in shown}
    return DueDays(days=shown, proposed=proposed, unknown_years=incomplete_years(years))
