"""Proof over all registers: no gap, nothing twice, numbers in the order of days."""

from dataclasses import dataclass

from django.db.models import Count, F, Max, Min, Q, Window
from django.db.models.expressions import RowRange
from django.db.models.functions import ExtractYear

from workflow.numbering.models import (
    NAMED_SERIES,
    LedgerNumber,
    NumberState,
    Register,
)

FOUND_SHOWN = 100  # the first are enough to look into; the proof fails with one


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterProof:
    """How many registers, and each fault in words of its register."""

    registers: int
    gaps: list[dict[str, object]]
    duplicates: list[dict[str, object]]
    out_of_order: list[dict[str, object]]

    @property
    def holds(self) -> bool:
        """Tell whether nothing was found."""
        return not (self.gaps or self.duplicates or self.out_of_order)


def prove_registers() -> RegisterProof:
    """Look through every register: four queries, whatever they hold."""
    return RegisterProof(
        registers=Register.objects.count(),
        gaps=_gaps(),
        duplicates=_duplicates(),
        out_of_order=_out_of_order(),
    )


def _named(register: Register) -> dict[str, object]:
    return {
        "register": str(register.pk),
        "owner": register.unit.code,
        "series": register.series,
        "year": register.year,
    }


def _gaps() -> list[dict[str, object]]:
    """Registers whose ledger does not hold 1 to the last number, each once."""
    counted = Register.objects.select_related("unit").annotate(
        many=Count("numbers"), first=Min("numbers__value"), top=Max("numbers__value")
    )
    # Values are unique in a register: as many as the last, from 1 to it, is all.
    whole = Q(last_value=0, many=0) | Q(
        many=F("last_value"), first=1, top=F("last_value")
    )
    found = counted.exclude(whole).order_by("pk")[:FOUND_SHOWN]
    return [
        {**_named(one), "last": one.last_value, "missing": _missing(one)}
        for one in found
    ]


def _missing(register: Register) -> list[int]:
    there = set(register.numbers.values_list("value", flat=True))
    missing = set(range(1, register.last_value + 1)) ^ there
    return sorted(missing)[:FOUND_SHOWN]


def _duplicates() -> list[dict[str, object]]:
    """Numbers printed twice in a year, in whatever registers."""
    live = LedgerNumber.objects.exclude(state=NumberState.VOID).order_by()
    # The name of their type tells them apart: Perda 1 and Perbup 1 of one year.
    told_apart = live.exclude(register__series__in=NAMED_SERIES)
    grouped = told_apart.values("text", year=F("register__year")).annotate(
        times=Count("pk")
    )
    found = grouped.filter(times__gt=1).order_by("year", "text")[:FOUND_SHOWN]
    return [
        {"number": one["text"], "year": one["year"], "times": one["times"]}
        for one in found
    ]


def _out_of_order() -> list[dict[str, object]]:
    """Numbers whose day is before that of a lower one, or not of their year."""
    live = LedgerNumber.objects.exclude(state=NumberState.VOID)
    latest_before = Window(
        Max("dated_on"),
        partition_by="register",
        order_by="value",
        frame=RowRange(end=-1),
    )
    rows = live.annotate(before=latest_before).select_related("register__unit")
    wrong = Q(before__gt=F("dated_on")) | Q(dated_on__isnull=True)
    found = list(rows.filter(wrong).order_by("register", "value")[:FOUND_SHOWN])
    of_other_year = (
        live.annotate(year=ExtractYear("dated_on"))
        .exclude(year=F("register__year"))
        .select_related("register__unit")
        .order_by("register", "value")[:FOUND_SHOWN]
    )
    seen = {one.pk: one for one in [*found, *of_other_year]}
    return [
        {
            **_named(one.register),
            "number": one.text,
            "date": one.dated_on.isoformat() if one.dated_on else None,
        }
        for one in seen.values()
    ]
