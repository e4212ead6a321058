"""The job of an intake: read, check, enter, slice by slice; killed, it goes on.

A slice is one transaction: its records, their marks, and the rows that wait no more. So
whatever moment a process dies in, no row is entered twice and none is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from archive.intake.bags import BroughtRecord, records_of_bag
from archive.intake.bringing import JOB_KIND, SLICE
from archive.intake.columns import ReadRow, read_row
from archive.intake.models import Accession, IntakeRow, IntakeState, SourceMark
from archive.intake.reading import opened, read_table
from archive.intake.trail_acts import IntakeAct
from archive.intake.unpacking import PackageRefused, is_inside
from archive.registering.inputs import RecordInput
from archive.registering.registering import check_rows, register_records
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.database.session_locks import lock_in_transaction
from eoffice.errors import NotFound, OfficeError, ServiceDown
from eoffice.files import receive_upload
from eoffice.files.leaving import leave_copy
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.organisation.actor import Actor, actor_of

WAIT = "60s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Who works, with the account that owns what is brought."""

    actor: Actor
    owner: User


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A row that may be entered: its number, id there, facts, files by path."""

    number: int
    source_id: str
    facts: dict[str, Any]
    files: Sequence[tuple[str, Path, str]]  # name, place, hash or empty


def work(item: Work) -> ItemOutcome | None:
    """Work one step of an intake.

    Raises:
        PackageRefused: it cannot be taken; the reason is kept on the intake.
        NotFound: the person has no position any more.
    """
    intake = Accession.objects.select_related("unit", "stored").get(
        pk=item.parameters["intake"]
    )
    owner = User.objects.filter(jobs=item.job_id).first()
    actor = actor_of(owner, acting_position=item.position_id) if owner else None
    if owner is None or actor is None:
        raise NotFound
    worker = Worker(actor=actor, owner=owner)
    step, _dash, start = item.ref.partition("-")
    if step == "bag":
        _enter_bag(intake, worker)
    elif step == "read":
        read_table(intake)
    else:
        _slice(intake, worker, int(start), enter=step == "enter")
    return None


def _enter_bag(intake: Accession, worker: Worker) -> None:
    with opened(intake) as folder:
        found = list(records_of_bag(folder))
        rows = [_of_bag(n, one) for n, one in enumerate(found)]
        Accession.objects.filter(pk=intake.pk).update(
            rows=len(rows), entered=0, known=0
        )
        parts = [rows[n : n + SLICE] for n in range(0, len(rows), SLICE)]
        for part in parts:  # all of it is judged before any of it is entered
            if faults := _faults(intake, worker.actor, part):
                raise PackageRefused(next(iter(faults.values())))
        for part in parts:
            if faults := _enter(intake, worker, part, whole=True):
                raise PackageRefused(next(iter(faults.values())))


def _of_bag(number: int, one: BroughtRecord) -> _Row:
    files = [(c.name, c.path, c.sha256) for c in one.contents]
    return _Row(number=number, source_id=one.source_id, facts=one.facts, files=files)


def _slice(intake: Accession, worker: Worker, start: int, *, enter: bool) -> None:
    waiting = intake.waiting_rows.filter(
        number__gte=start, number__lt=start + SLICE
    ).order_by("number")
    read = {one.number: read_row(one.cells, intake.columns) for one in waiting}
    faults = {n: one.fault for n, one in read.items() if one.fault}
    faults |= _twice(read, faults)
    with opened(intake) as folder:
        rows = [_of_table(n, one, folder) for n, one in read.items() if n not in faults]
        for row in rows:
            if any(not place.is_file() for _n, place, _h in row.files):
                faults[row.number] = _("This file is not in the zip.")
        rows = [row for row in rows if row.number not in faults]
        faults |= _faults(intake, worker.actor, rows)
        good = [row for row in rows if row.number not in faults]
        if enter:
            faults |= _enter(intake, worker, good)
        else:
            _count(intake, known=_known(intake, good), good=len(good))
    _tell_faults(intake, faults, start)


def _twice(read: dict[int, ReadRow], faults: dict[int, str]) -> dict[int, str]:
    """Name the later of two rows with one id; across slices the mark tells."""
    seen: set[str] = set()
    found: dict[int, str] = {}
    for number, one in read.items():
        if number not in faults and one.source_id in seen:
            found[number] = _("The same id stands in an earlier row.")
        seen.add(one.source_id)
    return found


def _of_table(number: int, one: ReadRow, folder: Path) -> _Row:
    files = []
    if one.file:
        inside = one.file.replace("\\", "/")
        place = folder / inside if is_inside(inside) else folder / "-"
        files = [(Path(inside).name, place, "")]
    return _Row(
        number=number, source_id=one.source_id, facts=dict(one.facts), files=files
    )


def _input(intake: Accession, row: _Row, uploads: Sequence[Any] = ()) -> RecordInput:
    return RecordInput(unit_id=intake.unit_id, uploads=uploads, **row.facts)


def _faults(intake: Accession, actor: Actor, rows: Sequence[_Row]) -> dict[int, str]:
    found = check_rows(actor, [_input(intake, row) for row in rows])
    return {
        rows[place].number: " ".join(str(one.message) for one in faults)
        for place, faults in found.items()
    }


def _known(intake: Accession, rows: Sequence[_Row]) -> set[str]:
    marks = SourceMark.objects.filter(
        source=intake.source, source_id__in=[row.source_id for row in rows]
    )
    return set(marks.values_list("source_id", flat=True))


def _enter(
    intake: Accession, worker: Worker, rows: Sequence[_Row], *, whole: bool = False
) -> dict[int, str]:
    """Enter what is not known yet; return the faults of files that are not taken.

    `whole`: nothing is entered when there is one.
    """
    known = _known(intake, rows)
    faults, uploads = _brought(worker, [r for r in rows if r.source_id not in known])
    if faults and whole:
        return faults
    good = [row for row in rows if row.number not in faults]
    with transaction.atomic():
        name = f"intake:{intake.source}"
        lock_in_transaction(name, wait=WAIT, busy=ServiceDown)
        known = _known(intake, good)  # again: another run may have been faster
        new = [row for row in good if row.source_id not in known]
        made = register_records(
            actor=worker.actor,
            rows=[_input(intake, row, uploads.get(row.number, ())) for row in new],
        )
        SourceMark.objects.bulk_create(
            SourceMark(source=intake.source, source_id=row.source_id, record=record)
            for row, record in zip(new, made, strict=True)
        )
        intake.waiting_rows.filter(number__in=[row.number for row in good]).delete()
        _count(intake, known=known, good=len(good))
    return faults


def _brought(
    worker: Worker, rows: Sequence[_Row]
) -> tuple[dict[int, str], dict[int, list[Any]]]:
    """Take the files in as any upload: kept apart, checked, then under the lock."""
    faults: dict[int, str] = {}
    uploads: dict[int, list[Any]] = {}
    for row in rows:
        for name, place, digest in row.files:
            try:
                with place.open("rb") as stream:
                    taken = receive_upload(
                        owner=worker.owner,
                        name=name,
                        stream=stream,
                        actor=worker.actor,
                    )
            except ServiceDown:
                raise
            except OfficeError as refusal:
                faults[row.number] = f"{name}: {refusal}"
                break
            if digest and taken.stored.sha256 != digest:
                raise PackageRefused(_("A file in it is not what it was kept as."))
            uploads.setdefault(row.number, []).append(taken.pk)
    return faults, uploads


def _count(intake: Accession, *, known: set[str], good: int) -> None:
    Accession.objects.filter(pk=intake.pk).update(
        known=F("known") + len(known), entered=F("entered") + good - len(known)
    )


def _tell_faults(intake: Accession, faults: dict[int, str], start: int) -> None:
    inside = {"number__gte": start, "number__lt": start + SLICE}
    with transaction.atomic():
        intake.waiting_rows.filter(**inside).update(fault="")
        rows = list(intake.waiting_rows.filter(number__in=faults))
        for row in rows:
            row.fault = faults[row.number][:500]
        IntakeRow.objects.bulk_update(rows, ["fault"])


def _ended(job: Job) -> dict[str, Any]:
    """Say on the intake how the step ended; what is done with lets its file go."""
    intake = Accession.objects.select_for_update(no_key=True).get(
        pk=job.parameters["intake"]
    )
    first, failed = job.items.first(), job.items.filter(state=JobState.FAILED).first()
    step = first.ref.partition("-")[0] if first else ""
    if failed is not None and step in {"bag", "read"}:
        intake.state, intake.why = IntakeState.REFUSED, failed.message[:300]
    else:
        intake.state = {
            "read": IntakeState.MAPPING,
            "check": IntakeState.CHECKED,
        }.get(step, IntakeState.DONE)
    if failed is not None and step == "enter":
        # what stands in the slice that failed waits for another press
        intake.state, intake.why = IntakeState.CHECKED, failed.message[:300]
    intake.faulty = intake.waiting_rows.exclude(fault="").count()
    intake.save(update_fields=["state", "why", "faulty"])
    if intake.state in {IntakeState.DONE, IntakeState.REFUSED}:
        _let_go(intake)
    return {}


def _let_go(intake: Accession) -> None:
    stored = intake.stored
    intake.stored = None
    intake.save(update_fields=["stored"])
    # The rows with faults keep their number and what is wrong, not what they said.
    intake.waiting_rows.update(cells=[])
    if stored is not None:
        stored.delete()
        leave_copy(stored)
    trail.record(IntakeAct.ENDED, intake, actor=None, entered=intake.entered)


def register() -> None:
    """Register the kind of job."""
    register_runner(JOB_KIND, work, finisher=_ended)
