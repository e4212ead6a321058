"""What a leader and a helper find on their first page about prepared dispositions."""

import pytest

from tests.office.incoming import disposition, registered
from tests.office.visitors import ROOT, client_of, program_of
from tests.workflow.dispositions.desk_help import add_helper, prepared
from workflow.dispositions.models import Disposition, PreparedDisposition, ReceiverRole
from workflow.dispositions.operations.checking import ReceiverInput

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(office):
    return add_helper(office)


def acts_of(person) -> list[str]:
    answer = program_of(person).get(f"{ROOT}/me/queue").json()
    return [one["act"] for one in answer["items"]]


def page_of(person, path: str = "/") -> str:
    return client_of(person).get(path).content.decode()


def test_the_leaders_first_page_says_what_was_prepared_and_gives_it(house):
    incoming = registered(house)
    draft = prepared(house, incoming, note="Mohon ditindaklanjuti")
    give = f"/disposisi/rancangan/{draft.pk}/terbitkan/?versi=1"

    page = page_of(house.sekda)
    assert (acts_of(house.sekda), acts_of(house.helper)) == (["give_prepared"], [])
    assert "Mohon ditindaklanjuti" in page
    assert f"Kepada: {house.kadis.position.title}" in page
    assert f"disiapkan oleh {house.helper.position.title}" in page
    assert give in page
    client_of(house.sekda).post(give)

    assert Disposition.objects.get().note == "Mohon ditindaklanjuti"
    assert acts_of(house.sekda) == []


def test_a_row_shown_before_the_draft_changed_gives_nothing(house):
    incoming = registered(house)
    draft = prepared(house, incoming)
    prepared(house, incoming, house.kabag, version=1)

    answer = client_of(house.sekda).post(
        f"/disposisi/rancangan/{draft.pk}/terbitkan/?versi=1", follow=True
    )

    assert answer.redirect_chain[0][0] == f"/naskah-masuk/{incoming.pk}/"
    assert not Disposition.objects.exists()


def test_the_helpers_first_page_shows_what_waits_for_a_proposal(house):
    incoming, classed = (
        registered(house, number=number, security_class=level)
        for number, level in (("1/A", "biasa"), ("1/R", "rahasia"))
    )

    page = page_of(house.helper)
    assert acts_of(house.helper) == ["prepare"]
    assert f"/naskah-masuk/{incoming.pk}/disposisi/" in page
    assert str(classed.pk) not in page
    prepared(house, incoming)

    assert acts_of(house.helper) == []
    assert acts_of(house.kabag) == []


def test_what_stands_prepared_is_changed_not_prepared_anew(house):
    incoming = registered(house)
    before = page_of(house.helper, f"/naskah-masuk/{incoming.pk}/")
    prepared(house, incoming)

    after = page_of(house.helper, f"/naskah-masuk/{incoming.pk}/")

    assert "Siapkan disposisi" in before
    assert "Siapkan disposisi" not in after
    assert "Ubah usulan" in after


def test_the_leaders_form_starts_from_the_draft_and_keeps_its_words(house):
    incoming = registered(house)
    told = ReceiverInput(position_id=house.kabag.position.pk, role=ReceiverRole.INFO)
    asked = disposition(house.kadis, instructions=["siapkan"], note="Bahas Jumat")
    draft = prepared(
        house,
        incoming,
        receivers=[*asked.receivers, told],
        instructions=asked.instructions,
        note=asked.note,
    )
    path = f"/naskah-masuk/{incoming.pk}/disposisi/"

    form = client_of(house.sekda).get(path)
    chosen = form.context["chosen"]
    sent = {
        "to": list(chosen["to"]),
        "lead": chosen["lead"],
        "instruction": list(chosen["instructions"]),
        "note": chosen["note"],
        "due": chosen["due"],
    }
    hidden = {"rancangan": str(draft.pk), "versi": str(draft.row_version)}
    client_of(house.sekda).post(path, sent | hidden)

    given = Disposition.objects.get()
    assert (given.note, given.instructions) == ("Bahas Jumat", ["siapkan"])
    roles = {one.position: one.role for one in given.receivers.all()}
    assert roles[house.kadis.position] == ReceiverRole.LEAD
    assert roles[house.kabag.position] == ReceiverRole.INFO
    assert PreparedDisposition.objects.get().issued == given
