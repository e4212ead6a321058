"""Who had the letter when: from versions, decisions, deliveries and dispositions.

Everybody sees what they may: the route only those who take part in it, readings only
the sender's side, dispositions only those who may see the disposition.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from eoffice.organisation.actor import Actor
from eoffice.organisation.models import Official, Position
from workflow.approval.models import (
    ApprovalStep,
    Decision,
    DecisionKind,
    RouteChangeKind,
)
from workflow.dispatches.access import dispatches_visible_to
from workflow.dispatches.queries.shown import moments_after
from workflow.dispositions import access as dispositions_access
from workflow.letters import access as letters_access
from workflow.letters.models import Letter, LetterVersion, Revocation, StepKind

MOST_MOMENTS = 500
LABELS: dict[str, str | Promise] = {
    "drafted": _("Drafted"),
    "submitted": _("Submitted"),
    "step_opened": _("Came to the desk"),
    "step_approved": _("Initialled"),
    "step_withdrawn": _("Initial taken back"),
    **{f"route_{kind.value}": kind.label for kind in RouteChangeKind},
    "returned": _("Returned"),
    "refused": _("Refused"),
    "signed": _("Signed"),
    "sent": _("Sent"),
    "delivered": _("Delivered"),
    "read": _("Read"),
    "dispatched": _("Sent out"),
    "opened": _("Opened by its link"),
    "receipt": _("Receipt given"),
    "handed_over": _("Handed over"),
    "came_back": _("Came back"),
    "taken_back": _("Sending taken back"),
    "disposition": _("Disposition given"),
    "revoked": _("Revoked"),
}
DECIDED = {
    DecisionKind.APPROVED: "step_approved",
    DecisionKind.RETURNED: "returned",
    DecisionKind.REFUSED: "refused",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMoment:
    """Something that happened to the letter, by whom, from which position."""

    at: datetime
    kind: str
    official: Official | None = None
    position: Position | None = None
    note: str = ""
    version: int | None = None
    # Of a desk that has done with the letter: how long it lay there.
    lasted: timedelta | None = None

    @property
    def label(self) -> str:
        """Return what happened in words."""
        return str(LABELS[self.kind])


def timeline_of(
    letter: Letter, actor: Actor, *, takes_part: bool | None = None
) -> list[TimelineMoment]:
    """Return the moments of a letter the person may see, oldest first.

    `takes_part`: where the caller has asked already (`letters_access.takes_part`).
    """
    if takes_part is None:
        takes_part = letters_access.takes_part(actor, letter)
    is_senders = takes_part or letters_access.is_of_senders_units(actor, letter)
    found = [
        *_issued(letter),
        *_deliveries(letter, actor, is_senders=is_senders),
        *_dispatches(letter, actor),
        *_slips(letter, actor),
    ]
    if takes_part:
        found += [*_route(letter)]
    return sorted(found, key=lambda moment: moment.at)[:MOST_MOMENTS]


def _issued(letter: Letter) -> Iterator[TimelineMoment]:
    # The first: later revisions of the bytes only add evidence, nobody signs again.
    signed = None
    if letter.signed_at is not None:
        signed = letter.signatures.select_related("official", "position").first()
    if signed is not None and letter.signed_at is not None:
        yield TimelineMoment(
            at=letter.signed_at,
            kind="signed",
            official=signed.official,
            position=signed.position,
        )
    if letter.sent_at is not None:
        yield TimelineMoment(at=letter.sent_at, kind="sent")
    revoked = Revocation.objects.filter(letter=letter)
    for row in revoked.select_related("official", "position"):
        yield TimelineMoment(
            at=row.revoked_at,
            kind="revoked",
            official=row.official,
            position=row.position,
            note=row.reason,
        )


def _route(letter: Letter) -> Iterator[TimelineMoment]:
    yield TimelineMoment(
        at=letter.created_at,
        kind="drafted",
        official=letter.drafter,
        position=letter.drafter_position,
    )
    versions: list[LetterVersion] = list(
        letter.versions.select_related("submitted_by", "submitted_as")
    )
    for version in versions:
        yield TimelineMoment(
            at=version.submitted_at,
            kind="submitted",
            official=version.submitted_by,
            position=version.submitted_as,
            version=version.number,
        )
    for step in letter.steps.filter(opened_at__isnull=False).select_related(
        "position", "version"
    ):
        if step.opened_at is not None:
            yield TimelineMoment(
                at=step.opened_at,
                kind="step_opened",
                position=step.position,
                version=step.version.number,
                lasted=_lasted(step),
            )
    yield from _decisions(letter)
    yield from _changes(letter)


def _changes(letter: Letter) -> Iterator[TimelineMoment]:
    rows = letter.route_changes.select_related("official", "position", "step__position")
    # Carried over to a corrected text: what was done was done before, and told there.
    rows = rows.exclude(kind=RouteChangeKind.KEPT)
    rows = rows.exclude(kind=RouteChangeKind.SKIPPED, official=None)
    for row in rows.defer("official__nik"):
        # The clock acts for nobody: what is told is whose desk it was.
        desk = row.position or (row.step.position if row.step else None)
        yield TimelineMoment(
            at=row.created_at,
            kind=f"route_{row.kind}",
            official=row.official,
            position=desk,
            note=row.reason,
        )


def _lasted(step: ApprovalStep) -> timedelta | None:
    ended = step.withdrawn_at or step.decided_at
    both = step.opened_at is not None and ended is not None
    return ended - step.opened_at if both else None  # type: ignore[operator]


def _decisions(letter: Letter) -> Iterator[TimelineMoment]:
    rows = Decision.objects.filter(step__letter=letter)
    # The signature is told once, from the signed bytes themselves.
    rows = rows.exclude(step__kind=StepKind.SIGNATURE, kind=DecisionKind.SIGNED)
    for row in rows.select_related("official", "position", "version", "step"):
        yield TimelineMoment(
            at=row.decided_at,
            kind=DECIDED[DecisionKind(row.kind)],
            official=row.official,
            position=row.position,
            note=row.note,
            version=row.version.number,
        )
        if row.step.withdrawn_at is not None:
            yield TimelineMoment(
                at=row.step.withdrawn_at,
                kind="step_withdrawn",
                official=row.official,
                position=row.position,
                version=row.version.number,
            )


def _deliveries(
    letter: Letter, actor: Actor, *, is_senders: bool
) -> Iterator[TimelineMoment]:
    rows = letter.deliveries.filter(delivered_at__isnull=False)
    if not is_senders:
        # A recipient knows of the own copy; who else read when is the sender's to see.
        rows = rows.filter(position__in=actor.position_ids)
    for row in rows.select_related("position", "read_by"):
        if row.delivered_at is not None:
            yield TimelineMoment(
                at=row.delivered_at, kind="delivered", position=row.position
            )
        if row.read_at is not None:
            yield TimelineMoment(
                at=row.read_at,
                kind="read",
                official=row.read_by,
                position=row.position,
            )


def _dispatches(letter: Letter, actor: Actor) -> Iterator[TimelineMoment]:
    if not letter.outside:
        return
    rows = dispatches_visible_to(actor).filter(letter=letter)
    for row in rows.select_related("recipient", "sent_by", "sent_as").defer(
        "sent_by__nik", "recipient__email"
    ):
        to = row.recipient.external
        if row.sent_at is not None:
            yield TimelineMoment(
                at=row.sent_at,
                kind="dispatched",
                official=row.sent_by,
                position=row.sent_as,
                note=f"{to}: {row.get_way_display()}",
            )
        for at, kind, note in moments_after(row):
            yield TimelineMoment(at=at, kind=kind, note=f"{to}{note}")


def _slips(letter: Letter, actor: Actor) -> Iterator[TimelineMoment]:
    dispositions = dispositions_access.dispositions_visible_to(actor).filter(
        incoming__delivery__letter=letter
    )
    for disposition in dispositions.select_related("giver", "giver_position"):
        yield TimelineMoment(
            at=disposition.created_at,
            kind="disposition",
            official=disposition.giver,
            position=disposition.giver_position,
            note=disposition.note,
        )
