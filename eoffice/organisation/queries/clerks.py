"""Registers that have no record clerk, and whose clerk does their work meanwhile.

What a register has numbered must not wait where nobody can send it: the clerk of the
nearest unit above does it, and where no unit above has one, that of the regional
secretariat, which keeps the books of the head of the region (office practice 2).
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    Case,
    Exists,
    Expression,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import JSONObject
from django.utils import timezone

from eoffice.organisation.models import (
    ActingAssignment,
    Position,
    PositionDuty,
    TermOfOffice,
    Unit,
    UnitKind,
)

Served = dict[UUID, UUID | None]


def registers_without_clerk(day: date | None = None) -> Served:
    """Return by register without a clerk in office the register whose clerk serves it.

    None where no clerk is left who could. One query.
    """
    return served_registers(_register_rows(day or timezone.localdate()))


class RegisterRows(Expression):
    """What `_register_rows` asks, as an array within another question.

    It refers to nothing of the question around it, so its text is written once a day
    and not at every request, where writing it took longer than all that is asked there.
    """

    def __init__(self, day: date) -> None:
        super().__init__(output_field=ArrayField(JSONField()))
        self.day = day

    def as_sql(self, *_where: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the question and what it names."""
        return _written(self.day)


@lru_cache(maxsize=2)
def _written(day: date) -> tuple[str, tuple[Any, ...]]:
    sql, named = _register_rows(day).query.sql_with_params()
    return f"ARRAY({sql})", tuple(named)


def for_clerks(day: date) -> Case:
    """Return, on an acting assignment, what `served_registers` takes.

    Null where the position has not the duty of a record clerk: nothing is asked then.
    """
    has_duty = Q(position__duties__contains=[PositionDuty.RECORD_CLERK])
    return Case(When(has_duty, then=RegisterRows(day)))


def served_registers(rows: Iterable[Mapping[str, Any]]) -> Served:
    """Return by register without a clerk the register whose clerk serves it."""
    units = [{**row, "path": row["path"] or [row["pk"]]} for row in rows]
    paths = {one["pk"]: one["path"] for one in units if one["keeps"]}
    clerked = {_register_of(one["path"], paths) for one in units if one["has_clerk"]}
    secretariats = [
        one["pk"] for one in units if one["is_secretariat"] and one["pk"] in clerked
    ]
    found: Served = {}
    for pk, path in paths.items():
        if pk not in clerked:
            above = (one for one in [*reversed(path), *secretariats] if one in clerked)
            serving = next(above, None)
            found[UUID(pk)] = UUID(serving) if serving else None
    return found


def _register_rows(day: date) -> QuerySet[Any, Any]:
    """Return the units that keep a register, and those where a clerk sits."""
    in_office = Q()
    for model in (TermOfOffice, ActingAssignment):
        held = model.objects.in_force(day).filter(official__is_active=True)
        in_office |= Q(pk__in=held.order_by().values("position"))
    clerks = Position.objects.filter(
        in_office,
        Q(closed_on__isnull=True) | Q(closed_on__gt=day),
        unit=OuterRef("pk"),
        duties__contains=[PositionDuty.RECORD_CLERK],
    )
    # A tree whose top keeps no register is kept at the top, as in `register_unit_of`.
    keeps = Q(keeps_register=True) | Q(parent__isnull=True)
    units = Unit.objects.alias(sits=Exists(clerks)).filter(keeps | Q(sits=True))
    row = JSONObject(
        pk="pk",
        path="path",
        keeps=keeps,
        has_clerk=Exists(clerks),
        is_secretariat=Q(kind=UnitKind.SECRETARIAT, closed_on__isnull=True),
    )
    return units.order_by("code").values_list(row, flat=True)


def _register_of(path: list[str], registers: Mapping[str, list[str]]) -> str:
    return next((one for one in reversed(path) if one in registers), path[0])
