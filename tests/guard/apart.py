"""Things of the guard's world that have a file of their own, together."""

from tests.guard.absent import absent
from tests.guard.drafts import drafts
from tests.guard.sendings import sent_out
from tests.office.kabupaten import Office
from tests.workflow.drafting.many_at_once import many_at_once


def apart(office: Office) -> dict[tuple[str, ...], list[dict[str, object]]]:
    """Return where each of them is named."""
    made = sent_out(office) | absent(office) | drafts(office)
    return made | many_at_once(office)
