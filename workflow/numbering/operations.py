"""Numbers: reserved in a short transaction, decided once, never reused.

Sequence and day are taken together, under the lock of the register: in one register a
higher number never bears an earlier day.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official, Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.numbering.errors import ClockBehind
from workflow.numbering.models import (
    LedgerNumber,
    NumberState,
    Register,
    Series,
    VoidReason,
)
from workflow.numbering.patterns import NumberFacts, printed
from workflow.numbering.places import (
    NumberRequest,
    RegisterPlace,
    place_for,
    settle_owner,
)
from workflow.numbering.trail_acts import NumberAct

AGENDA_PATTERN = "SM/{urut:4}/{unit}/{tahun}"


def locked_register(unit: Unit, series: str, year: int) -> Register:
    """Return the unit's register for the series and year, made if new, locked."""
    rows = Register.objects.select_for_update(no_key=True).filter(
        unit=unit, series=series, year=year
    )
    register = rows.first()
    if register is None:  # the first letter of a year makes the row
        Register.objects.get_or_create(unit=unit, series=series, year=year)
        register = rows.get()
    # Known already: it must not be read while everybody waits for the row.
    register.unit = unit
    return register


def locked_today(unit: Unit, series: str) -> tuple[Register, date]:
    """Return the register of today, locked, with the day on the agency's calendar.

    The day is read again under the lock, so that numbers follow the days; who waited
    for the lock over New Year is given the register of the new year.

    Raises:
        ClockBehind: the last number bears a later day.
    """
    while True:
        register = locked_register(unit, series, timezone.localdate().year)
        day = timezone.localdate()
        if day.year == register.year:
            break
    if register.last_on is not None and day < register.last_on:
        raise ClockBehind(state=register.last_on.isoformat())
    return register, day


def reserve_letter_number(wanted: NumberRequest, *, actor: Actor) -> LedgerNumber:
    """Return the number reserved for the letter today, taking the next if need be.

    Runs inside the caller's short transaction; the register row is locked to its end.
    A retry keeps its number, printed as the letter is now; one that belongs to another
    register, or that would stand before numbers of an earlier day, is void.

    Raises:
        NoRegister, RegisterClosed: no register is there for it.
        ClockBehind: the last number of the register bears a later day.
    """
    place, register, day = _locked_place(wanted)
    held = LedgerNumber.objects.filter(
        purpose_id=wanted.purpose_id, state=NumberState.RESERVED
    ).first()
    if held is not None:
        outdated = _outdated(held, register, day)
        if outdated is None:
            text = place.text(wanted, value=held.value, on=day)
            return _kept(held, text, register, day)
        void_number(held, reason=outdated, actor=actor)
    if settle_owner(place):
        trail.record(NumberAct.OWNER_SETTLED, place.rule, actor=actor)
    value = _next_value(register, day)
    return LedgerNumber.objects.create(
        register=register,
        value=value,
        text=place.text(wanted, value=value, on=day),
        dated_on=day,
        purpose_id=wanted.purpose_id,
        reserved_by=actor.official,
    )


def _locked_place(wanted: NumberRequest) -> tuple[RegisterPlace, Register, date]:
    """Return where the letter is numbered today, with its register locked."""
    while True:
        asked = timezone.localdate()
        place = place_for(wanted, asked)
        # Locked before we look for a number it has: two attempts would take two.
        register, day = locked_today(place.unit, place.series)
        # Rules hold from a day on, and the lock may have been waited for over midnight.
        if day == asked:
            return place, register, day


def _outdated(held: LedgerNumber, register: Register, day: date) -> VoidReason | None:
    if held.register_id != register.pk:
        return VoidReason.REGISTER_CHANGED
    # A failed signature keeps its number for the same letter (tata naskah 4.2), unless
    # the letter would bear a later day than a number after it.
    later = LedgerNumber.objects.filter(
        register=register, value__gt=held.value, dated_on__lt=day
    )
    if later.exclude(state=NumberState.VOID).exists():
        return VoidReason.DAY_PASSED
    return None


def _kept(held: LedgerNumber, text: str, register: Register, day: date) -> LedgerNumber:
    """Return the letter's number, dated today and printed as the letter is now."""
    if (held.text, held.dated_on) != (text, day):
        held.text, held.dated_on = text, day
        held.save(update_fields=["text", "dated_on"])
        register.last_on = day
        register.save(update_fields=["last_on"])
    return held


def _next_value(register: Register, day: date) -> int:
    register.last_value, register.last_on = register.last_value + 1, day
    register.save(update_fields=["last_value", "last_on"])
    return register.last_value


def agenda_text(register: Register, value: int) -> str:
    """Return an agenda number as it is printed."""
    day = date(register.year, 1, 1)
    facts = NumberFacts(klasifikasi="", urut=value, unit=register.unit.code, day=day)
    return printed(AGENDA_PATTERN, facts)


def lock_agendas(units: Iterable[Unit]) -> None:
    """Lock the agendas of the units, in one order however the units come.

    The person who enters a letter in several agendas does it first: two letters with
    the same recipients in other orders would else wait for each other.
    """
    year = timezone.localdate().year
    keepers = {keeper.pk: keeper for keeper in map(register_unit_of, units)}
    for pk in sorted(keepers):
        locked_register(keepers[pk], Series.AGENDA, year)


# Nothing slow stands between number and entry, so it is never only reserved.
def take_agenda_number(
    unit: Unit, incoming_id: UUID, official: Official | None
) -> LedgerNumber:
    """Take the next agenda number of the unit's register, used at once.

    Raises:
        ClockBehind: the last number of the agenda bears a later day.
    """
    register, day = locked_today(register_unit_of(unit), Series.AGENDA)
    value = _next_value(register, day)
    return LedgerNumber.objects.create(
        register=register,
        value=value,
        text=agenda_text(register, value),
        dated_on=day,
        purpose_id=incoming_id,
        state=NumberState.USED,
        reserved_by=official,
        decided_by=official,
        decided_at=timezone.now(),
    )


def mark_used(number: LedgerNumber, official: Official) -> None:
    """Decide a reserved number: it stands on a signed letter."""
    number.state = NumberState.USED
    number.decided_by = official
    number.decided_at = timezone.now()
    number.save(update_fields=["state", "decided_by", "decided_at"])


def void_number(number: LedgerNumber, *, reason: str, actor: Actor) -> None:
    """Give a reserved number up for good; the register tells why (tata naskah 4.2)."""
    number.state = NumberState.VOID
    number.reason = reason[:300]
    number.decided_by = actor.official
    number.decided_at = timezone.now()
    number.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    trail.record(
        NumberAct.VOIDED,
        number.register,
        actor=actor,
        number=number.text,
        purpose=str(number.purpose_id),
        reason=number.reason,
    )
