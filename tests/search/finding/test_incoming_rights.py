"""Search tells of content: what a letter says is found by those who may read it."""

import pytest
from django.utils import timezone

from eoffice.outbox import claims
from eoffice.outbox.delivery import run_delivery
from eoffice.outbox.lanes import Lane
from eoffice.outbox.models import DeliveryState, OutboxDelivery
from search import chosen_engine
from search.engines.contract import PageOf
from search.finding import searching
from search.finding.fallback import plain_list
from tests.office.incoming import disposed, disposition, empty_letter, registered
from tests.office.kabupaten import Person, actor, build_office
from tests.office.outgoing import sent
from tests.office.signers import make_signer
from tests.office.visitors import client_of
from tests.workflow.incoming.rights import everybody
from workflow.dispositions.operations.completing import complete_incoming
from workflow.dispositions.operations.giving import give_disposition
from workflow.dispositions.operations.recalling import recall_disposition
from workflow.incoming.operations.amending import amend_registration
from workflow.models import IncomingFile, IncomingLetter, PageText

pytestmark = pytest.mark.django_db
WORD = "penyelewengan"


@pytest.fixture
def house(engine, monkeypatch):
    monkeypatch.setattr(chosen_engine, "_made", lambda _name: engine)
    return build_office()


def drain(engine) -> None:
    """Do what the relay does until nothing is due."""
    for lane in Lane:
        while ids := claims.claim(limit=100, lease_s=60, lane=lane):
            for delivery_id in ids:
                run_delivery(delivery_id, raising=True)
    engine.refresh()


def with_text(incoming: IncomingLetter) -> IncomingLetter:
    """Give the letter a page whose text holds `WORD`."""
    from eoffice.objects import store

    stored = store.put_bytes(
        b"pindaian", area=store.Area.DRAFTS, media_type="application/pdf"
    )
    stored.save()
    file = IncomingFile.objects.create(
        incoming=incoming, stored=stored, name="a.pdf", pages=1, reading_state="done"
    )
    PageText.objects.create(
        file=file,
        page=1,
        source="ocr",
        text=f"Laporan {WORD} anggaran",
        width_pt=595,
        height_pt=842,
    )
    return incoming


def finds(person: Person, text: str = WORD) -> set[str]:
    """What the person finds; totals, facets, suggestions and palette agree."""
    who = actor(person)
    answer = searching.search(
        who, searching.understand(text).request, PageOf(limit=100)
    )
    found = {hit.id for hit in answer.hits}
    assert answer.total == len(found)
    # a kind counts the letters that are found under it
    kinds = [one.count for one in answer.facets["kind"]]
    assert max(kinds, default=0) <= len(found) <= sum(kinds)
    return found


def finders(house, text: str = WORD) -> dict[str, set[str]]:
    """Names of those who find anything, with what they find."""
    each = {name: finds(person, text) for name, person in everybody(house).items()}
    return {name: ids for name, ids in each.items() if ids}


def test_a_letter_without_entry_is_in_no_index(house, engine):
    with_text(empty_letter(house))
    drain(engine)
    from search.projection.indexing import rebuild_index

    rebuild_index()
    engine.refresh()

    assert finders(house) == {}
    assert finds(house.setda_clerk, "") == set()
    assert plain_list(actor(house.setda_clerk), "") == []


@pytest.mark.parametrize("security_class", ["terbatas", "rahasia"])
def test_the_text_of_a_classed_letter_is_found_at_its_desk_alone(
    house, engine, security_class
):
    incoming = with_text(
        registered(house, security_class=security_class, subject="Laporan khusus")
    )
    drain(engine)
    mine = {str(incoming.pk)}

    assert finders(house) == {"sekda": mine}
    assert finders(house, "khusus") == {"sekda": mine}
    assert finders(house, incoming.number) == {"sekda": mine}
    assert plain_list(actor(house.setda_clerk), "khusus") == []
    answer = client_of(house.setda_clerk).get("/cari/palet", {"q": "Laporan"})
    assert "Laporan khusus" not in answer.content.decode()


def test_a_classed_letter_from_inside_is_found_by_its_receiver_alone(house, engine):
    make_signer(house.sekda)
    sent(house, subject=f"Dugaan {WORD}", security_class="rahasia")
    drain(engine)
    incoming = str(IncomingLetter.objects.get().pk)

    found = finders(house)

    assert incoming in found["kadis"]
    others = {name for name, ids in found.items() if incoming in ids}
    assert others == {"kadis"}
    assert "kominfo_clerk" not in found


def test_text_read_after_the_entry_is_found(house, engine):
    make_signer(house.sekda)
    sent(house, subject="Undangan apel")
    drain(engine)
    incoming = IncomingLetter.objects.get()

    assert str(incoming.pk) in finds(house.kadis, "persiapan mengundang")


def test_a_recalled_receiver_finds_nothing_from_that_moment(house, engine):
    incoming = with_text(registered(house))
    given = give_disposition(
        actor=actor(house.sekda),
        incoming_id=incoming.pk,
        content=disposition(house.kadis),
    )
    drain(engine)
    assert finds(house.kadis) == {str(incoming.pk)}

    recall_disposition(actor=actor(house.sekda), disposition_id=given.pk)

    assert finds(house.kadis) == set()
    drain(engine)
    assert finds(house.kadis) == set()
    assert str(incoming.pk) in finds(house.sekda)


def test_raising_the_class_hides_letter_and_record_from_that_moment(house, engine):
    incoming = with_text(registered(house))
    complete_incoming(actor=actor(house.sekda), incoming_id=incoming.pk)
    drain(engine)
    incoming.refresh_from_db()
    entry = {str(incoming.pk)}
    assert finds(house.setda_archivist) == entry
    assert finds(house.setda_clerk) == entry

    amend_registration(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes={"security_class": "rahasia"},
        reason="Salah kelas",
    )

    assert set(finders(house)) == {"sekda"}
    drain(engine)
    assert finders(house) == {"sekda": entry}


def test_what_was_given_up_hides_letter_and_record_all_the_same(house, engine):
    incoming = with_text(registered(house))
    complete_incoming(actor=actor(house.sekda), incoming_id=incoming.pk)
    drain(engine)
    incoming.refresh_from_db()
    amend_registration(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes={"security_class": "rahasia"},
        reason="Salah kelas",
    )

    OutboxDelivery.objects.exclude(state=DeliveryState.DONE).update(
        state=DeliveryState.DEAD
    )

    assert set(finders(house)) <= {"sekda"}


def test_each_step_of_following_keeps_search_and_database_together(house, engine):
    incoming = with_text(registered(house))
    complete_incoming(actor=actor(house.sekda), incoming_id=incoming.pk)
    drain(engine)
    amend_registration(
        actor=actor(house.setda_clerk),
        incoming_id=incoming.pk,
        row_version=None,
        changes={"security_class": "rahasia"},
        reason="Salah kelas",
    )
    # Whatever order the relay takes, no count tells of the letter in between.
    while ids := claims.claim(limit=1, lease_s=60, lane=Lane.QUICK):
        run_delivery(ids[0], raising=True)
        engine.refresh()
        assert finds(house.setda_archivist) == set()
        assert finds(house.setda_clerk) == set()


def test_what_is_found_is_what_opens_for_everybody(house, engine):
    made = [
        with_text(registered(house, number=f"{n}/2026", security_class=security_class))
        for n, security_class in enumerate(["biasa", "terbatas", "rahasia"])
    ]
    slip_on = disposed(house, house.kadis)
    with_text(slip_on.incoming)
    IncomingLetter.objects.filter(pk=made[0].pk).update(received_at=timezone.now())
    drain(engine)

    for name, person in everybody(house).items():
        found = finds(person)
        client = client_of(person)
        for incoming in [*made, slip_on.incoming]:
            answer = client.get(f"/naskah-masuk/{incoming.pk}/berkas/1/")
            opens = answer.status_code != 404  # its bytes may refuse a reading copy
            assert (str(incoming.pk) in found) == opens, name
