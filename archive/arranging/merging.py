"""Merging record files of one activity that was kept in several."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from archive.arranging.carrying import carry, check_not_held, check_reason
from archive.arranging.errors import EarlierRetention, UnlikeStates
from archive.arranging.outlook import difference, outlook_of
from archive.record_files import access
from archive.record_files.closing import counts_from_event, write_dates
from archive.record_files.errors import FileMerged, OtherRegister
from archive.record_files.events import RecordFileEvent
from archive.record_files.filing_many import locked_records
from archive.record_files.locks import locked_files
from archive.record_files.models import EventProof, RecordFile
from archive.record_files.trail_acts import RecordFileAct
from archive.records.keepers import keepers_position
from eoffice.audit import trail
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.queries.upwards import register_ids_of
from eoffice.outbox import events


@transaction.atomic
def merge_record_files(
    *,
    actor: Actor,
    record_file_id: UUID,
    sources: Collection[UUID],
    reason: str,
    accept_earlier: bool = False,
) -> RecordFile:
    """Bring the records of `sources` into the file; they stay, empty and closed.

    Of closed files the activity ended when the last of them did, and the dates are
    counted anew. Where records would end earlier, that is asked first.

    Raises:
        NotFound: any of the files is not this keeper's.
        FileHeld, FileMerged, OtherRegister, UnlikeStates: the state forbids it.
        EarlierRetention: with the differences, until they are accepted.
        Invalid: no reason was given.
    """
    check_reason(reason)
    target, others = _locked(actor, record_file_id, set(sources) - {record_file_id})
    before = {one.pk: outlook_of(one) for one in (target, *others)}
    if target.closed_on is not None:
        _end_with_the_last(target, others)
    after = outlook_of(target)
    differences = [
        found
        for one in (target, *others)
        for found in difference(one, before[one.pk], after)
    ]
    if differences and not accept_earlier:
        raise EarlierRetention(differences)
    actor = keepers_position(actor, target.unit)
    for one in others:
        _empty(actor, one, target, reason)
    target.row_version += 1
    target.save()
    trail.record(
        RecordFileAct.MERGED,
        target,
        actor=actor,
        reason=reason.strip(),
        merged=[str(one.pk) for one in others],
        before={str(pk): one.words for pk, one in before.items()},
        after=after.words,
    )
    events.add(RecordFileEvent.REARRANGED, record_file_id=target.pk)
    return target


def _locked(
    actor: Actor, target_id: UUID, sources: set[UUID]
) -> tuple[RecordFile, list[RecordFile]]:
    files = locked_files({target_id, *sources})
    seen = access.record_files_visible_to(actor).filter(pk__in=files)
    if target_id not in files or not sources <= set(files) or not sources:
        raise NotFound
    if seen.count() < len(files):
        raise NotFound
    for one in files.values():
        access.require(actor, "record_file.arrange", one)
        if one.merged_into_id is not None:
            raise FileMerged(state="merged")
    registers = register_ids_of({one.unit for one in files.values()})
    if len({registers[one.unit_id] for one in files.values()}) > 1:
        raise OtherRegister(state="other_register")
    if len({one.closed_on is None for one in files.values()}) > 1:
        raise UnlikeStates(state="unlike_states")
    check_not_held(files.values())
    target = files.pop(target_id)
    return target, list(files.values())


def _end_with_the_last(target: RecordFile, others: Sequence[RecordFile]) -> None:
    """Let the merged activity end when the last part did, and count anew."""
    every = [target, *others]
    ended = [one.activity_ended_on for one in every if one.activity_ended_on]
    target.activity_ended_on = max(ended) if ended else None
    if counts_from_event(target):
        days = [one.trigger_on for one in every]
        known = [one for one in days if one is not None]
        # A part whose event has not come keeps the whole waiting.
        target.trigger_on = max(known) if len(known) == len(days) else None
    write_dates(target)


def _empty(actor: Actor, source: RecordFile, target: RecordFile, reason: str) -> None:
    inside = source.records.order_by("item_number").values_list("pk", flat=True)
    ids = list(inside)
    locked = locked_records(ids)
    if ids:
        carry(actor, [locked[pk] for pk in ids], target, reason)
    _carry_proofs(source, target)
    today = timezone.localdate()
    source.closed_on = source.closed_on or today
    source.activity_ended_on = source.trigger_on = None
    source.active_until = source.inactive_until = None
    source.merged_into = target
    source.row_version += 1
    source.save()


def _carry_proofs(source: RecordFile, target: RecordFile) -> None:
    last = target.event_proofs.order_by("-number").values_list("number", flat=True)
    number = last.first() or 0
    for proof in EventProof.objects.filter(record_file=source).order_by("number"):
        if target.event_proofs.filter(upload=proof.upload_id).exists():
            continue  # the same paper shows it already
        number += 1
        proof.record_file, proof.number = target, number
        proof.save(update_fields=["record_file", "number"])
