"""People and rules around a leader's desk: the keeper of the gate, and the ajudan."""

from dataclasses import dataclass

from eoffice.organisation.models import PositionDuty, PositionKind
from eoffice.policies.changing import change_policy
from tests.office.kabupaten import Office, Person, actor, make_person


@dataclass(kw_only=True)
class LeaderDesk:
    """Who stands beside the bupati, and the head between drafter and kabag."""

    keeper: Person
    ajudan: Person
    kasubbag: Person


def stand_beside_the_bupati(office: Office) -> LeaderDesk:
    """Add TU pimpinan at the gate, an ajudan who prepares, and a line below the kabag.

    TU pimpinan is the record clerk of the bupati's own agenda.
    """
    keeper = make_person(
        "tup",
        "Mira Lestari",
        "Kepala TU Pimpinan",
        office.government,
        superior=office.sekda,
        duties=(PositionDuty.RECORD_CLERK,),
    )
    ajudan = make_person(
        "ajudan",
        "Galih Pratama",
        "Ajudan Bupati",
        office.government,
        superior=office.bupati,
        duties=(PositionDuty.DESK_HELPER,),
    )
    kasubbag = make_person(
        "kasubbag",
        "Ratna Puspita",
        "Kepala Subbagian Pelayanan Publik",
        office.bagian,
        superior=office.kabag,
        kind=PositionKind.STRUCTURAL,
    )
    office.drafter.position.superior = kasubbag.position
    office.drafter.position.save()
    _rule(office, "gates", {"gates": [_row(office, keeper=keeper)], "passes": []})
    _rule(office, "desk_helpers", {"rows": [_row(office, helper=ajudan)]})
    return LeaderDesk(keeper=keeper, ajudan=ajudan, kasubbag=kasubbag)


def _row(office: Office, **who: Person) -> dict[str, str]:
    named = {name: str(one.position.pk) for name, one in who.items()}
    return {"leader": str(office.bupati.position.pk), **named}


def _rule(office: Office, name: str, value: dict) -> None:
    change_policy(
        actor=actor(office.admin),
        name=name,
        value=value,
        reason="Perbup tata naskah dinas",
        expected_version=None,
    )
