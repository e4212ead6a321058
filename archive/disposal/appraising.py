"""The committee's word on items: one, several, all of a rule, or all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.disposal.errors import AppraisalOver, SamePerson
from archive.disposal.events import DisposalEvent
from archive.disposal.locks import locked_for, moved
from archive.disposal.models import DestructionItem, DestructionList
from archive.disposal.states import Appraisal, ItemState, ListState
from archive.disposal.trail_acts import DisposalAct
from eoffice.audit import trail
from eoffice.errors import Fault, Invalid, NotFound
from eoffice.organisation.actor import Actor
from eoffice.outbox import events

LONGEST_REASON = 500
TOLD = 50  # ids that the trail names; the items keep their decision
APPRAISABLE = frozenset({ListState.SUBMITTED, ListState.IN_APPRAISAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeWord:
    """A decision on items, with its reason; `until` only to keep longer."""

    decision: Appraisal
    until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """Which items: those named, those of a rule, or (neither given) all undecided.

    A rule with an exception is looked at record by record: such items are decided
    only by name.
    """

    items: Sequence[UUID] = ()
    rule_id: UUID | None = None


@transaction.atomic
def appraise_items(
    *,
    actor: Actor,
    list_id: UUID,
    chosen: Chosen,
    word: CommitteeWord,
    expected_version: int | None = None,
) -> int:
    """Give the committee's word on the chosen items; return how many it was given on.

    Raises:
        NotFound: the list or an item is not this person's to appraise.
        SamePerson: the person proposed the list.
        AppraisalOver: an approval is entered; it was given on these words.
        WrongState, Stale: the list is not in appraisal, or changed meanwhile.
        Invalid: the word lacks its reason or day.
    """
    found = locked_for(
        actor,
        "disposal.appraise",
        list_id,
        states=APPRAISABLE,
        expected_version=expected_version,
    )
    if actor.official.pk == found.proposed_by_id:
        raise SamePerson(state=found.state)
    if found.approvals.filter(is_current=True).exists():
        raise AppraisalOver(state=found.state)
    if faults := word_faults(word):
        raise Invalid(faults)
    was_open = is_open(found)
    count = _chosen(found, chosen).update(
        decision=word.decision,
        until=word.until,
        reason=word.reason.strip(),
        decided_by=actor.official,
        decided_at=timezone.now(),
    )
    appraised(found, was_open=was_open)
    trail.record(
        DisposalAct.APPRAISED,
        found,
        actor=actor,
        decision=word.decision.value,
        until=word.until.isoformat() if word.until else None,
        reason=word.reason.strip(),
        count=count,
        items=[str(pk) for pk in chosen.items[:TOLD]],
    )
    return count


def is_open(found: DestructionList) -> bool:
    """Tell whether an item of the list has no word yet."""
    return found.items.filter(state=ItemState.LISTED, decision="").exists()


def appraised(found: DestructionList, *, was_open: bool) -> None:
    """Move the locked list on after words were given; the last one calls others."""
    moved(found, ListState.IN_APPRAISAL)
    if was_open and not is_open(found):
        events.add(DisposalEvent.APPRAISED, list_id=found.pk)


def _chosen(found: DestructionList, chosen: Chosen) -> QuerySet[DestructionItem]:
    listed = found.items.filter(state=ItemState.LISTED)
    if chosen.items:
        named = listed.filter(pk__in=chosen.items)
        if named.count() != len(set(chosen.items)):
            raise NotFound
        return named
    alike = listed.filter(needs_look=False)
    if chosen.rule_id is not None:
        return alike.filter(rule_id=chosen.rule_id)
    return alike.filter(decision="")


def word_faults(word: CommitteeWord) -> list[Fault]:
    """Return what is wrong with a decision: a reason or a day that is missing."""
    faults = []
    keeps = word.decision == Appraisal.KEEP_UNTIL
    if keeps and (word.until is None or word.until <= timezone.localdate()):
        text = _("Say until which day it is kept.")
        faults.append(Fault(field="until", code="required", message=text))
    if not keeps and word.until is not None:
        text = _("A day belongs only to keeping longer.")
        faults.append(Fault(field="until", code="not_wanted", message=text))
    if word.decision != Appraisal.AGREE and not word.reason.strip():
        text = _("Say why.")
        faults.append(Fault(field="reason", code="required", message=text))
    if len(word.reason.strip()) > LONGEST_REASON:
        told = _("At most %(longest)d characters.") % {"longest": LONGEST_REASON}
        faults.append(Fault(field="reason", code="too_long", message=told))
    return faults
