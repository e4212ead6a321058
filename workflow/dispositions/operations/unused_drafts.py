"""The draft beside a letter: found under its lock, ended when another one is given."""

from eoffice.audit import trail
from eoffice.organisation.actor import Actor
from workflow.dispositions.models import Disposition, PreparedDisposition
from workflow.dispositions.trail_acts import DispositionAct
from workflow.incoming.models import IncomingLetter


def open_draft(incoming: IncomingLetter) -> PreparedDisposition | None:
    """Return the letter's draft, locked; its letter is locked already."""
    rows = PreparedDisposition.objects.select_for_update(no_key=True, of=("self",))
    return rows.filter(incoming=incoming, is_open=True).first()


def end_unused_draft(
    incoming: IncomingLetter, disposition: Disposition, actor: Actor
) -> None:
    """End what was prepared for this desk; its leader gave another disposition."""
    draft = open_draft(incoming)
    if draft is None or draft.desk_id != incoming.routed_to_id:
        return
    draft.is_open, draft.given_instead = False, disposition
    draft.save(update_fields=["is_open", "given_instead"])
    trail.record(
        DispositionAct.UNUSED,
        incoming,
        actor=actor.at_position(incoming.routed_to_id),
        prepared=str(draft.pk),
        disposition=str(disposition.pk),
    )
