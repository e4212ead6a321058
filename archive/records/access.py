"""Who may see and do what with records. The only place that knows.

A record carries the access tokens of the letter it was captured from; archivists of
the unit's register see records of the ordinary class, and file them.
"""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet, UUIDField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import PositionDuty, Unit
from eoffice.outbox.models import OutboxDelivery
from eoffice.outbox.unsettled import unsettled
from workflow.dispositions.events import DispositionEvent
from workflow.incoming.events import IncomingEvent
from workflow.letters.access import takes_part
from workflow.rights import one_of
from workflow.security_class import is_classed
from workflow.tokens import POSITION, held_position_tokens, tokens_of, unit_tokens

Thing = TypeVar("Thing", bound=Model)
# Handlers that bring a record up to its letter, and the events that close it for some.
FOLLOW_ENTRY, FOLLOW_DISPOSITION = "archive.follow_entry", "archive.follow_slip"
FOLLOWERS = (FOLLOW_ENTRY, FOLLOW_DISPOSITION)
NARROWING = (
    IncomingEvent.AMENDED,
    IncomingEvent.GATE_PASSED,
    DispositionEvent.RECALLED,
)


# From the letter's tokens and never by hand: record and letter must not disagree.
def refresh_access(record: Record) -> None:
    """Compute the tokens of a record again from its letter, and write them.

    Above the ordinary class only those who take part hold a token: the clerks keep
    the agenda entry, which is not the record.
    """
    origin = record.letter or record.incoming
    tokens = set(origin.access_tokens if origin else [])
    if not is_classed(record):
        tokens.update(unit_tokens(record.unit))
    else:
        tokens = {token for token in tokens if token.startswith(POSITION)}
    ordered = sorted(tokens)
    if ordered != record.access_tokens:
        record.access_tokens = ordered
        record.save(update_fields=["access_tokens"])


def knows_route(actor: Actor | None, record: Record) -> bool:
    """Tell whether the person took part in the letter behind: who had it when.

    Others who may see the record see what was issued, and what became of the record.
    """
    if actor is None:
        return False
    if record.letter is not None:
        return takes_part(actor, record.letter)
    tokens = record.incoming.access_tokens if record.incoming else []
    return not set(tokens).isdisjoint(held_position_tokens(actor))


def gets_original(actor: Actor | None, record: Record) -> bool:
    """Tell whether the stored bytes of a classed record are the person's as well.

    As with the letter behind: who drafted, initialled or signed it, or has it on the
    desk; others who may see the record get reading copies (docs/decisions/0017).
    """
    if actor is None:
        return False
    if record.letter is not None:
        return takes_part(actor, record.letter)
    incoming = record.incoming
    return incoming is not None and actor.holds(incoming.routed_to_id)


def is_archivist(actor: Actor | None) -> bool:
    """Tell whether one of the person's positions keeps an archive."""
    return actor is not None and actor.has_duty(PositionDuty.ARCHIVIST)


def units_kept_by(actor: Actor | None) -> QuerySet[Unit]:
    """Return the open units whose archive the person keeps."""
    kept = sorted(archive_unit_ids(actor)) if actor else []
    return Unit.objects.filter(path__overlap=kept, closed_on__isnull=True)


def archive_unit_ids(actor: Actor) -> frozenset[UUID]:
    """Return the register units whose records the person keeps as archivist."""
    return frozenset(
        m.register_id
        for m in actor.mandates
        if PositionDuty.ARCHIVIST in m.position.duties and not m.stood_in_for
    )


def records_visible_to(actor: Actor | None) -> QuerySet[Record]:
    """Return the records the person may see.

    A record whose letter was classed higher, or taken back from somebody, stays
    closed until it has followed: moments, and never open for want of an answer.
    """
    if actor is None:
        return Record.objects.none()
    rows = Record.objects.filter(access_tokens__overlap=tokens_of(actor))
    # In the query, so that lists, counts and pages all hold it.
    return rows.exclude(incoming__in=_letters_to_follow())


def _letters_to_follow() -> QuerySet[OutboxDelivery]:
    """Return the ids of incoming letters that their records have not followed yet.

    A following that was given up has not followed either: it stays shut until an
    administrator has it tried again.
    """
    # Only events that take sight away: what opens a record may come a moment later.
    waiting = unsettled(*FOLLOWERS).filter(
        event__name__in=NARROWING, event__payload__has_key="incoming_id"
    )
    named = KeyTextTransform("incoming_id", "event__payload")
    return waiting.values_list(Cast(named, UUIDField()), flat=True)


def visible_record(actor: Actor | None, record_id: UUID | str) -> Record:
    """Return the record, or NotFound."""
    return one_of(records_visible_to(actor), record_id)
