"""A book that is too long for an answer at once: written by a job, kept for a day.

The job reads with the rights its owner has at that moment, part by part; the last
item binds the parts. The file is its owner's alone.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from eoffice.accounts.models import User
from eoffice.errors import NotFound
from eoffice.files.leaving import leave_copy
from eoffice.jobs.models import Job, JobState
from eoffice.jobs.operations import start_job
from eoffice.jobs.runners import ItemOutcome, Work, register_runner
from eoffice.objects import store
from eoffice.objects.models import StoredObject
from eoffice.organisation.actor import Actor, actor_of
from eoffice.outbox.rounds import Round, walk
from eoffice.spreadsheets import MEDIA_TYPE
from workflow.books.book import Period
from workflow.books.exporting import count_of, export, note_export
from workflow.books.order import ExportOrder
from workflow.books.printing import (
    PARTS_AT_ONCE,
    bound,
    draw,
    parts_of,
    printed_part,
)
from workflow.books.volumes import exported_volumes

KIND = "agenda_book"
BINDING = "binding"
KEPT = timedelta(days=1)
FORGET, FORGET_EVERY_S = "workflow.forget_books", 3600
AT_ONCE = 200  # jobs of a page
PDF = "application/pdf"


def start_copy(*, actor: Actor, order: ExportOrder) -> Job:
    """Have the book written; progress is counted in steps of several parts."""
    parts = parts_of(exported_volumes(actor, order.book, order.period))
    starts = range(0, len(parts), PARTS_AT_ONCE) if order.form == "pdf" else []
    return start_job(
        kind=KIND,
        owner=User.objects.get(pk=actor.user_id),
        items=[*map(str, starts), BINDING],
        parameters=_parameters(order),
        position_id=actor.chosen.position.pk if actor.chosen else None,
    )


def copy_of(*, actor: Actor, job_id: UUID, order_name: str) -> StoredObject | None:
    """Return the written file of one's own job; nothing while it is being written.

    Raises:
        NotFound: no such job, somebody else's, of another book, from a position that
            is theirs no more; or the file is not kept any longer.
    """
    job = Job.objects.filter(pk=job_id, kind=KIND, owner_id=actor.user_id).first()
    if job is None or job.parameters["name"] != order_name:
        raise NotFound
    if job.position_id and job.position_id not in actor.position_ids:
        raise NotFound
    if job.finished_at is None:
        return None
    found = StoredObject.objects.filter(pk=job.result.get("stored")).first()
    if found is None:
        raise NotFound
    return found


def write_item(work: Work) -> ItemOutcome:
    """Draw a part, or bind what was drawn, with the owner's rights of this moment.

    Raises:
        NotFound: the owner has no position any more, or a part could not be drawn.
    """
    owner = User.objects.filter(jobs=work.job_id).first()
    actor = actor_of(owner, acting_position=work.position_id) if owner else None
    if actor is None:
        raise NotFound
    order, job = _order(work.parameters), Job.objects.get(pk=work.job_id)
    if work.ref != BINDING:
        return _draw(actor, order, int(work.ref))
    if order.form == "xlsx":
        return _keep(export(actor, order), MEDIA_TYPE)
    return _bind(actor, order, job)


def _draw(actor: Actor, order: ExportOrder, first: int) -> ItemOutcome:
    """Draw the parts from `first` on that belong to this step, and keep each."""
    plan = parts_of(exported_volumes(actor, order.book, order.period))
    # With fewer lines than when it was asked for, the last steps have nothing to do.
    step = plan[first : first + PARTS_AT_ONCE]
    drawn = draw(printed_part(actor, order, part) for part in step)
    facts: dict[str, Any] = {}
    for n, (part, content) in enumerate(zip(step, drawn, strict=True), start=first):
        facts[f"part_{n}"] = str(_kept(content, PDF).pk)
        facts[f"number_{n}"] = part.number
    return ItemOutcome(facts=facts)


def _bind(actor: Actor, order: ExportOrder, job: Job) -> ItemOutcome:
    if job.items.filter(state=JobState.FAILED).exists():
        raise NotFound
    parts = _parts_kept(job)
    volumes: list[list[bytes]] = []
    for number, stored in parts:
        if number == 1:
            volumes.append([])
        volumes[-1].append(store.get_bytes(stored))
    outcome = _keep(bound(volumes), PDF)
    _leave(stored for _number, stored in parts)
    note_export(actor, order, count_of(actor, order))
    return outcome


def _parts_kept(job: Job) -> list[tuple[int, StoredObject]]:
    """Return the parts that were drawn, in order, each with its number."""
    names = [name for name in job.result if name.startswith("part_")]
    places = sorted(int(name.removeprefix("part_")) for name in names)
    ids = {n: UUID(job.result[f"part_{n}"]) for n in places}
    found = StoredObject.objects.in_bulk(ids.values())
    return [(int(job.result[f"number_{n}"]), found[pk]) for n, pk in ids.items()]


def _keep(content: bytes, media_type: str) -> ItemOutcome:
    return ItemOutcome(facts={"stored": str(_kept(content, media_type).pk)})


def _kept(content: bytes, media_type: str) -> StoredObject:
    stored = store.put_bytes(content, area=store.Area.DRAFTS, media_type=media_type)
    stored.save()
    return stored


@transaction.atomic
def _leave(objects: Iterable[StoredObject]) -> None:
    for stored in objects:
        stored.delete()
        leave_copy(stored)


def forget_books() -> Round:
    """Delete the files of yesterday's jobs, job by job."""
    return walk(FORGET, _written_after, _forget)


def _written_after(after: str) -> list[tuple[str, UUID]]:
    old = Job.objects.filter(kind=KIND, finished_at__lt=timezone.now() - KEPT)
    rows = old.exclude(result={}).order_by("pk")
    ids = (rows.filter(pk__gt=after) if after else rows).values_list("pk", flat=True)
    return [(str(pk), pk) for pk in ids[:AT_ONCE]]


def _forget(job_id: UUID) -> bool:
    job = Job.objects.get(pk=job_id)
    names = [n for n in job.result if n == "stored" or n.startswith("part_")]
    _leave(StoredObject.objects.filter(pk__in=[job.result[name] for name in names]))
    Job.objects.filter(pk=job.pk).update(result={})
    return True


def _parameters(order: ExportOrder) -> dict[str, Any]:
    period = order.period
    return {
        "name": order.name,
        "form": order.form,
        "paper": order.paper,
        "unit": str(period.unit or ""),
        "register": str(period.register or ""),
        "from": period.from_on.isoformat() if period.from_on else "",
        "to": period.to_on.isoformat() if period.to_on else "",
    }


def _order(kept: dict[str, Any]) -> ExportOrder:
    def one(name: str) -> UUID | None:
        return UUID(kept[name]) if kept[name] else None

    def day(name: str) -> date | None:
        return date.fromisoformat(kept[name]) if kept[name] else None

    period = Period(
        unit=one("unit"), register=one("register"), from_on=day("from"), to_on=day("to")
    )
    return ExportOrder(
        name=kept["name"], form=kept["form"], paper=kept["paper"], period=period
    )


def register() -> None:
    """Register the kind of job."""
    register_runner(KIND, write_item)
