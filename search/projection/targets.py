"""Which letters and records an event is about."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from archive.models import Record
from archive.records.events import RecordEvent
from workflow.dispositions.events import DispositionEvent
from workflow.incoming.events import IncomingEvent
from workflow.letters.events import LetterEvent
from workflow.models import Disposition
from workflow.registrations.following_branch import BranchEvent

HANDLER = "search.index"
# Every event after which something may be found by other words or other people.
EVENTS = (
    LetterEvent.DRAFTED,
    LetterEvent.EDITED,
    LetterEvent.DRAFT_DELETED,
    LetterEvent.SUBMITTED,
    LetterEvent.RECALLED,
    LetterEvent.RETURNED,
    LetterEvent.STEP_APPROVED,
    LetterEvent.STEP_OPENED,
    LetterEvent.SIGNED,
    LetterEvent.SENT,
    LetterEvent.REVOKED,
    LetterEvent.STEP_WITHDRAWN,
    IncomingEvent.REGISTERED,
    IncomingEvent.READ,
    IncomingEvent.AMENDED,
    IncomingEvent.COMPLETED,
    IncomingEvent.REOPENED,
    DispositionEvent.GIVEN,
    DispositionEvent.COMPLETED,
    DispositionEvent.RECALLED,
    DispositionEvent.REOPENED,
    RecordEvent.CAPTURED,
    RecordEvent.FILED,
    RecordEvent.ACCESS_CHANGED,
    BranchEvent.FOLLOWED,
)


def targets_of(payloads: Iterable[Mapping[str, str]]) -> dict[str, set[UUID]]:
    """Ids by kind: what the events name, and the records captured from it."""
    named: dict[str, set[UUID]] = {
        name: set() for name in ("letter", "incoming", "record", "disposition")
    }
    for payload in payloads:
        for name, ids in named.items():
            listed = payload.get(f"{name}_ids", "").split(",")
            given = [payload.get(f"{name}_id", ""), *listed]
            ids.update(UUID(value) for value in given if value)
    slips = named.pop("disposition")
    if slips:
        rows = Disposition.objects.filter(pk__in=slips, incoming__isnull=False)
        named["incoming"].update(rows.values_list("incoming_id", flat=True))
    if named["letter"] or named["incoming"]:
        origin = Q(letter__in=named["letter"]) | Q(incoming__in=named["incoming"])
        captured = Record.objects.filter(origin)
        named["record"].update(captured.values_list("pk", flat=True))
    return {kind: ids for kind, ids in named.items() if ids}
