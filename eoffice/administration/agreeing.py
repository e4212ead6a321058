"""Deeds of two administrators: one asks, another agrees or refuses."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from eoffice.accounts.models import User
from eoffice.administration.acts_for_two import act_for_two
from eoffice.administration.agreement_subjects import Subjects, holders_of, subjects_of
from eoffice.administration.deeds import Deed
from eoffice.administration.four_eyes import NeedsSecondAdministrator, Rehearsal
from eoffice.administration.locking import lock_organisation
from eoffice.audit import trail as audit
from eoffice.errors import NotFound, Stale, StateForbids
from eoffice.organisation import access
from eoffice.organisation.actor import Actor, actor_now, actor_of
from eoffice.organisation.models import Agreement, AgreementState
from eoffice.outbox import events as outbox

ASKED = "agreement.asked"
DECIDED = "agreement.decided"
HOLDERS = "holders"  # who holds the position when it is asked for, or will


class AlreadyAsked(StateForbids):
    """The same waits already."""

    code = "already_asked"
    message = _("This waits for a second administrator already.")


class AlreadyDecided(StateForbids):
    """It was agreed to or refused before."""

    code = "already_decided"
    message = _("This was decided already; no need to do it again.")


class AskerLeft(StateForbids):
    """Who asked administers no more, so that there is only one of two."""

    code = "asker_left"
    message = _("Who asked for this is no administrator any more. Ask for it anew.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementOutcome:
    """What came of an act: done (`value`), or asked for (`agreement`)."""

    value: Any = None
    agreement: Agreement | None = None


def do_or_ask(act: str, *, actor: Actor, **arguments: Any) -> AgreementOutcome:
    """Do the act where one administrator may; else ask the others to agree to it.

    Raises:
        AlreadyAsked: the same one waits.
        OfficeError: what the operation itself refuses; nothing is asked for then.
    """
    operation = act_for_two(act).operation
    try:
        return AgreementOutcome(value=operation(actor=actor, **arguments))
    except NeedsSecondAdministrator:
        return AgreementOutcome(agreement=ask(act, actor=actor, **arguments))


@transaction.atomic
def ask(
    act: str, *, actor: Actor, draft_id: UUID | None = None, **arguments: Any
) -> Agreement:
    """Ask the other administrators to agree to the act; they are told.

    Raises:
        NotFound: not an administrator.
        AlreadyAsked: the same one waits.
        OfficeError: what the operation itself would refuse.
    """
    # first: two who ask for the same at once would both find nothing pending
    lock_organisation()
    actor = access.require_administrator(actor)
    deed = Deed.of(act, **arguments)
    # a workbook was planned as a whole before: that was its rehearsal
    if draft_id is None:
        _rehearse(act, actor, arguments)
    subjects = subjects_of(arguments, draft_id=draft_id)
    pending = Agreement.objects.filter(act=act, state=AgreementState.PENDING)
    if pending.filter(**subjects.keys).exists():
        raise AlreadyAsked
    agreement = Agreement.objects.create(
        act=act,
        **subjects.keys,
        arguments=deed.text,
        digest=deed.digest,
        seen=_seen(subjects),
        requested_by_id=actor.user_id,
    )
    _record(ASKED, agreement, actor)
    outbox.add(ASKED, agreement_id=agreement.pk)
    return agreement


@transaction.atomic
def confirm_agreement(*, actor: Actor, agreement_id: UUID) -> AgreementOutcome:
    """Agree to what another administrator asked for, and do it.

    Raises:
        NotFound: not an administrator, or no such agreement.
        NeedsSecondAdministrator: one's own request.
        AskerLeft: who asked administers no more.
        AlreadyDecided: too late.
        Stale: what it is about changed since it was asked; the position has another
        holder. OfficeError: it is not possible (any more); nothing changed.
    """
    actor = _administrator_now(actor)
    agreement = _open(agreement_id)
    if agreement.requested_by_id == actor.user_id:
        raise NeedsSecondAdministrator
    asker = User.objects.get(pk=agreement.requested_by_id)
    if not access.is_administrator(actor_of(asker)):
        raise AskerLeft(state=agreement.state)
    arguments = Deed(act=agreement.act, text=agreement.arguments).arguments()
    _check_seen(agreement)
    # before the act: `require_agreement` lets only a confirmed one pass
    _decide(agreement, AgreementState.CONFIRMED, actor)
    operation = act_for_two(agreement.act).operation
    value = operation(actor=actor, agreement=agreement, **arguments)
    _record("agreement.confirmed", agreement, actor)
    return AgreementOutcome(value=value, agreement=agreement)


@transaction.atomic
def refuse_agreement(*, actor: Actor, agreement_id: UUID) -> Agreement:
    """Refuse a request, or take one's own back."""
    actor = _administrator_now(actor)
    agreement = _open(agreement_id)
    _decide(agreement, AgreementState.REFUSED, actor)
    _record("agreement.refused", agreement, actor)
    return agreement


class _TriedOut(Exception):
    """Undoes a rehearsal."""


def _rehearse(act: str, actor: Actor, arguments: dict[str, Any]) -> None:
    """Do the act and undo it, so that its faults are known before anybody is asked."""
    operation = act_for_two(act).operation
    try:
        with transaction.atomic():
            operation(actor=actor, agreement=Rehearsal(), **arguments)
            raise _TriedOut
    except _TriedOut:
        return


def _administrator_now(actor: Actor) -> Actor:
    """Wait for one's turn; then ask again whether the person administers still."""
    lock_organisation()
    held = access.require_administrator(actor).chosen
    now = actor_now(actor, position=held.position.pk) if held else None
    return access.require_administrator(now)


def _open(agreement_id: UUID) -> Agreement:
    rows = Agreement.objects.select_for_update(no_key=True, of=("self",))
    agreement = rows.filter(pk=agreement_id).first()
    if agreement is None:
        raise NotFound
    if agreement.state != AgreementState.PENDING:
        raise AlreadyDecided(state=agreement.state)
    return agreement


def _decide(agreement: Agreement, state: AgreementState, actor: Actor) -> None:
    agreement.state = state
    agreement.decided_by_id = actor.user_id
    agreement.decided_at = timezone.now()
    agreement.arguments = ""  # it may hold a NIK or half a password
    changed = ["state", "decided_by", "decided_at", "arguments"]
    agreement.save(update_fields=changed)
    outbox.add(DECIDED, agreement_id=agreement.pk)


def _seen(subjects: Subjects) -> dict[str, list[str]]:
    return {HOLDERS: holders_of(subjects.position)} if subjects.position else {}


def _check_seen(agreement: Agreement) -> None:
    """Raise `Stale` where rights would go to somebody the request did not show."""
    known = set(agreement.seen.get(HOLDERS, []))
    if agreement.position and not known.issuperset(holders_of(agreement.position)):
        raise Stale(state=agreement.state)


def _record(action: str, agreement: Agreement, actor: Actor) -> None:
    audit.record(
        action,
        agreement,
        actor=actor,
        act=agreement.act,
        position=agreement.position_id,
        official=agreement.official_id,
        unit=agreement.unit_id,
    )
