"""Where a clerk may route a letter: their own tree, and the seats above it."""

import json

import pytest

from eoffice.errors import Invalid
from eoffice.organisation.models import PositionKind
from tests.office.incoming import empty_letter, entry, registered
from tests.office.kabupaten import actor, make_person
from tests.office.visitors import client_of, post, program_of
from workflow.incoming import access
from workflow.incoming.operations.registering import register_incoming_letter
from workflow.incoming.queries.desks import desks_of
from workflow.models import IncomingLetter

pytestmark = pytest.mark.django_db


def people_of(office):
    """Everybody of the office by the name of their attribute."""
    return {n: p for n, p in vars(office).items() if hasattr(p, "official")}


def seen_by(office, incoming) -> set[str]:
    return {
        name
        for name, person in people_of(office).items()
        if access.incoming_visible_to(actor(person)).filter(pk=incoming.pk).exists()
    }


def test_clerk_of_the_secretariat_reaches_the_bupati_and_nobody_new_sees_it(office):
    usual = registered(office)
    before = seen_by(office, usual)

    incoming = registered(office, routed_to_id=office.bupati.position.pk, number="2/26")

    assert incoming.routed_to == office.bupati.position
    # the ordinary desk's own seat makes room for the bupati's, who saw it anyway
    assert seen_by(office, incoming) == before
    assert access.may(actor(office.bupati), "incoming.dispose", incoming)
    assert not access.may(actor(office.sekda), "incoming.dispose", incoming)


def test_a_secret_letter_to_the_bupati_is_seen_by_desk_and_clerk_alone(office):
    incoming = registered(
        office, routed_to_id=office.bupati.position.pk, security_class="rahasia"
    )

    assert seen_by(office, incoming) == {"bupati", "setda_clerk"}


def test_desks_are_the_tree_of_the_register_and_the_seats_above_it(office):
    desks = set(desks_of(office.setda))

    own = [office.sekda, office.kabag, office.drafter]
    own += [office.setda_clerk, office.setda_archivist]
    above = [office.bupati, office.auditor]
    assert desks == {p.position for p in [*own, *above]}


@pytest.mark.parametrize("away", ["kadis", "kabid", "stranger"])
def test_seat_of_a_neighbour_is_refused_and_nothing_is_registered(office, away):
    incoming = empty_letter(office)

    with pytest.raises(Invalid) as refusal:
        register_incoming_letter(
            actor=actor(office.setda_clerk),
            incoming_id=incoming.pk,
            row_version=None,
            registration=entry(routed_to_id=getattr(office, away).position.pk),
        )

    assert [f.code for f in refusal.value.faults] == ["unknown_position"]
    incoming.refresh_from_db()
    assert (incoming.status, incoming.agenda_number) == ("received", "")


def test_leaders_are_offered_first(office):
    deputy = make_person(
        "wabup",
        "Tri Lestari",
        "Wakil Bupati Wanasari",
        office.government,
        kind=PositionKind.DEPUTY_HEAD,
    )

    first = list(desks_of(office.setda)[:3])

    assert first == [office.bupati.position, deputy.position, office.sekda.position]


def offers(person, incoming, words=""):
    answer = client_of(person).get(f"/naskah-masuk/{incoming.pk}/meja/?q={words}")
    assert answer.status_code == 200
    return [one["title"] for one in answer.json()["options"]]


def test_picker_offers_leaders_without_a_word_and_finds_by_title_and_name(office):
    incoming = empty_letter(office)

    assert offers(office.setda_clerk, incoming)[:2] == [
        "Bupati Wanasari",
        "Sekretaris Daerah",
    ]
    assert offers(office.setda_clerk, incoming, "kepala bagian") == [
        "Kepala Bagian Organisasi"
    ]
    assert offers(office.setda_clerk, incoming, "raharjo") == ["Bupati Wanasari"]
    assert offers(office.setda_clerk, incoming, "dinas") == []


@pytest.mark.parametrize("person", ["stranger", "kominfo_clerk", "sekda"])
def test_desks_are_told_to_clerks_of_the_register_alone(office, person):
    incoming = empty_letter(office)

    answer = client_of(getattr(office, person)).get(
        f"/naskah-masuk/{incoming.pk}/meja/"
    )

    assert answer.status_code == 404


def test_page_routes_to_the_bupati(office):
    incoming = empty_letter(office)
    form = {
        "row_version": "1",
        "sender": "BPS Kabupaten Wanasari",
        "subject": "Permohonan data",
        "routed_to": str(office.bupati.position.pk),
        "urgency": "segera",
        "security_class": "biasa",
        "due_on": "2099-01-05",
        "classification_code": "000.1.5",
    }

    answer = client_of(office.setda_clerk).post(
        f"/naskah-masuk/{incoming.pk}/catat/", form
    )

    assert answer.status_code == 302
    incoming.refresh_from_db()
    assert incoming.routed_to == office.bupati.position
    assert incoming.due_on.isoformat() == "2099-01-05"
    assert (incoming.urgency, incoming.classification_code) == ("segera", "000.1.5")
    shown = client_of(office.bupati).get(f"/naskah-masuk/{incoming.pk}/")
    assert shown.status_code == 200


def test_program_routes_to_the_bupati(office):
    incoming = empty_letter(office)
    body = {
        "sender": "BPS",
        "subject": "Permohonan data",
        "routed_to": str(office.bupati.position.pk),
    }

    answer = post(
        program_of(office.setda_clerk),
        f"/incoming-letters/{incoming.pk}/register",
        body,
    )

    assert answer.status_code == 200, answer.content
    assert answer.json()["routed_to"]["title"] == "Bupati Wanasari"
    mine = program_of(office.bupati).get("/api/v1/incoming-letters?desk=true").json()
    assert [one["id"] for one in mine["items"]] == [str(incoming.pk)]


def typed(office, **words):
    incoming = empty_letter(office)
    form = {
        "row_version": "1",
        "sender": "BPS",
        "subject": "Permohonan data",
        "urgency": "biasa",
        "security_class": "biasa",
        **words,
    }
    client = client_of(office.setda_clerk)
    answer = client.post(f"/naskah-masuk/{incoming.pk}/catat/", form)
    return answer, IncomingLetter.objects.get(pk=incoming.pk)


def test_words_typed_without_choosing_count_when_they_mean_one_desk(office):
    answer, incoming = typed(office, routed_to_typed="kepala bagian organisasi")

    assert answer.status_code == 302
    assert incoming.routed_to == office.kabag.position


@pytest.mark.parametrize("words", ["a", "Dinas Kesehatan", "tidak ada", "\0"])
def test_words_that_mean_several_desks_or_none_are_refused_and_kept(office, words):
    answer, incoming = typed(office, routed_to_typed=words)

    if words == "\0":  # nothing is left of it: the head's desk, as without a choice
        assert incoming.routed_to == office.sekda.position
        return
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert (incoming.status, incoming.agenda_number) == ("received", "")


def test_unknown_code_typed_is_refused(office):
    answer, incoming = typed(office, classification_code_typed="zzz tidak ada")

    assert answer.status_code == 200
    assert incoming.status == "received"


def test_openapi_still_names_the_desk(office):
    shape = program_of(office.setda_clerk).get("/api/v1/openapi.json").json()

    assert "routed_to" in json.dumps(shape["components"]["schemas"]["Entry"])
