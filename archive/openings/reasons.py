"""Whether a record opens to a person now, and with which reason.

The letter's own people (drafter, route, receivers, desks of its dispositions) open it
as they open the letter. Everybody else who may read a classed record (by a grant, a
loan, as the archivist who entered it) says why, once for some hours.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.openings.models import OpeningReason
from archive.records.access import grants_in_force, readable_record, reads
from archive.records.models import Record
from eoffice.audit import trail
from eoffice.audit.sight import tell_opening
from eoffice.audit.trail_acts import OpeningAct
from eoffice.errors import Fault, Invalid, StateForbids
from eoffice.organisation.actor import Actor
from workflow.security_class import is_classed
from workflow.tokens import held_position_tokens

LASTS = timedelta(hours=8)  # a working day's session; longer than that is another one
LONGEST = 300
FIELD = "reason"


class NoReasonWanted(StateForbids):
    """The record is ordinary, or the person works on its letter."""

    code = "no_reason_wanted"
    message = _("This record opens to you without a reason.")


class ReasonWanted(Invalid):
    """The content opens once the person says why."""

    code = "opening_reason_wanted"
    message = _("This record is classed. Say why you open it.")

    def __init__(self) -> None:
        """Name the field that is missing."""
        fault = Fault(field=FIELD, code=self.code, message=self.message)
        super().__init__([fault], self.message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Depth:
    """How deep a record opens: `is_content` its content, and not the entry alone.

    `is_wanted`: the content would open with a reason. `reason`: empty where none is.
    """

    is_content: bool
    is_wanted: bool = False
    reason: str = ""


def works_on(actor: Actor, record: Record) -> bool:
    """Tell whether the letter behind the record opens to the person by itself."""
    origin = record.letter or record.incoming
    tokens = origin.access_tokens if origin else []
    return not set(tokens).isdisjoint(held_position_tokens(actor))


def opening_of(actor: Actor, record: Record, said: str = "") -> Depth:
    """Return how the record opens to the person now; `said`: why, with this request.

    Raises:
        Invalid: what was said is too long.
    """
    if not reads(actor, record):
        return Depth(is_content=False)
    if not is_classed(record) or works_on(actor, record):
        return Depth(is_content=True)
    reason = _checked(said) if said.strip() else _said_before(actor, record)
    if not reason:
        return Depth(is_content=False, is_wanted=True)
    return Depth(is_content=True, reason=reason)


def opened(request: HttpRequest, actor: Actor, record: Record, said: str = "") -> Depth:
    """Return how it opens, and have the request's note in the trail say so too.

    From here on the row answers `reads` as it opened: its entry alone, or all.
    """
    found = opening_of(actor, record, said)
    record.is_readable = found.is_content  # type: ignore[attr-defined]  # as `tell_depth`
    tell_opening(request, is_content=found.is_content, reason=found.reason)
    return found


def require_opened(
    request: HttpRequest, actor: Actor, record: Record, said: str = ""
) -> None:
    """Go on where the content opens; for a record that the person may read.

    Raises:
        ReasonWanted: not without saying why.
        Invalid: what was said is too long.
    """
    if opened(request, actor, record, said).is_wanted:
        raise ReasonWanted


@transaction.atomic
def give_reason(*, actor: Actor, record_id: UUID, reason: str) -> OpeningReason:
    """Say why one opens the record; it opens from now on for some hours.

    Raises:
        NotFound: unknown, or not theirs to read.
        NoReasonWanted: it opens without.
        Invalid: no reason, or too long.
    """
    record = readable_record(actor, record_id)
    if not is_classed(record) or works_on(actor, record):
        raise NoReasonWanted(state="open")
    given = OpeningReason.objects.create(
        record=record,
        reader=actor.official,
        reason=_checked(reason),
        security_class=record.security_class,
        until_at=timezone.now() + LASTS,
    )
    trail.record(
        OpeningAct.REASON,
        record,
        actor=actor,
        security_class=record.security_class,
        reason=given.reason,
        until=given.until_at.isoformat(),
    )
    return given


def proposed_reason(actor: Actor, record: Record) -> str:
    """Return what the person's grant was given for, to begin the answer with."""
    rows = grants_in_force().filter(record=record.pk, reader=actor.official)
    return rows.order_by("-id").values_list("reason", flat=True).first() or ""


def _said_before(actor: Actor, record: Record) -> str:
    rows = OpeningReason.objects.filter(
        record=record.pk,
        reader=actor.official,
        security_class=record.security_class,
        until_at__gt=timezone.now(),
    )
    latest = rows.order_by("-id").values_list("reason", flat=True).first()
    return latest or ""


def _checked(said: str) -> str:
    reason = " ".join("".join(c if c.isprintable() else " " for c in said).split())
    if not 0 < len(reason) <= LONGEST:
        text = _("Say why, in at most %(longest)d characters.") % {"longest": LONGEST}
        raise Invalid([Fault(field=FIELD, code="required", message=text)])
    return reason
