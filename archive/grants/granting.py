"""Reading one record for a time: asked for, given or refused, revoked.

`grant_reading` is the only place that opens the content of a record to a person who
does not take part in it: requests that are agreed to come here, and so do loans.
A grant ends by itself with its last day; no clock is needed for that.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.grants import access
from archive.grants.errors import GrantAsked, GrantDecided, GrantOver
from archive.grants.trail_acts import GrantAct
from archive.records.access import refresh_access, visible_record
from archive.records.events import RecordEvent
from archive.records.grant_model import GrantState, ReadingGrant
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official
from eoffice.outbox import events
from eoffice.row_versions import check_version

LONGEST_DAYS = 90  # whoever needs it longer asks again, and is decided about again
LONGEST = 300  # of a reason, in characters


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWish:
    """Who wants to read (by NIP; empty: the asker), until when, and what for."""

    until_on: date
    reason: str
    nip: str = ""


@transaction.atomic
def ask_to_read(*, actor: Actor, record_id: UUID, wanted: ReadingWish) -> ReadingGrant:
    """Ask that a person may read the content; whoever knows the entry may ask.

    Raises:
        NotFound: the entry is not theirs to see.
        GrantAsked: a request of this person waits already.
        Invalid: no reason, a day that is past or too far, an unknown person.
    """
    visible_record(actor, record_id)
    record = _locked(record_id)
    reader = _reader(wanted.nip.strip()) if wanted.nip.strip() else actor.official
    faults = _faults(wanted.until_on, wanted.reason)
    if reader is None:
        text = _("Nobody in service has this NIP.")
        faults.append(Fault(field="nip", code="unknown", message=text))
    if faults or reader is None:
        raise Invalid(faults)
    waiting = ReadingGrant.objects.filter(record=record, reader=reader)
    if waiting.filter(state=GrantState.ASKED).exists():
        raise GrantAsked(state=GrantState.ASKED)
    grant = ReadingGrant.objects.create(
        record=record,
        reader=reader,
        reason=wanted.reason.strip(),
        security_class=record.security_class,
        until_on=wanted.until_on,
        asked_by=actor.official,
    )
    _told(GrantAct.ASKED, grant, actor)
    return grant


@transaction.atomic
def grant_reading(
    *, actor: Actor, record_id: UUID, reader: Official, until_on: date, reason: str
) -> ReadingGrant:
    """Open the record's content to the person until the end of the day, at once.

    For whoever answers for the record (`access.answers_for`): the class holds here too.

    Raises:
        NotFound: unknown, or not theirs to open.
        Invalid: no reason, oneself, a day that is past or too far, a person who left.
    """
    record = _locked(record_id)
    access.require(actor, "grant.give", record)
    faults = _faults(until_on, reason)
    if reader == actor.official or not reader.is_active:
        text = _("Choose somebody else who is in service.")
        faults.append(Fault(field="nip", code="not_theirs", message=text))
    if faults:
        raise Invalid(faults)
    grant = ReadingGrant(
        record=record,
        reader=reader,
        reason=reason.strip(),
        until_on=until_on,
        asked_by=actor.official,
    )
    _open(grant, actor)
    return grant


@transaction.atomic
def agree_to_reading(
    *,
    actor: Actor,
    grant_id: UUID,
    until_on: date | None = None,
    expected_version: int | None = None,
) -> ReadingGrant:
    """Give what was asked for, until the day asked for or another one.

    Raises:
        NotFound: unknown, or not theirs to decide.
        GrantDecided, Stale: the state forbids it.
        Invalid: a day that is past or too far.
    """
    grant = _to_decide(actor, grant_id, expected_version)
    grant.until_on = until_on or grant.until_on
    if faults := _faults(grant.until_on, grant.reason):
        raise Invalid(faults)
    _open(grant, actor)
    return grant


@transaction.atomic
def refuse_reading(
    *, actor: Actor, grant_id: UUID, note: str, expected_version: int | None = None
) -> ReadingGrant:
    """Refuse what was asked for, with the reason.

    Raises:
        NotFound: unknown, or not theirs to decide.
        GrantDecided, Stale: the state forbids it.
        Invalid: no reason.
    """
    grant = _to_decide(actor, grant_id, expected_version)
    _decide(grant, actor, GrantState.REFUSED, _checked_note(note))
    _told(GrantAct.REFUSED, grant, actor)
    return grant


@transaction.atomic
def revoke_reading(
    *, actor: Actor, grant_id: UUID, note: str, expected_version: int | None = None
) -> ReadingGrant:
    """End a grant before its day, from this moment on; readers may give theirs back.

    Raises:
        NotFound: unknown, or not theirs to end.
        GrantOver, Stale: the state forbids it.
        Invalid: no reason.
    """
    grant = _locked_grant(actor, "grant.revoke", grant_id)
    check_version(grant, expected_version, state=grant.state)
    is_over = grant.until_on < timezone.localdate()
    if grant.state != GrantState.GIVEN or is_over:
        raise GrantOver(state=grant.state)
    _decide(grant, actor, GrantState.REVOKED, _checked_note(note))
    _follow(grant, GrantAct.REVOKED, actor)
    return grant


def _open(grant: ReadingGrant, actor: Actor) -> None:
    grant.security_class = grant.record.security_class
    _decide(grant, actor, GrantState.GIVEN, "")
    _follow(grant, GrantAct.GIVEN, actor)


def _decide(grant: ReadingGrant, actor: Actor, state: GrantState, note: str) -> None:
    grant.state, grant.note = state, note
    grant.decided_by, grant.decided_at = actor.official, timezone.now()
    grant.row_version += 1
    grant.save()


def _follow(grant: ReadingGrant, act: GrantAct, actor: Actor) -> None:
    refresh_access(grant.record)
    _told(act, grant, actor)
    events.add(RecordEvent.ACCESS_CHANGED, record_id=grant.record_id)


def _told(act: GrantAct, grant: ReadingGrant, actor: Actor) -> None:
    trail.record(
        act,
        grant.record,
        actor=actor,
        grant=str(grant.pk),
        reader=str(grant.reader_id),
        until_on=grant.until_on.isoformat(),
        reason=grant.note or grant.reason,
    )


def _to_decide(actor: Actor, grant_id: UUID, version: int | None) -> ReadingGrant:
    grant = _locked_grant(actor, "grant.decide", grant_id)
    check_version(grant, version, state=grant.state)
    if grant.state != GrantState.ASKED:
        raise GrantDecided(state=grant.state)
    return grant


def _locked_grant(actor: Actor, act: str, grant_id: UUID) -> ReadingGrant:
    """Lock the record and then its grant, for an act of this person."""
    known = access.visible_grant(actor, grant_id)
    record = _locked(known.record_id)
    rows = ReadingGrant.objects.select_for_update(no_key=True, of=("self",))
    grant = rows.get(pk=grant_id)
    grant.record = record
    access.require(actor, act, grant)
    return grant


def _locked(record_id: UUID) -> Record:
    rows = Record.objects.select_for_update(no_key=True, of=("self",))
    record = rows.select_related("unit", "letter", "incoming").filter(pk=record_id)
    if (found := record.first()) is None:
        raise NotFound
    return found


def _reader(nip: str) -> Official | None:
    return Official.objects.filter(nip=nip, is_active=True).first()


def _faults(until_on: date, reason: str) -> list[Fault]:
    today, faults = timezone.localdate(), []
    if not today <= until_on <= today + timedelta(days=LONGEST_DAYS):
        text = _("Choose a day from today on, at most %(most)d days ahead.")
        told = text % {"most": LONGEST_DAYS}
        faults.append(Fault(field="until_on", code="out_of_range", message=told))
    if not 0 < len(reason.strip()) <= LONGEST:
        faults.append(_no_reason("reason"))
    return faults


def _checked_note(note: str) -> str:
    if not 0 < len(note.strip()) <= LONGEST:
        raise Invalid([_no_reason("note")])
    return note.strip()


def _no_reason(field: str) -> Fault:
    text = _("Say why, in at most %(longest)d characters.") % {"longest": LONGEST}
    return Fault(field=field, code="required", message=text)
