"""Bringing in a package or a table for a unit, naming its columns, having it entered.

What another program kept is a record here only once it is entered like any other, by
who files for the unit (PP 28/2012 Ps 42).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from archive.intake.columns import FIELDS, NEEDED
from archive.intake.models import Accession, IntakeKind, IntakeState
from archive.intake.trail_acts import IntakeAct
from archive.records.keepers import units_kept_by
from archive.registering import access
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound, StateForbids
from eoffice.jobs.operations import start_job
from eoffice.objects import store
from eoffice.objects.kinds import plain_name
from eoffice.objects.measuring import Readable
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Unit
from workflow.rights import one_of

JOB_KIND = "archive_intake"
MOST_BYTES = 2 * 1024**3
LONGEST_SOURCE = 80
SLICE = 500  # rows entered in one transaction


class IntakeWrongState(StateForbids):
    """It is being worked on, or ended."""

    code = "intake_wrong_state"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """What is brought: its kind, the unit it is for, the program it comes from."""

    kind: IntakeKind
    unit_id: UUID
    source: str
    name: str


def intakes_visible_to(actor: Actor | None) -> QuerySet[Accession]:
    """Return what was brought in for units whose records the person files."""
    if actor is None:
        return Accession.objects.none()
    return Accession.objects.filter(unit__in=units_kept_by(actor))


def visible_intake(actor: Actor | None, intake_id: UUID | str) -> Accession:
    """Return it, or NotFound."""
    return one_of(intakes_visible_to(actor), intake_id)


def kept_apart(stream: Readable) -> StoredObject:
    """Store what is brought, outside any transaction: bytes before rows; unsaved.

    Raises:
        UploadTooLarge, StoreUnavailable.
    """
    return store.put(
        stream,
        area=store.Area.QUARANTINE,
        media_type="application/octet-stream",
        limit_bytes=MOST_BYTES,
    )


@transaction.atomic
def bring_in(*, actor: Actor, brought: Consignment, stored: StoredObject) -> Accession:
    """Have the file that was kept apart read; nothing of it is a record yet.

    Raises:
        NotFound: does not file for the unit.
        Invalid: no source is named.
    """
    unit = Unit.objects.filter(pk=brought.unit_id).first()
    if unit is None:
        raise NotFound
    access.require(actor, "record.register", unit)
    source = brought.source.strip()[:LONGEST_SOURCE]
    if not source:
        text = _("Name the program or office that it comes from.")
        raise Invalid([Fault(field="source", code="required", message=text)])
    stored.save(force_insert=True)
    is_bag = brought.kind == IntakeKind.BAG
    intake = Accession.objects.create(
        kind=brought.kind,
        state=IntakeState.ENTERING if is_bag else IntakeState.CHECKING,
        source=source,
        name=plain_name(brought.name),
        unit=unit,
        brought_by=actor.official,
        stored=stored,
    )
    trail.record(IntakeAct.BROUGHT, intake, actor=actor, sha256=stored.sha256)
    _start(intake, actor, ["bag" if is_bag else "read"])
    return intake


def _start(intake: Accession, actor: Actor, refs: Sequence[str]) -> None:
    job = start_job(
        kind=JOB_KIND,
        owner=User.objects.filter(pk=actor.user_id).first(),
        items=refs,
        parameters={"intake": str(intake.pk)},
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )
    intake.job_id = job.pk
    intake.save()


@transaction.atomic
def work_through(
    *,
    actor: Actor,
    intake_id: UUID,
    columns: Mapping[str, int] | None = None,
    enter: bool = False,
) -> Accession:
    """Have all rows checked with these columns, or entered; dry unless `enter`.

    Raises:
        NotFound, IntakeWrongState.
        Invalid: a column that is needed is not named, or one that is not there.
    """
    rows = intakes_visible_to(actor).select_for_update(no_key=True, of=("self",))
    intake = rows.filter(pk=intake_id).select_related("unit").first()
    if intake is None:
        raise NotFound
    access.require(actor, "record.register", intake.unit)
    if intake.state not in {IntakeState.MAPPING, IntakeState.CHECKED}:
        raise IntakeWrongState(state=intake.state)
    if columns is not None:
        intake.columns = dict(columns)
    _check_columns(intake)
    intake.state = IntakeState.ENTERING if enter else IntakeState.CHECKING
    intake.entered = intake.known = intake.faulty = 0
    word = "enter" if enter else "check"
    starts = range(0, max(intake.rows, 1), SLICE)
    trail.record(IntakeAct.ASKED, intake, actor=actor, step=word, rows=intake.rows)
    _start(intake, actor, [f"{word}-{start}" for start in starts])
    return intake


def _check_columns(intake: Accession) -> None:
    named = intake.columns
    faults = [
        Fault(field=one, code="required", message=_("Name the column of this field."))
        for one in NEEDED
        if one not in named
    ]
    faults += [
        Fault(field=one, code="unknown", message=_("There is no such column."))
        for one, place in named.items()
        if one not in FIELDS or not 0 <= place < len(intake.heads)
    ]
    if faults:
        raise Invalid(faults)
