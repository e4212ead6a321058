"""Who may see records, and how deep. The only place that knows.

A record opens in two depths. Its *entry* (number, date, unit, class, code) opens where
its tokens meet the person's: those of the letter it was captured from, and those of
its keepers, who file it. Its *content* (subject, parties, files, proof) does so too,
but above the ordinary class for tokens of a position alone (tata naskah 5.2): T, R and
SR are filed and retained by their entry, unopened. A grant (`archive.grants`) opens
both to one person until the end of its last day: a token leads to it, its row decides.
"""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from django.db.models import F, Model, Q, QuerySet, UUIDField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone

from archive.records.grant_model import GrantState, ReadingGrant
from archive.records.keepers import keeper_tokens_of, tokens_for_keepers
from archive.records.models import Record
from eoffice.organisation.actor import Actor
from eoffice.outbox.models import OutboxDelivery
from eoffice.outbox.unsettled import unsettled
from workflow.dispositions.events import DispositionEvent
from workflow.incoming.events import IncomingEvent
from workflow.letters.access import takes_part
from workflow.rights import one_of
from workflow.security_class import ORDINARY, is_classed
from workflow.tokens import (
    POSITION,
    held_position_tokens,
    position_tokens,
    tokens_of,
    unit_tokens,
)

Thing = TypeVar("Thing", bound=Model)
# Handlers that bring a record up to its letter, and the events that close it for some.
FOLLOW_ENTRY, FOLLOW_DISPOSITION = "archive.follow_entry", "archive.follow_slip"
FOLLOWERS = (FOLLOW_ENTRY, FOLLOW_DISPOSITION)
NARROWING = (
    IncomingEvent.AMENDED,
    IncomingEvent.GATE_PASSED,
    DispositionEvent.RECALLED,
)


READER = "reader:"  # of a person with a grant; opens nothing without its row


# From the letter's tokens and never by hand: record and letter must not disagree.
def refresh_access(record: Record) -> None:
    """Compute the tokens of a record again from its letter, and write them.

    Above the ordinary class those who take part hold tokens of a position; the keepers
    know the entry by theirs, which open no content.
    """
    given = grants_in_force().filter(record=record)
    readers = {f"{READER}{pk}" for pk in given.values_list("reader", flat=True)}
    ordered = sorted(readers.union(tokens_for(record)))
    if ordered != record.access_tokens:
        record.access_tokens = ordered
        record.save(update_fields=["access_tokens"])


def tokens_for(record: Record) -> list[str]:
    """Return the tokens of a record, in order; one without a letter has its seat's."""
    origin = record.letter or record.incoming
    tokens = set(
        origin.access_tokens if origin else position_tokens([record.registered_from_id])
    )
    if not is_classed(record):
        tokens.update(unit_tokens(record.unit))
    else:
        tokens = {token for token in tokens if token.startswith(POSITION)}
    tokens.update(tokens_for_keepers(record.unit))
    berkas = record.record_file
    if berkas is not None and berkas.custodian is not None:
        # Who keeps the file now, and the archives above it, know the entry too.
        tokens.update(tokens_for_keepers(berkas.custodian))
    return sorted(tokens)


def grants_in_force() -> QuerySet[ReadingGrant]:
    """Return the grants that open their record today."""
    given = ReadingGrant.objects.filter(state=GrantState.GIVEN)
    lasting = given.filter(until_on__gte=timezone.localdate())
    return lasting.filter(security_class=F("record__security_class"))


def granted_to(actor: Actor | None) -> Q:
    """Return what holds of the records that a grant opens to the person now."""
    if actor is None:
        return Q(pk__in=[])
    # The token lets the index find them; the row says whether it still holds. Asked
    # once for all rows: asked for each, the planner thinks every list dear.
    mine = grants_in_force().filter(reader=actor.official).values("record")
    token = f"{READER}{actor.official.pk}"
    return Q(access_tokens__contains=[token]) & Q(pk__in=mine)


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
    if record.incoming is not None:
        return actor.holds(record.incoming.routed_to_id)
    return actor.holds(record.registered_from_id)


def records_visible_to(actor: Actor | None) -> QuerySet[Record]:
    """Return the records whose entry the person may see.

    A record whose letter was classed higher, or taken back from somebody, stays
    closed until it has followed: moments, and never open for want of an answer.
    """
    if actor is None:
        return Record.objects.none()
    tokens = [*tokens_of(actor), *keeper_tokens_of(actor)]
    rows = Record.objects.filter(Q(access_tokens__overlap=tokens) | granted_to(actor))
    # In the query, so that lists, counts and pages all hold it.
    return rows.exclude(incoming__in=_letters_to_follow())


def records_readable_by(actor: Actor | None) -> QuerySet[Record]:
    """Return the records whose content the person may read."""
    if actor is None:
        return Record.objects.none()
    return records_visible_to(actor).filter(content_opens_to(actor))


def content_opens_to(actor: Actor | None) -> Q:
    """Return what holds of a visible record whose content the person may read."""
    mine = held_position_tokens(actor) if actor else []
    opened = Q(access_tokens__overlap=mine) | granted_to(actor)
    return Q(security_class__in=ORDINARY) | opened


def tell_depth(records: Iterable[Record], actor: Actor | None) -> None:
    """Write on each record whether its content opens to the person: `is_readable`.

    For pages of lists: one query, and none where nothing is classed.
    """
    given = list(records)
    classed = [one.pk for one in given if is_classed(one)]
    rows = records_readable_by(actor).filter(pk__in=classed)
    open_ones = set(rows.values_list("pk", flat=True)) if classed else set()
    for one in given:
        one.is_readable = not is_classed(one) or one.pk in open_ones  # type: ignore[attr-defined]


def reads(actor: Actor | None, record: Record) -> bool:
    """Tell whether the person may read the content; of a row of a list, as it says."""
    told = getattr(record, "is_readable", None)
    if told is not None:
        return bool(told)
    if actor is None:
        return False
    # The same rule in memory, for one row at hand.
    mine = (
        held_position_tokens(actor)
        if is_classed(record)
        else [*tokens_of(actor), *keeper_tokens_of(actor)]
    )
    if not set(record.access_tokens).isdisjoint(mine):
        return True
    grants = grants_in_force().filter(record=record.pk, reader=actor.official)
    return f"{READER}{actor.official.pk}" in record.access_tokens and grants.exists()


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
    """Return the record for its entry, or NotFound."""
    return one_of(records_visible_to(actor), record_id)


def readable_record(actor: Actor | None, record_id: UUID | str) -> Record:
    """Return the record for its content, or NotFound."""
    return one_of(records_readable_by(actor), record_id)
