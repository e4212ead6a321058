"""What the organisation looks like from outside; NIK is in none of it."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from eoffice.listing import Listed
from eoffice.organisation.models import (
    ActingKind,
    PositionDuty,
    PositionKind,
    UnitKind,
)

YEARS = range(1900, 2200)


def _in_history(day: date) -> date:
    if day.year not in YEARS:
        message = f"{YEARS.start}-{YEARS.stop - 1}"
        raise ValueError(message)
    return day


Day = Annotated[date, AfterValidator(_in_history)]
SeatKind = Annotated[
    str, Field(json_schema_extra={"enum": ["permanent", *ActingKind.values]})
]
Version = Annotated[int, Field(description="Also the ETag.", examples=[1])]


class Change(Schema):
    """Fields of a request; unknown ones are refused, not ignored."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class UnitRef(Schema):
    """A unit, as other things point to it."""

    id: UUID
    code: str = Field(..., examples=["DISKOMINFO"])
    name: str = Field(..., examples=["Dinas Komunikasi dan Informatika"])


class PositionRef(Schema):
    """A position, as other things point to it."""

    id: UUID
    title: str = Field(..., examples=["Kepala Dinas Kesehatan"])


class OfficialRef(Schema):
    """An official, as other things point to them."""

    id: UUID
    name: str = Field(..., examples=["Ir. Widya Kusumaningrum, M.T."])


class Unit(Schema):
    """A unit of the government's tree."""

    id: UUID
    code: str = Field(..., examples=["DINKES"])
    name: str = Field(..., examples=["Dinas Kesehatan"])
    short_name: str
    kind: UnitKind
    kind_label: str = Field(..., examples=["Perangkat daerah"])
    parent: UUID | None
    keeps_register: bool
    letterhead_lines: list[str]
    address_lines: list[str]
    place: str
    opened_on: date | None
    closed_on: date | None
    version: Version


class UnitFields(Change):
    """What an administrator says about a unit."""

    code: str = Field(..., min_length=1, max_length=40, examples=["DINKES"])
    name: str = Field(..., min_length=1, max_length=200)
    kind: UnitKind
    short_name: str = Field("", max_length=80)
    parent: UUID | None = None
    keeps_register: bool = False
    letterhead_lines: list[Annotated[str, Field(max_length=120)]] = Field(
        default=[], max_length=8
    )
    address_lines: list[Annotated[str, Field(max_length=200)]] = Field(
        default=[], max_length=8
    )
    place: str = Field("", max_length=80)
    opened_on: Day | None = None


class Holder(Schema):
    """Who holds a position today, and how."""

    official: OfficialRef
    kind: SeatKind


class Position(Schema):
    """A seat in a unit."""

    id: UUID
    code: str = Field(..., examples=["DINKES-KEPALA"])
    title: str = Field(..., examples=["Kepala Dinas Kesehatan"])
    unit: UnitRef
    superior: PositionRef | None
    mandate_giver: PositionRef | None = Field(
        ..., description="In whose name (a.n.) the position signs."
    )
    kind: PositionKind
    kind_label: str
    echelon: str = Field(..., examples=["II.b"])
    is_head: bool
    duties: list[PositionDuty]
    holders: list[Holder]
    closed_on: date | None
    version: Version


class PositionFields(Change):
    """What an administrator says about a position."""

    code: str = Field(..., min_length=1, max_length=60)
    title: str = Field(..., min_length=1, max_length=200)
    unit: UUID
    superior: UUID | None = None
    mandate_giver: UUID | None = Field(
        None, description="None: by custom, as for a head of agency the bupati."
    )
    kind: PositionKind = PositionKind.STAFF
    echelon: str = Field("", max_length=5)
    is_head: bool = False
    duties: list[PositionDuty] = Field(default=[], max_length=10)


class HeldSeat(Schema):
    """A position an official holds today."""

    position: PositionRef
    unit: UnitRef
    kind: SeatKind
    main: bool


class Official(Schema):
    """A person in the service of the region."""

    id: UUID
    name: str = Field(..., examples=["Ir. Widya Kusumaningrum, M.T."])
    nip: str | None = Field(..., examples=["198003122005011003"])
    rank: str = Field(..., examples=["Pembina Utama Muda"])
    grade: str = Field(..., examples=["IV/c"])
    is_active: bool
    positions: list[HeldSeat]
    version: Version


class OfficialFields(Change):
    """What an administrator says about an official; the NIK is written, never read."""

    name: str = Field(..., min_length=1, max_length=120)
    title_before: str = Field("", max_length=40)
    title_after: str = Field("", max_length=60)
    nip: str | None = Field(None, pattern=r"^[0-9]{18}$")
    nik: str = Field("", pattern=r"^([0-9]{16})?$")
    rank: str = Field("", max_length=60)
    grade: str = Field("", max_length=10)
    email: str = Field("", max_length=254)


class ActingAssignment(Schema):
    """An official acts for a position, by decree, for some days."""

    id: UUID
    kind: ActingKind
    kind_label: str = Field(..., examples=["Plh."])
    official: OfficialRef
    position: PositionRef
    from_on: date = Field(..., serialization_alias="from")
    to_on: date | None = Field(..., serialization_alias="to")
    decree_number: str
    decree_on: date | None
    ended_at: datetime | None = Field(..., description="Set where it ended at once.")
    version: Version


class TermFields(Change):
    """Days and decree of a term."""

    from_on: Day = Field(..., alias="from")
    to_on: Day | None = Field(None, alias="to")
    decree_number: str = Field("", max_length=80)
    decree_on: Day | None = None


class AppointmentFields(TermFields):
    """An official gets a position, definitively."""

    position: UUID
    is_main: bool = Field(default=True, alias="main")


class ActingFields(TermFields):
    """An official acts for a position."""

    kind: ActingKind
    official: UUID
    position: UUID
    decree_number: str = Field(..., min_length=1, max_length=80)


class Appointment(Schema):
    """A term of office."""

    id: UUID
    official: OfficialRef
    position: PositionRef
    from_on: date = Field(..., serialization_alias="from")
    to_on: date | None = Field(..., serialization_alias="to")
    main: bool
    decree_number: str
    decree_on: date | None
    ended_at: datetime | None = Field(..., description="Set where it ended at once.")
    version: Version


class LastDay(Change):
    """The day something ends."""

    on: Day


class End(Change):
    """When a tenure ends: a last day, or at once."""

    on: Day | None = Field(None, description="The last day.")
    at_once: bool = Field(default=False, description="Over at this moment.")


class UnitList(Listed[Unit]):
    """A page of units."""


class PositionList(Listed[Position]):
    """A page of positions."""


class OfficialList(Listed[Official]):
    """A page of officials."""


class ActingAssignmentList(Listed[ActingAssignment]):
    """A page of acting assignments."""
