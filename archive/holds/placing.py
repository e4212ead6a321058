"""Placing a hold on records, and lifting it with a reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.classification.catalogue import code_today
from archive.holds import access
from archive.holds.events import HoldEvent
from archive.holds.holding import weigh_holds
from archive.holds.models import HoldScope, LegalHold, ScopeKind
from archive.holds.trail_acts import HoldAct
from archive.record_files.models import RecordFile
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.organisation.actor import Actor
from eoffice.outbox import events
from eoffice.row_versions import check_version

MOST_SCOPES = 200
WAIT = "15s"  # for a slice of a destruction, which takes moments


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeInput:
    """What a hold covers: its kind, and the thing of that kind."""

    kind: ScopeKind
    record_id: UUID | None = None
    record_file_id: UUID | None = None
    unit_id: UUID | None = None
    code: str = ""
    words: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldInput:
    """A case that keeps records; without `from_on` from today on."""

    case_name: str
    requester: str
    basis: str
    scopes: Sequence[ScopeInput]
    from_on: date | None = None
    to_on: date | None = None


class HoldLifted(StateForbids):
    """The hold was lifted already."""

    code = "hold_lifted"
    message = _("This hold was lifted already.")


@transaction.atomic
def place_hold(*, actor: Actor, hold: HoldInput) -> LegalHold:
    """Keep what the scopes cover, whatever retention says, from the day on.

    Raises:
        NotFound: not an archivist, or a thing of the scopes is not theirs to keep.
        Invalid: with every fault.
        HoldsBusy: records are being destroyed this moment; tried again.
    """
    unit = access.own_archive(actor)
    access.require(actor, "hold.place", unit)
    if faults := _faults(hold):
        raise Invalid(faults)
    _check_scopes(actor, hold.scopes)
    weigh_holds(wait=WAIT)
    made = LegalHold.objects.create(
        unit=unit,
        case_name=hold.case_name.strip(),
        requester=hold.requester.strip(),
        basis=hold.basis.strip(),
        from_on=hold.from_on or timezone.localdate(),
        to_on=hold.to_on,
        placed_by=actor.official,
    )
    HoldScope.objects.bulk_create(
        HoldScope(
            hold=made,
            kind=one.kind,
            record_id=one.record_id,
            record_file_id=one.record_file_id,
            unit_id=one.unit_id,
            code=one.code.strip(),
            words=one.words.strip(),
            year=one.year,
        )
        for one in hold.scopes
    )
    trail.record(
        HoldAct.PLACED,
        made,
        actor=actor,
        from_on=made.from_on.isoformat(),
        to_on=made.to_on.isoformat() if made.to_on else None,
        scopes=[one.kind for one in hold.scopes],
    )
    events.add(HoldEvent.PLACED, hold_id=made.pk)
    return made


def _faults(hold: HoldInput) -> list[Fault]:
    faults = []
    told = {
        "case_name": (hold.case_name, 300),
        "requester": (hold.requester, 200),
        "basis": (hold.basis, 300),
    }
    for field, (value, longest) in told.items():
        if not value.strip() or len(value.strip()) > longest:
            text = _("Fill this in, in at most %(longest)d characters.")
            message = text % {"longest": longest}
            faults.append(Fault(field=field, code="required", message=message))
    if hold.to_on is not None and hold.to_on < (hold.from_on or timezone.localdate()):
        text = _("A hold ends on its first day or later.")
        faults.append(Fault(field="to_on", code="before_start", message=text))
    if not hold.scopes or len(hold.scopes) > MOST_SCOPES:
        text = _("Say what is kept: a record, a file, a code, a unit or words.")
        faults.append(Fault(field="scopes", code="required", message=text))
    for scope in hold.scopes:
        if not _names_its_thing(scope):
            text = _("Choose what this part of the hold keeps.")
            faults.append(Fault(field="scopes", code="empty_scope", message=text))
    return faults


def _names_its_thing(scope: ScopeInput) -> bool:
    match scope.kind:
        case ScopeKind.RECORD:
            return scope.record_id is not None
        case ScopeKind.RECORD_FILE:
            return scope.record_file_id is not None
        case ScopeKind.UNIT:
            return scope.unit_id is not None
        case ScopeKind.CODE:
            return code_today(scope.code.strip()) is not None
        case ScopeKind.SEARCH:
            return len(scope.words.strip()) >= 3  # noqa: PLR2004 - two find everything
    return False


def _check_scopes(actor: Actor, scopes: Sequence[ScopeInput]) -> None:
    """Raise NotFound for a thing that lies outside the archives of the person."""
    kept = access.archives_of(actor)
    wanted: list[tuple[set[UUID], int]] = []
    records = {one.record_id for one in scopes if one.record_id}
    came = Q(record_file__custodian__in=kept)
    found = Record.objects.filter(came | Q(unit__in=kept), pk__in=records).count()
    wanted.append((records, found))
    files = {one.record_file_id for one in scopes if one.record_file_id}
    here = Q(unit__in=kept) | Q(custodian__in=kept)
    found = RecordFile.objects.filter(here, pk__in=files).count()
    wanted.append((files, found))
    units = {one.unit_id for one in scopes if one.unit_id}
    wanted.append((units, kept.filter(pk__in=units).count()))
    if any(len(ids) != count for ids, count in wanted):
        raise NotFound


@transaction.atomic
def lift_hold(
    *, actor: Actor, hold_id: UUID, reason: str, expected_version: int | None = None
) -> LegalHold:
    """Let go of what the hold kept; other holds keep on.

    Raises:
        NotFound: unknown, or not theirs.
        HoldLifted, Stale: the state forbids it.
        Invalid: no reason.
    """
    rows = LegalHold.objects.select_for_update(no_key=True, of=("self",))
    hold = rows.select_related("unit").filter(pk=hold_id).first()
    if hold is None:
        raise NotFound
    access.visible_hold(actor, hold_id)
    access.require(actor, "hold.lift", hold)
    check_version(hold, expected_version)
    if hold.lifted_at is not None:
        raise HoldLifted(state="lifted")
    told = reason.strip()
    if not told or len(told) > 300:  # noqa: PLR2004 - the column's length
        text = _("Say why the hold is lifted, in at most 300 characters.")
        raise Invalid([Fault(field="reason", code="required", message=text)])
    hold.lifted_at, hold.lifted_by = timezone.now(), actor.official
    hold.lift_reason = told
    hold.row_version += 1
    hold.save(update_fields=["lifted_at", "lifted_by", "lift_reason", "row_version"])
    trail.record(HoldAct.LIFTED, hold, actor=actor, reason=told)
    events.add(HoldEvent.LIFTED, hold_id=hold.pk)
    return hold
