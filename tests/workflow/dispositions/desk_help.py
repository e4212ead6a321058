"""A helper of the secretary's desk, and what they prepare."""

from eoffice.organisation.models import PositionDuty
from eoffice.policies.changing import change_policy
from tests.office.incoming import disposition
from tests.office.kabupaten import actor, make_person
from workflow.dispositions.models import PreparedDisposition
from workflow.dispositions.operations.preparing import prepare_disposition


def add_helper(office):
    """Somebody beside the secretary whose duty it is to help that desk."""
    duties = (PositionDuty.DESK_HELPER,)
    office.helper = make_person(
        "ajudan", "Mira Lestari", "Ajudan Sekda", office.bagian, duties=duties
    )
    row = {
        "helper": str(office.helper.position.pk),
        "leader": str(office.sekda.position.pk),
    }
    change_policy(
        actor=actor(office.admin),
        name="desk_helpers",
        value={"rows": [row]},
        reason="Perbup tata naskah",
        expected_version=None,
    )
    return office


def prepared(office, incoming, *people, version=0, **changes) -> PreparedDisposition:
    return prepare_disposition(
        actor=actor(office.helper),
        incoming_id=incoming.pk,
        content=disposition(*(people or (office.kadis,)), **changes),
        expected_version=version,
    )
