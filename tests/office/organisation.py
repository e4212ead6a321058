"""The least of an office: single units, positions, and people in them."""

from datetime import date
from itertools import count

from eoffice.accounts.models import User
from eoffice.organisation.models import (
    Official,
    Position,
    PositionDuty,
    TermOfOffice,
    Unit,
    UnitKind,
)

_numbers = count(1)
BEGAN = date(2024, 1, 1)


def make_unit(name: str = "Dinas Contoh", parent: Unit | None = None, **facts) -> Unit:
    unit = Unit(
        code=facts.pop("code", f"U{next(_numbers)}"),
        name=name,
        kind=facts.pop("kind", UnitKind.AGENCY),
        parent=parent,
        **facts,
    )
    unit.path = [*(parent.path if parent else []), unit.id]
    unit.save()
    return unit


def make_position(unit: Unit | None = None, **facts) -> Position:
    return Position.objects.create(
        code=facts.pop("code", f"P{next(_numbers)}"),
        title=facts.pop("title", "Analis Contoh"),
        unit=unit or make_unit(),
        **facts,
    )


def make_official(position: Position | None = None, **facts) -> Official:
    number = next(_numbers)
    user = facts.pop("user", None) or User.objects.create(username=f"orang{number}")
    official = Official.objects.create(
        user=user,
        name=facts.pop("name", f"Orang {number}"),
        nip=facts.pop("nip", f"19800101200501{number:04d}"),
        **facts,
    )
    if position is not None:
        TermOfOffice.objects.create(official=official, position=position, from_on=BEGAN)
    return official


def make_duty_holder(duty: PositionDuty, **facts) -> Official:
    return make_official(make_position(duties=[duty], **facts))
