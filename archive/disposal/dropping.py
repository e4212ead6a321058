"""Items that are no longer fit to be destroyed leave the list, each with its reason.

Asked again at every step: at proposing, submitting, approving, and for each item once
more under lock before it goes (tata naskah 9.6).
"""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.states import Appraisal, DropReason, ItemState
from archive.disposal.trail_acts import DisposalAct
from archive.holds.holding import held_among
from archive.loans.hindering import lent_among
from archive.papers.asking import kept_among
from archive.record_files.models import RecordFile
from archive.records.models import Record
from archive.retention.models import FinalDisposition
from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from workflow.models import IncomingStatus

TOLD = 50  # ids of dropped items that the trail names; the items keep them all


def unfit_among(items: Iterable[DestructionItem]) -> dict[UUID, DropReason]:
    """Return, by item id, why some may not be destroyed; four queries."""
    given = list(items)
    ids = [item.record_id for item in given]
    rows = Record.objects.filter(pk__in=ids).select_related(
        "record_file__retention_rule", "incoming"
    )
    records = {one.pk: one for one in rows.defer("access_tokens")}
    held, lent = held_among(ids), lent_among(ids)
    letters = (one.letter_id for one in records.values() if one.letter_id)
    proving = kept_among(letters)
    found = {}
    for item in given:
        reason = DropReason.ON_LOAN if item.record_id in lent else None
        if item.record_id in held:
            reason = DropReason.HELD
        reason = reason or _reason(item, records.get(item.record_id), proving)
        if reason is not None:
            found[item.pk] = reason
    return found


def unfit_again(items: Iterable[DestructionItem]) -> dict[UUID, DropReason]:
    """Return why some may not go that were destroyed once and came back by a restore.

    That they were due and agreed was decided; what keeps a record against every list
    keeps it here too.
    """
    given = list(items)
    ids = [item.record_id for item in given]
    rows = Record.objects.filter(pk__in=ids).only("letter")
    letters = dict(rows.values_list("pk", "letter"))
    proving = kept_among(pk for pk in letters.values() if pk)
    held, lent = held_among(ids), lent_among(ids)
    found = {}
    for item in given:
        if item.record_id not in letters:
            found[item.pk] = DropReason.GONE
        elif item.record_id in held:
            found[item.pk] = DropReason.HELD
        elif item.record_id in lent:
            found[item.pk] = DropReason.ON_LOAN
        elif letters[item.record_id] in proving:
            found[item.pk] = DropReason.VITAL
    return found


def unfit_of(
    found: DestructionList, items: Iterable[DestructionItem]
) -> dict[UUID, DropReason]:
    """Return, by item id, why some of the list may not be destroyed."""
    return unfit_again(items) if found.again_of else unfit_among(items)


def _reason(
    item: DestructionItem,
    record: Record | None,
    proving: set[UUID],
) -> DropReason | None:
    if record is None:
        return DropReason.GONE
    if record.letter_id in proving:
        return DropReason.VITAL
    if reason := _reason_of_file(item, record.record_file):
        return reason
    incoming = record.incoming
    if incoming is not None and incoming.status == IncomingStatus.IN_PROGRESS:
        return DropReason.UNFINISHED
    return DropReason.CHANGED if record.row_version != item.seen_version else None


def _reason_of_file(
    item: DestructionItem, lies_in: RecordFile | None
) -> DropReason | None:
    if lies_in is None or lies_in.pk != item.record_file_id:
        return DropReason.MOVED
    if lies_in.closed_on is None:
        return DropReason.REOPENED
    ends = lies_in.inactive_until
    if ends is None or ends != item.due_on or ends >= timezone.localdate():
        return DropReason.NOT_DUE
    is_to_go = lies_in.final_fate == FinalDisposition.DESTROY
    return None if is_to_go else DropReason.OTHER_FATE


def drop_unfit(
    found: DestructionList, *, actor: Actor | None, decided: bool = False
) -> int:
    """Take off the locked list what may not be destroyed; return how many went.

    `decided`: also what the committee did not agree to.
    """
    listed = list(found.items.filter(state=ItemState.LISTED))
    reasons = unfit_among(listed)
    if decided:
        for item in listed:
            if item.decision != Appraisal.AGREE:
                reasons.setdefault(item.pk, DropReason.NOT_AGREED)
    return drop(found, reasons, actor=actor)


def drop_unfinished(found: DestructionList, *, actor: Actor | None) -> int:
    """Take off a list just made what has a disposition open; return how many went.

    The choice of what is due has asked all the rest a moment ago.
    """
    at_work = Record.objects.filter(incoming__status=IncomingStatus.IN_PROGRESS)
    listed = found.items.filter(state=ItemState.LISTED)
    ids = listed.filter(record_id__in=at_work.values("pk")).values_list("pk", flat=True)
    return drop(found, dict.fromkeys(ids, DropReason.UNFINISHED), actor=actor)


def drop(
    found: DestructionList, reasons: dict[UUID, DropReason], *, actor: Actor | None
) -> int:
    """Take these items off the list, told in the trail; return how many went."""
    by_reason: dict[DropReason, list[UUID]] = defaultdict(list)
    for pk, reason in reasons.items():
        by_reason[reason].append(pk)
    for reason, ids in by_reason.items():
        going = found.items.filter(pk__in=ids, state=ItemState.LISTED)
        count = going.update(state=ItemState.DROPPED, dropped_because=reason)
        if count:
            trail.record(
                DisposalAct.DROPPED,
                found,
                actor=actor,
                because=reason.value,
                count=count,
                items=[str(pk) for pk in ids[:TOLD]],
            )
    return len(reasons)
