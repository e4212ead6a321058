"""The job by which the store follows a hold over many records: n of m files.

Worked in slices of files, each found by state: a process killed anywhere is followed by
another that goes on, and a slice worked twice changes nothing. The records themselves
are held from the moment the hold is placed; the store comes after.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from archive.holds.holding import covered_by, held
from archive.holds.in_store import follow
from archive.holds.models import HoldScope, LegalHold
from archive.records.models import Record, RecordContent
from eoffice.jobs.models import Job
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.objects import store
from eoffice.objects.models import StoredObject

JOB_KIND = "hold"
#: Files of a slice; of a job there are 20,000 slices at most.
AT_ONCE = 50
BATCH = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How many of the files that a hold covered the store was told of."""

    done: int
    total: int
    is_over: bool


@transaction.atomic
def begin_following(hold_id: UUID) -> UUID | None:
    """Write the job for what the hold covers now; return it, nothing where it is empty.

    Again harmless: a second job finds that all is done.
    """
    rows = LegalHold.objects.select_for_update(no_key=True)
    hold = rows.filter(pk=hold_id).first()
    if hold is None:
        return None
    refs, count = [], 0
    ids = files_of(hold_id).order_by("pk").values_list("pk", flat=True)
    first = last = None
    for pk in ids.iterator(BATCH):
        first, last, count = first or pk, pk, count + 1
        if count % AT_ONCE == 0:
            refs.append(f"{first}~{last}")
            first = None
    if first is not None:
        refs.append(f"{first}~{last}")
    if not refs:
        return None
    job = start_job(
        kind=JOB_KIND,
        owner=None,  # nobody calls it off: it ends by lifting the hold
        items=refs,
        parameters={"hold_id": str(hold_id), "files": count},
    )
    hold.job_id = job.pk
    hold.save(update_fields=["job_id"])
    return job.pk


def files_of(hold_id: UUID) -> QuerySet[StoredObject]:
    """Return the files, in the place of records, of what the hold covers."""
    scopes = HoldScope.objects.filter(hold=hold_id).select_related("hold")
    covered = Record.objects.filter(covered_by(scopes))
    contents = RecordContent.objects.filter(record__in=covered).values("stored")
    place = store.default_store().bucket(store.Area.RECORDS)
    return StoredObject.objects.filter(pk__in=contents, bucket=place)


def follow_slice(first: UUID, last: UUID, hold_id: UUID) -> int:
    """Bring these files up to the holds as they are now; return how many changed.

    Raises:
        StoreUnavailable: the job goes on later.
    """
    slice_of = files_of(hold_id).filter(pk__gte=first, pk__lte=last)
    files = {one.pk: one for one in slice_of}
    resting = RecordContent.objects.filter(stored__in=files)
    kept = held(Record.objects.filter(pk__in=resting.values("record")))
    wanted = set(
        resting.filter(record__in=kept).order_by().values_list("stored", flat=True)
    )
    # Asked again for each that differs: another hold may have begun or ended.
    unlike = [one for pk, one in files.items() if one.has_legal_hold != (pk in wanted)]
    return sum(follow(one) for one in unlike)


def progress_of(hold: LegalHold) -> Progress | None:
    """Return how far the store is with the hold; nothing where no job was needed."""
    job = Job.objects.filter(pk=hold.job_id).first() if hold.job_id else None
    if job is None:
        return None
    total = int(job.parameters["files"])
    done = min(job.done * AT_ONCE, total)
    return Progress(done=done, total=total, is_over=job.finished_at is not None)


def _work(work: Work) -> ItemOutcome | None:
    first, _tilde, last = work.ref.partition("~")
    hold_id = UUID(work.parameters["hold_id"])
    follow_slice(UUID(first), UUID(last), hold_id)
    return None


def register() -> None:
    """Register the kind of job."""
    register_runner(JOB_KIND, _work)
