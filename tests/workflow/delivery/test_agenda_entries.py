"""One entry per letter and register in the agenda of incoming letters."""

import pytest

from tests.harness.crossing import at_once
from tests.office.kabupaten import actor, build_office
from tests.office.outgoing import initialled, sent
from tests.office.signers import SECRET, make_signer
from tests.office.visitors import client_of, token_client
from workflow.delivery.operations import deliver_letter
from workflow.letters.operations.drafting import RecipientInput
from workflow.models import IncomingLetter, LedgerNumber, Series
from workflow.pades.ports import Secret
from workflow.signing.operations.signing import sign_letter


@pytest.fixture
def house(db):
    office = build_office()
    make_signer(office.sekda)
    return office


def to(*people, kind="to"):
    return [RecipientInput(kind=kind, position_id=one.position.pk) for one in people]


def desks() -> dict[str, tuple[str, bool]]:
    rows = IncomingLetter.objects.select_related("routed_to")
    return {one.routed_to.code: (one.agenda_number, one.is_copy) for one in rows}


def entries() -> list[tuple[str, int]]:
    rows = LedgerNumber.objects.filter(register__series=Series.AGENDA)
    return sorted(rows.values_list("register__unit__code", "value"))


def test_desks_of_one_register_share_one_number_and_copies_are_marked(house):
    copies = to(house.staff, kind="cc")

    sent(house, recipients=[*to(house.kadis, house.kabid, house.bupati), *copies])

    kominfo = "SM/0001/DISKOMINFO/2026"
    assert desks() == {
        "KADIS": (kominfo, False),
        "KABID": (kominfo, False),
        "STAF": (kominfo, True),
        "BUPATI": ("SM/0001/WNS/2026", False),
    }
    assert entries() == [("DISKOMINFO", 1), ("WNS", 1)]


def test_letters_of_the_own_unit_reach_the_desk_without_an_entry(house):
    sent(house, recipients=to(house.kabag, house.kadis))

    assert desks()["KABAG"] == ("", False)
    assert entries() == [("DISKOMINFO", 1)]
    page = client_of(house.kabag).get("/naskah-masuk/").content.decode()
    assert "Undangan rapat persiapan" in page


def test_who_is_named_as_addressee_and_as_copy_has_it_as_addressee(house):
    copies = to(house.kadis, kind="cc")

    sent(house, recipients=[*copies, *to(house.kadis)])

    assert desks() == {"KADIS": ("SM/0001/DISKOMINFO/2026", False)}


def test_the_next_letter_takes_the_next_number(house):
    for _n in range(2):
        sent(house, recipients=to(house.kadis, house.kabid))

    assert entries() == [("DISKOMINFO", 1), ("DISKOMINFO", 2)]


def test_the_api_tells_the_number_of_each_register(house):
    sent(house, recipients=to(house.kadis, house.kabag))
    [entry] = LedgerNumber.objects.filter(register__series=Series.AGENDA)

    def told(person):
        listed = token_client(person.official).get("/api/v1/incoming-letters")
        [row] = listed.json()["items"]
        whole = token_client(person.official).get(
            f"/api/v1/incoming-letters/{row['id']}"
        )
        assert whole.json()["agenda_numbers"] == row["agenda_numbers"]
        return row["agenda_numbers"]

    number = {"register": str(entry.register_id), "number": "SM/0001/DISKOMINFO/2026"}
    assert told(house.kadis) == [number]
    assert told(house.kabag) == []


@pytest.mark.django_db(transaction=True)
def test_letters_delivered_at_once_leave_no_gap_and_take_no_number_twice():
    office = build_office()
    make_signer(office.sekda)
    people = (office.kadis, office.kabid, office.bupati)
    letters = [
        initialled(office, recipients=to(*order)) for order in (people, people[::-1])
    ]
    for letter in letters:
        sign_letter(
            actor=actor(office.sekda), letter_id=letter.pk, secret=Secret(SECRET)
        )

    answers = at_once(
        *(lambda pk=one.pk: deliver_letter(letter_id=pk) for one in letters)
    )

    assert answers == [None, None]
    assert entries() == [
        ("DISKOMINFO", 1), ("DISKOMINFO", 2), ("WNS", 1), ("WNS", 2),
    ]  # fmt: skip
