"""What whoever follows an old link is told of a destroyed record."""

from uuid import UUID

from archive.disposal.access import tombstones_visible_to
from archive.disposal.errors import Destroyed
from archive.disposal.models import Tombstone
from eoffice.organisation.actor import Actor


def tombstone_of(actor: Actor | None, record_id: UUID) -> Tombstone | None:
    """Return the tombstone of a record whose entry the person could see."""
    rows = tombstones_visible_to(actor).select_related(
        "item__destruction_list", "item__unit"
    )
    return rows.filter(record_id=record_id).first()


def facts_of(stone: Tombstone) -> dict[str, object]:
    """Return what is left: number, date, code, description, rule, decisions, hashes."""
    item = stone.item
    found = item.destruction_list
    return {
        "record": str(stone.record_id),
        "number": item.number,
        "date": item.record_date.isoformat(),
        "classification_code": item.code,
        "description": item.description,
        "unit": item.unit.name,
        "rule": item.rule,
        "due_on": item.due_on.isoformat(),
        "sha256": item.hashes,
        "destruction_list": str(found.pk),
        "list_name": found.name,
        "approvals": [
            {
                "level": one.level,
                "number": one.document_number,
                "date": one.document_date.isoformat(),
                "by": one.document_by,
            }
            for one in found.approvals.filter(is_current=True)
        ],
        "destroyed_at": stone.made_at.isoformat(),
    }


def refuse_destroyed(actor: Actor | None, record_id: UUID) -> None:
    """Raise for a destroyed record whose entry the person could see; else nothing.

    Raises:
        Destroyed: with its tombstone.
    """
    stone = tombstone_of(actor, record_id)
    if stone is not None:
        raise Destroyed(facts_of(stone))
