"""A list with its committee, and a hold, for the guard's world."""

from archive.disposal.deciding import submit_list
from archive.holds.models import ScopeKind
from archive.holds.placing import HoldInput, ScopeInput, place_hold
from tests.office.disposal import confirm_schedule, make_committee, make_due, proposed
from tests.office.kabupaten import Office, actor
from tests.office.records import make_record


def destruction(office: Office) -> dict[tuple[str, ...], list[dict[str, object]]]:
    """Return where a submitted list, its item and a hold are named."""
    confirm_schedule()
    make_committee(office)
    make_due(office, make_record(office))
    own = actor(office.setda_archivist)
    found = submit_list(actor=own, list_id=proposed(office).pk)
    hold = place_hold(
        actor=own,
        hold=HoldInput(
            case_name="Perkara 12/G/2026",
            requester="Bagian Hukum",
            basis="Nota dinas",
            scopes=[ScopeInput(kind=ScopeKind.SEARCH, words="jembatan roboh")],
        ),
    )
    item = found.items.get()
    return {
        ("list_id",): [{"list_id": found.pk}],
        ("list_id", "item_id"): [{"list_id": found.pk, "item_id": item.pk}],
        ("hold_id",): [{"hold_id": hold.pk}],
    }
