"""Noting beside an agenda entry what was done to it (inside the act's transaction)."""

from collections.abc import Sequence

from eoffice.organisation.actor import Actor
from workflow.incoming.models import AgendaEvent, AgendaEventKind, IncomingLetter

LONGEST_REASON = 300


def note_in_agenda(
    incoming: IncomingLetter,
    kind: AgendaEventKind,
    *,
    actor: Actor,
    reason: str = "",
    changes: Sequence[dict[str, str]] = (),
) -> AgendaEvent:
    """Keep an event; `changes` are `{field, before, after}` in words for people."""
    return AgendaEvent.objects.create(
        incoming=incoming,
        kind=kind,
        official=actor.official,
        position=actor.chosen.position if actor.chosen else None,
        reason=reason.strip()[:LONGEST_REASON],
        changes=list(changes),
    )
