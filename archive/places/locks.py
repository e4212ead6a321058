"""Row locks of boxes: after the record files, by ascending id."""

from uuid import UUID

from archive.places import access
from archive.places.models import RecordBox
from eoffice.errors import NotFound
from eoffice.organisation.actor import Actor
from eoffice.row_versions import check_version


def locked_box(
    actor: Actor, act: str, box_id: UUID, *, expected_version: int | None = None
) -> RecordBox:
    """Lock the box for an act of this person.

    Raises:
        NotFound: unknown, not theirs to see, or not theirs to act on.
        Stale: it changed since `expected_version`.
    """
    rows = RecordBox.objects.select_for_update(no_key=True, of=("self",))
    box = rows.select_related("unit", "custodian").filter(pk=box_id).first()
    if box is None:
        raise NotFound
    access.visible_box(actor, box_id)
    access.require(actor, act, box)
    check_version(box, expected_version, state=box.state)
    return box
