"""Numbers: reserved in a short transaction, decided once, never reused."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from eoffice.organisation.models import Official, Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.numbering.models import LedgerNumber, NumberState, Register, Series


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
    on: date


def locked_register(unit: Unit, series: str, year: int) -> Register:
    """Return the unit's register for the series and year, made if new, locked."""
    # In two steps: the first letter of a year makes the row, all others only lock it.
    Register.objects.get_or_create(unit=unit, series=series, year=year)
    return Register.objects.select_for_update(no_key=True).get(
        unit=unit, series=series, year=year
    )


def reserve_letter_number(wanted: NumberRequest, *, official: Official) -> LedgerNumber:
    """Return the number reserved for the letter, taking the next one if it has none.

    Runs inside the caller's short transaction; the register row is locked to its end.
    A retry gets the same number; one left from another register or year is void.
    """
    unit = register_unit_of(wanted.unit)
    # Locked before we look: two attempts for one letter would else take two numbers.
    register = locked_register(unit, wanted.series, wanted.on.year)
    held = LedgerNumber.objects.filter(
        purpose_id=wanted.purpose_id, state=NumberState.RESERVED
    ).first()
    # A failed signature keeps its number for the same letter (tata naskah 4.2).
    if held is not None and held.register_id == register.pk:
        return held
    if held is not None:
        _void(held, reason="register_changed", official=official)
    value = register.last_value + 1
    register.last_value = value
    register.save(update_fields=["last_value"])
    return LedgerNumber.objects.create(
        register=register,
        value=value,
        text=printed_number(wanted, register=register, value=value),
        purpose_id=wanted.purpose_id,
        reserved_by=official,
    )


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
    """Take the next agenda number of the unit's register, used at once."""
    year = timezone.localdate().year
    register = locked_register(register_unit_of(unit), Series.AGENDA, year)
    register.last_value += 1
    register.save(update_fields=["last_value"])
    return LedgerNumber.objects.create(
        register=register,
        value=register.last_value,
        text=f"SM/{register.last_value:04d}/{register.unit.code}/{year}",
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


# Void with a reason, never used again: the register must explain each gap (4.2).
def _void(number: LedgerNumber, *, reason: str, official: Official | None) -> None:
    number.state = NumberState.VOID
    number.reason = reason
    number.decided_by = official
    number.decided_at = timezone.now()
    number.save(update_fields=["state", "reason", "decided_by", "decided_at"])
