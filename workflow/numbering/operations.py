"""Numbers: reserved in a short transaction, decided once, never reused.

Sequence and day are taken together, under the lock of the register: in one register a
higher number never bears an earlier day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
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
from workflow.numbering.trail_acts import NumberAct


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberRequest:
    """For what a number is wanted: all that the register needs to know.

    `unit` is where it is signed, whose register is found from it; `pattern` is the
    type's (tata naskah 4.1), with `{klasifikasi}`, `{urut}`, `{unit}` and `{tahun}`.
    """

    purpose_id: UUID
    unit: Unit
    series: Series
    pattern: str
    classification_code: str


def locked_register(unit: Unit, series: str, year: int) -> Register:
    """Return the unit's register for the series and year, made if new, locked."""
    # In two steps: the first letter of a year makes the row, all others only lock it.
    Register.objects.get_or_create(unit=unit, series=series, year=year)
    return Register.objects.select_for_update(no_key=True).get(
        unit=unit, series=series, year=year
    )


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
        ClockBehind: the last number of the register bears a later day.
    """
    unit = register_unit_of(wanted.unit)
    # Locked before we look: two attempts for one letter would else take two numbers.
    register, day = locked_today(unit, wanted.series)
    held = LedgerNumber.objects.filter(
        purpose_id=wanted.purpose_id, state=NumberState.RESERVED
    ).first()
    if held is not None:
        outdated = _outdated(held, register, day)
        if outdated is None:
            return _kept(held, wanted, register, day)
        void_number(held, reason=outdated, actor=actor)
    value = _next_value(register, day)
    return LedgerNumber.objects.create(
        register=register,
        value=value,
        text=printed_number(wanted, register=register, value=value),
        dated_on=day,
        purpose_id=wanted.purpose_id,
        reserved_by=actor.official,
    )


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


def _kept(
    held: LedgerNumber, wanted: NumberRequest, register: Register, day: date
) -> LedgerNumber:
    """Return the letter's number, dated today and printed as the letter is now."""
    text = printed_number(wanted, register=register, value=held.value)
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


def printed_number(wanted: NumberRequest, *, register: Register, value: int) -> str:
    """Return the number as printed, by the type's pattern (tata naskah 4.1)."""
    return wanted.pattern.format(
        klasifikasi=wanted.classification_code,
        urut=value,
        unit=register.unit.code,
        tahun=register.year,
    )


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
        text=f"SM/{value:04d}/{register.unit.code}/{register.year}",
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
