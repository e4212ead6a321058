"""Whether the package of a hand-over says what was captured, record by record.

A job of the archives: it opens the package, hashes every file in it and compares with
the hashes that the records had from their capture on. It says so on each file.
"""

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from uuid import UUID

from django.db import transaction

from archive.custody.locks import locked_for, locked_move
from archive.custody.models import CustodyItem, CustodyMove
from archive.custody.states import CustodyItemState, CustodyState
from archive.custody.trail_acts import CustodyAct
from archive.exchange.errors import ExportNotReady
from archive.exchange.models import ExportItem, ExportState
from archive.records.models import Record
from eoffice.accounts.models import User
from eoffice.audit import trail
from eoffice.jobs.models import Job
from eoffice.jobs.operations.queueing import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor

JOB_KIND = "handover_check"
CHUNK = 1024 * 1024
IN_MEMORY = 8 * CHUNK
SUBMITTED = frozenset({CustodyState.SUBMITTED})


@transaction.atomic
def start_check(*, actor: Actor, move_id: UUID) -> Job:
    """Have the hashes of the package compared; the job tells how many files agree.

    Raises:
        NotFound, WrongMoveState.
        ExportNotReady: the package is not there.
    """
    found = locked_for(actor, "custody.check", move_id, states=SUBMITTED)
    if found.package is None or found.package.state != ExportState.READY:
        raise ExportNotReady(state=found.state)
    return start_job(
        kind=JOB_KIND,
        owner=User.objects.filter(pk=actor.user_id).first(),
        items=[str(found.package_id)],
        parameters={"move_id": str(found.pk)},
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )


def check_package(move_id: UUID, package_id: UUID) -> tuple[int, int] | None:
    """Write on each file whether it agrees; return how many do and do not.

    Again harmless; nothing where the list went on or the package is another by now.

    Raises:
        ObjectMissing, ObjectAltered: the bytes are not what was stored.
        StoreUnavailable: tried again.
    """
    found = CustodyMove.objects.select_related("package__stored").get(pk=move_id)
    package = found.package
    if package is None or package.pk != package_id or package.stored is None:
        return None
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as copy:
        for chunk in store.open_stream(package.stored):
            copy.write(chunk)
        copy.seek(0)
        wrong = set(_wrong_in(copy, package_id))
    return _written(found, package.stored, wrong)


@transaction.atomic
def _written(
    found: CustodyMove, stored: StoredObject, wrong: set[UUID]
) -> tuple[int, int] | None:
    now = locked_move(found.pk)
    if now.state not in SUBMITTED or now.package_id != found.package_id:
        return None
    listed = now.items.filter(state=CustodyItemState.LISTED)
    bad = set(
        listed.filter(record_file__records__in=wrong).values_list("pk", flat=True)
    )
    CustodyItem.objects.filter(pk__in=bad).update(agrees=False)
    good = listed.exclude(pk__in=bad).update(agrees=True)
    told = {"agree": good, "differ": len(bad), "sha256": stored.sha256}
    trail.record(CustodyAct.CHECKED, now, actor=None, **told)
    return good, len(bad)


def _wrong_in(copy: IO[bytes], package_id: UUID) -> Iterator[UUID]:
    """Yield the records of which the package says something else than was captured."""
    ids = ExportItem.objects.filter(export=package_id).order_by("order")
    with zipfile.ZipFile(copy) as package:
        names = set(package.namelist())
        root = next(iter(names)).split("/", 1)[0]
        for pk in ids.values_list("record", flat=True).iterator():
            place = f"{root}/data/arsip/{pk}"
            if not _agrees(package, names, place, Record(pk=pk)):
                yield pk


def _agrees(
    package: zipfile.ZipFile, names: set[str], place: str, record: Record
) -> bool:
    if f"{place}/metadata.json" not in names:
        return False
    told: dict[str, Any] = json.loads(package.read(f"{place}/metadata.json"))
    captured = sorted(record.contents.values_list("stored__sha256", flat=True))
    packed = [one for one in told["contents"] if not one["evidence"]]
    if sorted(one["sha256"] for one in packed) != captured:
        return False
    return all(
        f"{place}/{one['path']}" in names
        and _hash(package, f"{place}/{one['path']}") == one["sha256"]
        for one in told["contents"]
    )


def _hash(package: zipfile.ZipFile, name: str) -> str:
    digest = hashlib.sha256()
    with package.open(name) as source:
        while chunk := source.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _work(work: Work) -> ItemOutcome | None:
    counted = check_package(UUID(work.parameters["move_id"]), UUID(work.ref))
    if counted is None:
        return None
    return ItemOutcome(facts={"agree": counted[0], "differ": counted[1]})


def register() -> None:
    """Register the kind of job."""
    register_runner(JOB_KIND, _work)
