"""Which letters and records an event is about."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db.models import Q

from archive.models import Record
from workflow.models import Disposition

HANDLER = "search.index"
# Every event after which something may be found by other words or other people.
EVENTS = (
    "letter.drafted",
    "letter.edited",
    "letter.draft_deleted",
    "letter.submitted",
    "letter.recalled",
    "letter.returned",
    "letter.step_approved",
    "letter.step_opened",
    "letter.signed",
    "letter.sent",
    "letter.revoked",
    "letter.step_withdrawn",
    "incoming.registered",
    "incoming.read",
    "incoming.amended",
    "incoming.completed",
    "incoming.reopened",
    "disposition.given",
    "disposition.completed",
    "disposition.recalled",
    "disposition.reopened",
    "record.captured",
    "record.filed",
    "record.access_changed",
    "access.branch_followed",
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
    dispositions = named.pop("disposition")
    if dispositions:
        rows = Disposition.objects.filter(pk__in=dispositions, incoming__isnull=False)
        named["incoming"].update(rows.values_list("incoming_id", flat=True))
    if named["letter"] or named["incoming"]:
        origin = Q(letter__in=named["letter"]) | Q(incoming__in=named["incoming"])
        captured = Record.objects.filter(origin)
        named["record"].update(captured.values_list("pk", flat=True))
    return {kind: ids for kind, ids in named.items() if ids}
