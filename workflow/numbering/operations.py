"""Numbers: reserved in a short transaction, decided once, never reused."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from eoffice.organisation.models import Official, Unit
from eoffice.organisation.queries.upwards import register_unit_of
from workflow.letters.models import Letter
from workflow.numbering.models import LedgerNumber, NumberState, Register, Series

SERIES_OF_TYPE = {"nota_dinas": Series.NOTA_DINAS}


def locked_register(unit: Unit, series: str, year: int) -> Register:
    """Return the unit's register for the series and year, made if new, locked."""
    Register.objects.get_or_create(unit=unit, series=series, year=year)
    return Register.objects.select_for_update(no_key=True).get(
        unit=unit, series=series, year=year
    )


def reserve_letter_number(
    letter: Letter, *, on: date, official: Official
) -> LedgerNumber:
    """Return the number reserved for the letter, taking the next one if it has none.

    Runs inside the caller's short transaction; the register row is locked to its end.
    A retry gets the same number; one left from another register or year is void.
    """
    series = SERIES_OF_TYPE.get(letter.letter_type.code, Series.OUTGOING)
    unit = register_unit_of(letter.signatory.unit)
    register = locked_register(unit, series, on.year)
    held = LedgerNumber.objects.filter(
        purpose_id=letter.pk, state=NumberState.RESERVED
    ).first()
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
        text=printed_number(letter, register=register, value=value),
        purpose_id=letter.pk,
        reserved_by=official,
    )


def printed_number(letter: Letter, *, register: Register, value: int) -> str:
    """Return the number as printed, by the type's pattern (tata naskah 4.1)."""
    return letter.letter_type.number_pattern.format(
        klasifikasi=letter.classification_code,
        urut=value,
        unit=register.unit.code,
        tahun=register.year,
    )


def lock_agendas(units: Iterable[Unit]) -> None:
    """Lock the agendas of the units, in one order however the units come.

    Whoever enters a letter in several agendas does it first: two letters with the same
    recipients in other orders would else wait for each other.
    """
    year = timezone.localdate().year
    keepers = {keeper.pk: keeper for keeper in map(register_unit_of, units)}
    for pk in sorted(keepers):
        locked_register(keepers[pk], Series.AGENDA, year)


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


def _void(number: LedgerNumber, *, reason: str, official: Official | None) -> None:
    number.state = NumberState.VOID
    number.reason = reason
    number.decided_by = official
    number.decided_at = timezone.now()
    number.save(update_fields=["state", "reason", "decided_by", "decided_at"])
